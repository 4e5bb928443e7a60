#pragma once

#include <kith/core/extent.hpp>

#include <cstdint>
#include <vector>

namespace kith::core {

/// Ends by number, each of the type that the one before leads to.
using steps = std::vector<std::uint32_t>;

/// A row, and the type it is of.
struct row_place {
    const extent* in = nullptr;
    slot row = 0;
};

/// The type that steps lead to.
[[nodiscard]] inline const extent& target_of(const extent& in, const steps& along) noexcept {
    const extent* at = &in;
    for (const std::uint32_t end : along) at = at->end(end).target;
    return *at;
}

/// Where steps through ends that hold one lead: to slot 0 when a link on the way is empty.
[[nodiscard]] inline row_place follow(const extent& in, slot row, const steps& along) noexcept {
    row_place at{&in, row};
    for (const std::uint32_t end : along) at = {at.in->end(end).target, at.in->partner(end, at.row)};
    return at;
}

}  // namespace kith::core
