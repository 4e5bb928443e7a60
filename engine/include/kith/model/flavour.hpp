#pragma once

#include <kith/model/list_end.hpp>
#include <kith/model/map_end.hpp>
#include <kith/model/set_end.hpp>
#include <kith/model/sorted_end.hpp>

namespace kith::model {

// What an order among an end's options names, and what flavour the end has by it.
enum class flavour { list, sorted, set, map };

template <class Option>
struct order_option {
    static constexpr bool is = false, numbers = false;
    static constexpr flavour gives = flavour::list;
    static constexpr std::string_view member = "";
};
template <>
struct order_option<as_set> : order_option<void> {
    static constexpr flavour gives = flavour::set;
};
template <fixed_string Member, class Direction>
struct order_option<ordered_by<Member, Direction>> {
    static constexpr bool is = true, numbers = false;
    static constexpr flavour gives = flavour::sorted;
    static constexpr std::string_view member = Member.view();
};
template <fixed_string Member>
struct order_option<keyed_by<Member>> {
    static constexpr bool is = true, numbers = false;
    static constexpr flavour gives = flavour::map;
    static constexpr std::string_view member = Member.view();
};
template <fixed_string Member, std::uint32_t First>
struct order_option<ordering_list<Member, First>> {
    static constexpr bool is = true, numbers = true;
    static constexpr flavour gives = flavour::list;
    static constexpr std::string_view member = Member.view();
};

/// The flavour of a `many`, and the member that keys it.
template <class Declared>
struct flavour_of;
template <class T, fixed_string Back, class... Options>
struct flavour_of<many<T, Back, Options...>> {
    static constexpr flavour value = [] {
        flavour found = flavour::list;
        ((found = order_option<Options>::gives != flavour::list ? order_option<Options>::gives : found), ...);
        return found;
    }();
    static constexpr std::string_view key_name = [] {
        std::string_view found;
        ((found = order_option<Options>::gives == flavour::map ? order_option<Options>::member : found), ...);
        return found;
    }();
};

template <class Declared, flavour Flavour>
struct view_of;
template <class Declared>
struct view_of<Declared, flavour::list> {
    using type = list_end<typename Declared::target>;
};
template <class Declared>
struct view_of<Declared, flavour::sorted> {
    using type = sorted_end<typename Declared::target>;
};
template <class Declared>
struct view_of<Declared, flavour::set> {
    using type = set_end<typename Declared::target>;
};
template <class Declared>
struct view_of<Declared, flavour::map> {
    using target = typename Declared::target;
    static constexpr std::size_t member = member_named<target>(flavour_of<Declared>::key_name);
    static_assert(member != no_member,
                  "kith: the column that keys this relationship is no member of its target");
    using type = map_end<target, member>;
};

/// What an accessor of end `I` of `T`, a `many`, returns.
template <class T, std::size_t I>
using end_type = typename view_of<member_type<T, I>, flavour_of<member_type<T, I>>::value>::type;

}  // namespace kith::model
