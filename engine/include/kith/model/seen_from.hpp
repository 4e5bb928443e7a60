#pragma once

#include <kith/model/path.hpp>

namespace kith::model {

template <class T, class Route>
struct route_from {
    using type = Route;
};
template <class T, class Base, std::uint32_t... Ends>
requires(!std::is_same_v<T, Base> && std::is_base_of_v<Base, T>) struct route_from<T, route<Base, Ends...>> {
    template <class Route, std::uint32_t... More>
    struct on {
        using type = Route;
    };
    template <class Route, std::uint32_t End, std::uint32_t... More>
    struct on<Route, End, More...> : on<typename Route::template then<End>, More...> {};
    using type = typename on<climbed<route<T>, T, Base>, Ends...>::type;
};

/// What a name in a query stands for when a `T` is asked: names that begin at what `T` inherits from, or that
/// are of a mixin, begin at `T`.
template <class T, class Name>
struct seen_from {
    using type = Name;
};
template <class T, auto Pointer>
struct seen_from<T, shared_name<Pointer>> {
    using type = decltype(shared_name<Pointer>::template in_model<T>());
};
template <class T, template <class, class, std::size_t> class Name, class Route, class Owner, std::size_t I>
struct seen_from<T, Name<Route, Owner, I>> {
    using type = Name<typename route_from<T, Route>::type, Owner, I>;
};
template <class T, class Route, std::uint32_t End>
struct seen_from<T, size_name<Route, End>> {
    using type = size_name<typename route_from<T, Route>::type, End>;
};
template <class T, class Name>
struct seen_from<T, descending_by<Name>> {
    using type = descending_by<typename seen_from<T, Name>::type>;
};
template <class T, class Name>
using seen_by = typename seen_from<T, Name>::type;

}  // namespace kith::model
