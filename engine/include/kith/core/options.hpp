#pragma once

#include <kith/base/calendar.hpp>
#include <kith/base/config.hpp>

#include <functional>

namespace kith {

/// How a graph is set up.
struct options {
    /// Most rows of a type. Address space for that many is reserved at once (not memory): lower it where
    /// address space is scarce.
    std::uint64_t max_rows = kith::max_rows;
    /// Where `created` and `updated` take the time from; empty: the system's clock, UTC. A simulation
    /// gives its own, so that runs repeat.
    std::function<timestamp()> clock{};
};

}  // namespace kith
