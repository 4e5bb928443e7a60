#pragma once

#include <kith/core/steps.hpp>
#include <kith/model/inherit.hpp>

namespace kith::model {

/// Whether ends are those that lead from a type to what it inherits from, and so to a row that is there.
template <class T>
consteval bool lead_to_bases() {
    return true;
}
template <class T, std::uint32_t End, std::uint32_t... More>
consteval bool lead_to_bases() {
    if constexpr (inherits<T>)
        return End == base_end<T> && lead_to_bases<base_of<T>, More...>();
    else
        return false;
}

/// The way from a row of `Root` through ends that hold one, by their numbers.
template <class Root, std::uint32_t... Ends>
struct route {
    using root = Root;
    template <std::uint32_t End>
    using then = route<Root, Ends..., End>;
    /// It stays at the entity, and so leads to a row always.
    static constexpr bool is_straight = lead_to_bases<Root, Ends...>();

    [[nodiscard]] static core::steps steps() { return {Ends...}; }
    [[nodiscard]] static core::row_place follow(const core::extent& in, slot row) noexcept {
        core::row_place at{&in, row};
        ((at = {at.in->end(Ends).target, at.in->partner(Ends, at.row)}), ...);
        return at;
    }
};

/// A way, and on from the type `T` that it leads to to what that inherits from, up to `Home`.
template <class Route, class T, class Home>
struct climb {
    using type = typename climb<typename Route::template then<base_end<T>>, base_of<T>, Home>::type;
};
template <class Route, class T>
struct climb<Route, T, T> {
    using type = Route;
};
template <class Route, class T, class Home>
using climbed = typename climb<Route, T, Home>::type;

}  // namespace kith::model
