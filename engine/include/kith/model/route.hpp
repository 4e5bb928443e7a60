#pragma once

#include <kith/core/steps.hpp>
#include <kith/model/describe.hpp>

namespace kith::model {

/// The way from a row of `Root` through ends that hold one, by their numbers.
template <class Root, std::uint32_t... Ends>
struct route {
    using root = Root;
    template <std::uint32_t End>
    using then = route<Root, Ends..., End>;
    /// It leads nowhere else, and so always to a row.
    static constexpr bool is_straight = sizeof...(Ends) == 0;

    [[nodiscard]] static core::steps steps() { return {Ends...}; }
    [[nodiscard]] static core::row_place follow(const core::extent& in, slot row) noexcept {
        core::row_place at{&in, row};
        ((at = {at.in->end(Ends).target, at.in->partner(Ends, at.row)}), ...);
        return at;
    }
};

}  // namespace kith::model
