#pragma once

#include <benchmark/benchmark.h>

#include <cstdint>
#include <functional>

namespace bench {

/// Registers a benchmark as `work/system/size`. What `run` throws is its error.
void add_work(const char* work, const char* system, const char* size,
              std::function<void(benchmark::State&)> run);

/// Times `work` on something made anew for each time, and looks at what came of it. Neither that nor `make` is
/// timed. `good` tells whether the result is what it should be.
template <class Make, class Work, class Good>
void run_on_new(benchmark::State& state, std::int64_t items, const Make& make, const Work& work,
                const Good& good) {
    for (auto unused : state) {
        (void)unused;
        state.PauseTiming();
        auto subject = make();
        state.ResumeTiming();
        work(*subject);
        state.PauseTiming();
        if (!good(*subject)) return state.SkipWithError("the result is wrong");
        subject.reset();
        state.ResumeTiming();
    }
    state.SetItemsProcessed(state.iterations() * items);
}

/// The works on a shop that changes.
void register_changes();
/// The works on digests.
void register_digests();
/// The works on one entity with very many members.
void register_hubs();
/// The works on frozen views.
void register_frozen_views();
/// The works on a world that goes on and on.
void register_steady();
/// The works on a world that moves.
void register_bodies();
/// The works on a many-to-many.
void register_schools();

}  // namespace bench
