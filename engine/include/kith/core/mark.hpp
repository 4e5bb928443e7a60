#pragma once

#include <cstdint>

namespace kith {

/// A point in time of a graph, to go back to. A plain value: it is spent by rolling back to it or to an
/// earlier one, by releasing it, and when it was taken inside a transaction by the end of the outermost one;
/// using it after that is a usage_error.
struct mark {
    std::uint64_t serial = 0;
    const void* graph = nullptr;  ///< whose it is
};

}  // namespace kith
