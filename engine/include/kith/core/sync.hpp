#pragma once

#include <kith/core/why_different.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>

namespace kith {

struct sync_options {
    std::uint64_t tick = 0;   ///< the number of the step
    std::uint64_t every = 1;  ///< only steps whose number is a multiple of it run twice; 0 is none
    std::size_t most = 10;    ///< entities that are named
};

/// Runs a step of a simulation, takes it back, runs it again, and names the first entities in which the second run
/// came out in another way, with what both made of it; and whether ids or orders would differ from then on. Empty
/// when the step came out the same. What a step reads besides the graph and does not put back by itself (a clock, a
/// generator of random numbers, an address, the order of a std::unordered_map) is what this finds.
///
///     auto apart = kith::sync_test(graph, [&] { step(graph, inputs); }, {.tick = tick, .every = 60});
///     if (!apart.empty()) std::cerr << "tick " << tick << '\n' << apart;
///
/// Effects: the graph is as after one step, namely the second run of it; observers are told of both. When a run
/// throws, the graph is as before the step and the exception is passed on; when only the second one does, within a
/// usage_error (step_differs), as std::throw_with_nested has it.
/// Throws usage_error: mark_spent when the step goes back to before it began, or ends a transaction that it has not
/// begun; transaction_open when it leaves one open. The graph is then as the step has left it.
/// Complexity: two steps, a rollback, and linear in the pages written and in the rows of types whose rows came or went.
[[nodiscard]] differences sync_test(core::graph& of, const std::function<void()>& step,
                                    sync_options options = {});

}  // namespace kith
