#pragma once

#include <kith/model/link_name.hpp>

namespace kith {

namespace model {

/// What member `I` of `T` is called in a query of `Route::root`. A proxy is what it goes through.
template <class Route, class T, std::size_t I>
consteval auto member_in_query() {
    using traits = traits_of<T, I>;
    if constexpr (traits::is_field) {
        return column_name<Route, T, I>{};
    } else if constexpr (traits::is_one) {
        return link_name<Route, T, I>{};
    } else if constexpr (traits::is_many) {
        return list_name<Route, T, I>{};
    } else {
        using declared = member_type<T, I>;
        constexpr std::size_t through = member_named<T>(declared::through);
        using between = typename member_type<T, through>::target;
        constexpr std::size_t far = member_named<between>(declared::far);
        if constexpr (traits_of<T, through>::is_one)
            return member_in_query<typename Route::template then<end_index<T, through>>, between, far>();
        else
            return proxied_name<list_name<Route, T, through>,
                                decltype(member_in_query<route<between>, between, far>())>{};
    }
}

template <auto Pointer>
consteval auto member_called() {
    using owner = typename pointer_traits<Pointer>::owner;
    constexpr std::size_t at = member_at<Pointer>();
    static_assert(at != no_member, "kith: kith::field names a member that KITH_MODEL does not list");
    if constexpr (at != no_member) return member_in_query<route<owner>, owner, at>();
}

template <class Route, class T, auto Pointer, auto... Rest>
consteval auto path_called() {
    using owner = typename pointer_traits<Pointer>::owner;
    constexpr bool fits = std::is_same_v<owner, T>;
    static_assert(fits,
                  "kith: a step of this kith::path is no member of the type that the step before leads to");
    if constexpr (fits) {
        constexpr std::size_t at = member_at<Pointer>();
        static_assert(at != no_member, "kith: kith::path names a member that KITH_MODEL does not list");
        if constexpr (at != no_member) {
            using here = decltype(member_in_query<Route, T, at>());
            if constexpr (sizeof...(Rest) == 0) {
                return here{};
            } else {
                constexpr bool to_one = requires { typename here::onward; };
                static_assert(to_one, "kith: a kith::path goes on through what leads to one; of a list, or a "
                                      "proxy through one, ask any() with a condition on its members");
                if constexpr (to_one)
                    return path_called<typename here::onward, typename here::target, Rest...>();
            }
        }
    }
}

template <auto Pointer, auto... Rest>
consteval auto path_from() {
    using owner = typename pointer_traits<Pointer>::owner;
    return path_called<route<owner>, owner, Pointer, Rest...>();
}

}  // namespace model

/// A member in a query: `kith::field<&Game::price> < 60`, `kith::field<&Game::reviews>.any(…)`.
template <auto Pointer>
inline constexpr auto field = model::member_called<Pointer>();

/// A member of an entity that is reached through links: `kith::path<&Review::game, &Game::price> < 60`. All
/// but the last lead to one. Behind a link that is empty lies nothing: a column is null there, a list empty.
template <auto... Pointers>
inline constexpr auto path = model::path_from<Pointers...>();

/// Descending order by a column: `query.order_by(kith::desc<&Game::price>)`; of several pointers, by a path.
template <auto... Pointers>
inline constexpr auto desc = model::descending_by<decltype(model::path_from<Pointers...>())>{};

}  // namespace kith
