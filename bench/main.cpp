// kith_bench: every benchmark is called `work/system/size`. Those on a shop that stands are here: the works stand
// in world.hpp, the sizes in shop.hpp; works.hpp names the others. ratios.py holds the results against the bars.
#include "memory.hpp"
#include "works.hpp"
#include "world.hpp"

#include <benchmark/benchmark.h>

#include <exception>
#include <optional>
#include <string>
#include <utility>

namespace bench {
namespace {

struct system_entry {
    const char* name;
    build_function build;
};

constexpr system_entry systems[] = {
    {"limit", build_limit},       {"kith", build_kith},     {"no_barrier", build_no_barrier},
    {"pointers", build_pointers}, {"pooled", build_pooled}, {"multi_index", build_multi_index},
    {"sqlite", build_sqlite},
};

struct walk_entry {
    const char* name;
    std::int64_t (world::*walk)();
    std::int64_t (shop::*expected)() const noexcept;
};

constexpr walk_entry walks[] = {
    {"through", &world::through, &shop::expected_through},
    {"proxy", &world::proxy, &shop::expected_proxy},
};

/// Holds one shop and one world at a time, made when they are first asked for and kept until others are: at size
/// L two worlds side by side would not fit everywhere, and would get into each other's memory measurements.
class stage {
public:
    const shop& shop_of(const shop_size& size) {
        if (shop_size_ != &size) {
            clear();
            shop_.reset();
            shop_.emplace(size);
            shop_size_ = &size;
        }
        return *shop_;
    }

    world& world_of(const system_entry& system, const shop_size& size) {
        const shop& from = shop_of(size);
        if (system_ != &system) {
            clear();
            const std::int64_t before = settled_memory();
            world_ = system.build(from);
            world_bytes_ = settled_memory() - before;
            system_ = &system;
        }
        return *world_;
    }
    /// What the newest world takes.
    [[nodiscard]] std::int64_t world_bytes() const noexcept { return world_bytes_; }

    void clear() noexcept {
        system_ = nullptr;
        world_.reset();
    }

private:
    const shop_size* shop_size_ = nullptr;
    std::optional<shop> shop_;
    const system_entry* system_ = nullptr;
    std::unique_ptr<world> world_;
    std::int64_t world_bytes_ = 0;
};

void report(benchmark::State& state, const shop_size& size, std::int64_t bytes) {
    state.SetItemsProcessed(state.iterations() * std::int64_t{size.reviews});
    state.counters["bytes_per_review"] = static_cast<double>(bytes) / size.reviews;
}

void run_walk(benchmark::State& state, stage& on, const walk_entry& work, const system_entry& system,
              const shop_size& size) {
    world& walked = on.world_of(system, size);
    const std::int64_t expected = (on.shop_of(size).*work.expected)();
    for (auto unused : state) {
        (void)unused;
        if ((walked.*work.walk)() != expected) return state.SkipWithError("the sum is wrong");
    }
    report(state, size, on.world_bytes());
}

/// Every build starts on a heap that has given all it had back, and the first of each run is weighed and walked
/// from both ends; neither that nor the teardown is timed.
void run_build(benchmark::State& state, stage& on, const system_entry& system, const shop_size& size) {
    on.clear();
    const shop& from = on.shop_of(size);
    std::int64_t bytes = 0;
    std::int64_t before = settled_memory();
    for (auto unused : state) {
        (void)unused;
        std::unique_ptr<world> built = system.build(from);
        state.PauseTiming();
        if (bytes == 0) {
            bytes = settled_memory() - before;
            if (built->through() != from.expected_through() || built->reverse() != from.expected_reverse()) {
                return state.SkipWithError("the world built is not the shop");
            }
        }
        built.reset();
        before = settled_memory();
        state.ResumeTiming();
    }
    report(state, size, bytes);
}

void register_shops(stage& on) {
    // All works of one system on one size follow each other, so that its world is made once.
    for (const shop_size& size : shop_sizes) {
        for (const system_entry& system : systems) {
            for (const walk_entry& work : walks) {
                add_work(work.name, system.name, size.name,
                         [&](benchmark::State& state) { run_walk(state, on, work, system, size); });
            }
            add_work("build", system.name, size.name,
                     [&](benchmark::State& state) { run_build(state, on, system, size); });
        }
    }
}

}  // namespace

void add_work(const char* work, const char* system, const char* size,
              std::function<void(benchmark::State&)> run) {
    const std::string name = std::string(work) + '/' + system + '/' + size;
    benchmark::RegisterBenchmark(name.c_str(), [run = std::move(run)](benchmark::State& state) {
        try {
            run(state);
        } catch (const std::exception& error) {
            state.SkipWithError(error.what());
        }
    })->Unit(benchmark::kMillisecond);
}

}  // namespace bench

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
    bench::stage stage;
    bench::register_shops(stage);
    bench::register_changes();
    bench::register_bodies();
    bench::register_steady();
    bench::register_schools();
    bench::register_hubs();
    bench::register_frozen_views();
    bench::register_digests();
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
}
