// The works on a world that moves. `mark` takes a point in time and lets it go; `frame` lets go of the last point in
// time, takes one, and makes a frame's changes; `rollback_8` goes back eight frames; `field_write` writes one field
// of each body by its accessor, of scattered bodies as a frame does, and `field_write_in_order` of one after the other; `column_update` changes one column of all of them at once. An item is a mark, a
// frame, a rollback, a body.
#include "bodies.hpp"
#include "works.hpp"

#include <map>

namespace bench {
namespace {

struct system_entry {
    const char* name;
    build_bodies_function build;
};

constexpr system_entry limit = {"limit", build_bodies_limit};
constexpr system_entry kith = {"kith", build_bodies_kith};
constexpr system_entry no_barrier = {"no_barrier", build_bodies_no_barrier};

/// Works of systems that are compared run on worlds that both stay, one beside the other.
class field {
public:
    moving_world& world_of(const system_entry& system, const bodies_size& size) {
        auto& world = worlds_[{&system, &size}];
        if (world == nullptr) world = system.build(size, plan_of(size));
        return *world;
    }
    const frame_plan& plan_of(const bodies_size& size) {
        return plans_.try_emplace(&size, size).first->second;
    }

private:
    std::map<std::pair<const system_entry*, const bodies_size*>, std::unique_ptr<moving_world>> worlds_;
    std::map<const bodies_size*, frame_plan> plans_;
};

void run_mark(benchmark::State& state, moving_world& on) {
    for (auto unused : state) {
        (void)unused;
        on.save(1, 0);
    }
    on.back();
    state.SetItemsProcessed(state.iterations());
}

void run_frame(benchmark::State& state, moving_world& on, const frame_plan& plan) {
    std::size_t n = 0;
    for (; n < 8; ++n) {
        on.save(1, plan.at(n).pages);
        on.change(n);
    }
    for (auto unused : state) {
        (void)unused;
        on.save(1, plan.at(n).pages);
        on.change(n++);
    }
    on.back();
    state.SetItemsProcessed(state.iterations());
}

void run_rollback(benchmark::State& state, moving_world& on, const frame_plan& plan) {
    const double before = on.sum();
    std::size_t n = 0;
    for (auto unused : state) {
        (void)unused;
        state.PauseTiming();
        for (int frame = 0; frame < 8; ++frame, ++n) {
            on.save(8, plan.pages);
            on.change(n);
        }
        state.ResumeTiming();
        on.back();
    }
    if (on.sum() != before) return state.SkipWithError("the world is not what it was");
    state.SetItemsProcessed(state.iterations());
}

void run_field_write(benchmark::State& state, moving_world& on, const std::vector<std::uint32_t>& order) {
    for (auto unused : state) {
        (void)unused;
        on.write_field(order);
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(order.size()));
}

void run_column_update(benchmark::State& state, moving_world& on, const bodies_size& size) {
    for (auto unused : state) {
        (void)unused;
        on.update_column();
        benchmark::ClobberMemory();
    }
    state.SetItemsProcessed(state.iterations() * std::int64_t{size.bodies});
}

}  // namespace

void register_bodies() {
    const auto on = std::make_shared<field>();
    for (const bodies_size& size : bodies_sizes) {
        const auto add = [&](const char* work, const system_entry& system, auto run) {
            add_work(work, system.name, size.name,
                     [&, on, run](benchmark::State& state) { run(state, on->world_of(system, size)); });
        };
        const auto frame = [&, on](benchmark::State& state, moving_world& world) {
            run_frame(state, world, on->plan_of(size));
        };
        const auto rollback = [&, on](benchmark::State& state, moving_world& world) {
            run_rollback(state, world, on->plan_of(size));
        };
        const auto write = [&, on](benchmark::State& state, moving_world& world) {
            run_field_write(state, world, on->plan_of(size).scattered);
        };
        const auto write_in_order = [&, on](benchmark::State& state, moving_world& world) {
            run_field_write(state, world, on->plan_of(size).in_order);
        };
        const auto update = [&](benchmark::State& state, moving_world& world) {
            run_column_update(state, world, size);
        };
        add("mark", kith, [](benchmark::State& state, moving_world& world) { run_mark(state, world); });
        for (const system_entry* each : {&limit, &kith}) add("frame", *each, frame);
        for (const system_entry* each : {&limit, &kith}) add("rollback_8", *each, rollback);
        for (const system_entry* each : {&limit, &kith, &no_barrier}) add("field_write", *each, write);
        for (const system_entry* each : {&limit, &kith, &no_barrier})
            add("field_write_in_order", *each, write_in_order);
        for (const system_entry* each : {&limit, &kith}) add("column_update", *each, update);
    }
}

}  // namespace bench
