// The works on one entity with very many members, per member: what is linear in all takes the same time a member
// whatever the size.
#include "generator.hpp"
#include "hub.hpp"
#include "works.hpp"

#include <algorithm>
#include <numeric>

namespace bench {
namespace {

struct system_entry {
    const char* name;
    build_hub_function build;
    bool ordered;
};

constexpr system_entry systems[] = {
    {"kith_list", build_hub_kith_list, true},        {"kith_set", build_hub_kith_set, false},
    {"kith_pairs", build_hub_kith_pairs, true},      {"pointers_list", build_hub_pointers_list, true},
    {"pointers_set", build_hub_pointers_set, false},
};

struct hub_size {
    const char* name;
    std::uint32_t members;
};

constexpr hub_size sizes[] = {{"10k", 10'000}, {"100k", 100'000}, {"1M", 1'000'000}};

std::vector<std::uint32_t> numbers(std::uint32_t first, std::uint32_t last) {
    std::vector<std::uint32_t> out(last - first);
    std::iota(out.begin(), out.end(), first);
    return out;
}

std::vector<std::uint32_t> in_random_order(std::uint32_t count) {
    std::vector<std::uint32_t> out = numbers(0, count);
    generator(23).shuffle(out);
    return out;
}

bool has_exactly(hub& of, const system_entry& system, std::vector<std::uint32_t> expected) {
    std::vector<std::uint32_t> found = of.members();
    if (!system.ordered) {
        std::sort(found.begin(), found.end());
        std::sort(expected.begin(), expected.end());
    }
    return found == expected && of.known_by() == expected.size();
}

void run_link(benchmark::State& state, void (hub::*link)(), const system_entry& system,
              const hub_size& size) {
    run_on_new(
        state, size.members, [&] { return system.build(size.members); }, [&](hub& on) { (on.*link)(); },
        [&](hub& on) { return has_exactly(on, system, numbers(0, size.members)); });
}

// Before any is timed, half of the members go and who is left is looked at.
template <class Unlink>
bool leaves(const system_entry& system, std::uint32_t members, const Unlink& unlink,
            const std::vector<std::uint32_t>& left) {
    const auto on = system.build(members);
    on->link();
    unlink(*on);
    return has_exactly(*on, system, left);
}

template <class Unlink>
void run_unlink(benchmark::State& state, const system_entry& system, const hub_size& size,
                const Unlink& unlink) {
    run_on_new(
        state, size.members,
        [&] {
            auto made = system.build(size.members);
            made->link();
            return made;
        },
        unlink, [&](hub& on) { return has_exactly(on, system, {}); });
}

using list_of_members = void (hub::*)(const std::vector<std::uint32_t>&);

void run_unlink_random(benchmark::State& state, list_of_members unlink, const system_entry& system,
                       const hub_size& size) {
    const std::vector<std::uint32_t> order = in_random_order(size.members);
    const auto half = order.begin() + static_cast<std::ptrdiff_t>(order.size() / 2);
    std::vector<std::uint32_t> left(half, order.end());
    std::sort(left.begin(), left.end());
    const std::vector<std::uint32_t> gone(order.begin(), half);
    if (!leaves(
            system, size.members, [&](hub& on) { (on.*unlink)(gone); }, left)) {
        return state.SkipWithError("the wrong members are left");
    }
    run_unlink(state, system, size, [&](hub& on) { (on.*unlink)(order); });
}

using number_of_members = void (hub::*)(std::uint32_t);

void run_unlink_from(benchmark::State& state, number_of_members unlink, const system_entry& system,
                     const hub_size& size) {
    const std::uint32_t half = size.members / 2;
    const bool from_the_front = unlink == &hub::unlink_first;
    const auto left = from_the_front ? numbers(half, size.members) : numbers(0, size.members - half);
    // Who is the first of those without an order is nobody's promise.
    if (system.ordered && !leaves(
                              system, size.members, [&](hub& on) { (on.*unlink)(half); }, left)) {
        return state.SkipWithError("the wrong members are left");
    }
    run_unlink(state, system, size, [&](hub& on) { (on.*unlink)(size.members); });
}

}  // namespace

void register_hubs() {
    for (const hub_size& size : sizes) {
        for (const system_entry& system : systems) {
            const auto add = [&](const char* work, const auto& run) {
                add_work(work, system.name, size.name, run);
            };
            add("unlink_one_by_one",
                [&](benchmark::State& state) { run_unlink_random(state, &hub::unlink, system, size); });
            add("hub_link", [&](benchmark::State& state) { run_link(state, &hub::link, system, size); });
            add("hub_join", [&](benchmark::State& state) { run_link(state, &hub::join, system, size); });
            add("hub_leave",
                [&](benchmark::State& state) { run_unlink_random(state, &hub::leave, system, size); });
            add("hub_unlink_first",
                [&](benchmark::State& state) { run_unlink_from(state, &hub::unlink_first, system, size); });
            add("hub_unlink_last",
                [&](benchmark::State& state) { run_unlink_from(state, &hub::unlink_last, system, size); });
            add("hub_clear", [&](benchmark::State& state) {
                run_unlink(state, system, size, [](hub& on) { on.clear(); });
            });
        }
    }
}

}  // namespace bench
