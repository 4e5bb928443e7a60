#pragma once

#include <kith/model/link_name.hpp>
#include <kith/model/shared_name.hpp>

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
    if constexpr (at != no_member) {
        if constexpr (mixin<owner>)
            return shared_name<Pointer>{};
        else
            return member_in_query<route<owner>, owner, at>();
    }
}

/// The same of a `T`, which has the member itself, from a mixin or from what it inherits from.
template <class T, auto Pointer, class Route = route<T>>
consteval auto member_called_in() {
    using home = home_of<T, Pointer>;
    static_assert(
        !std::is_void_v<home>,
        "kith: the type that is asked has no such member, neither of its own nor from a mixin or base");
    if constexpr (!std::is_void_v<home>)
        return member_in_query<climbed<Route, T, home>, home, member_at<Pointer, home>()>();
}

template <auto Pointer>
template <class T>
consteval auto shared_name<Pointer>::in_model() {
    return member_called_in<T, Pointer>();
}

template <class Route, class T, auto Pointer, auto... Rest>
consteval auto path_called() {
    using owner = typename pointer_traits<Pointer>::owner;
    constexpr bool fits = std::is_base_of_v<owner, T>;
    static_assert(fits,
                  "kith: a step of this kith::path is no member of the type that the step before leads to");
    if constexpr (fits) {
        using home = home_of<T, Pointer>;
        constexpr bool listed = !std::is_void_v<home>;
        static_assert(listed, "kith: kith::path names a member that KITH_MODEL does not list");
        if constexpr (listed) {
            using here =
                decltype(member_in_query<climbed<Route, T, home>, home, member_at<Pointer, home>()>());
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
    if constexpr (mixin<owner> && sizeof...(Rest) == 0)
        return member_called<Pointer>();
    else
        return path_called<route<owner>, owner, Pointer, Rest...>();
}

}  // namespace model

/// A member in a query: `kith::field<&Game::price> < 60`, `kith::field<&Game::reviews>.any(…)`. It may be one
/// that the type that is asked inherits, or has from a mixin.
template <auto Pointer>
inline constexpr auto field = model::member_called<Pointer>();

/// A member as one of `T`, where it is not `T` that declares it and that must be said: `&Game::created_at` is a
/// member of a mixin, to C++ and to `field`.
template <class T, auto Pointer>
inline constexpr auto field_of = model::member_called_in<T, Pointer>();

/// A member of an entity that is reached through links: `kith::path<&Review::game, &Game::price> < 60`. All
/// but the last lead to one. Behind a link that is empty lies nothing: a column is null there, a list empty.
template <auto... Pointers>
inline constexpr auto path = model::path_from<Pointers...>();

/// Descending order by a column: `query.order_by(kith::desc<&Game::price>)`; of several pointers, by a path.
template <auto... Pointers>
inline constexpr auto desc = model::descending_by<decltype(model::path_from<Pointers...>())>{};

}  // namespace kith
