#include <kith/core/graph.hpp>

#include <algorithm>

// What marks can be asked.

namespace kith::core {

bool graph::is_live(kith::mark which) const noexcept {
    return which.graph == this &&
           std::binary_search(marks_.begin(), marks_.end(), open_mark{which.serial, 0, 0, false},
                              [](const open_mark& a, const open_mark& b) { return a.serial < b.serial; });
}

std::size_t graph::marks_after(kith::mark which) const { return marks_.size() - depth_of(which, "look at"); }

std::size_t graph::history_since(kith::mark which) const {
    return log_.bytes_since(depth_of(which, "look at"));
}

}  // namespace kith::core
