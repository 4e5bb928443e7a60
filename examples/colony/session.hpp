#pragma once

#include "simulation.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace colony {

/// What a session is like, and what it took.
struct session_options {
    setting world{};
    tick ticks = 1'000;
    tick delay = 8;  ///< at most so many ticks are orders of the second player late: 0 to `most_delay`
    /// Called after each tick, with the number of ticks that are done.
    std::function<void(kith::graph&, tick done)> after{};
};

inline constexpr tick most_delay = 8;

using milliseconds = std::chrono::duration<double, std::milli>;

struct session_figures {
    std::uint64_t digest = 0;
    tally count{};  ///< of the ticks as they came out in the end
    milliseconds time{};
    milliseconds longest_tick{};  ///< with what had to be simulated again
    std::size_t rollbacks = 0;
    std::size_t ticks_again = 0;
    milliseconds rolling_back{};  ///< going back alone, without simulating again
    milliseconds longest_rollback{};
    std::size_t most_page_memory = 0;  ///< bytes kept to go back with
};

/// Plays a whole session in an empty graph. Each tick is simulated at once with the orders that are known; when
/// orders come that were given for a tick that is past, the graph goes back to before it, and all ticks since are
/// simulated again.
session_figures play(kith::graph& world, const session_options& options);

}  // namespace colony
