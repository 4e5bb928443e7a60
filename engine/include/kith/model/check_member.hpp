#pragma once

#include <kith/model/accessors.hpp>
#include <kith/schema/catalog.hpp>

namespace kith::model {

// What an option is about: a member has one of a kind.
template <class Option>
struct option_kind {
    using type = Option;
};
template <fixed_string Words>
struct option_kind<cascade<Words>> {
    using type = cascade<"">;
};
template <fixed_string Name>
struct option_kind<name<Name>> {
    using type = name<"">;
};
template <fixed_string Table, fixed_string This, fixed_string That>
struct option_kind<secondary<Table, This, That>> {
    using type = secondary<"">;
};
template <std::uint32_t Count>
struct option_kind<at_most<Count>> {
    static constexpr std::uint32_t count = Count;
    using type = at_most<0>;
};
template <std::uint32_t Count>
struct option_kind<at_least<Count>> {
    static constexpr std::uint32_t count = Count;
    using type = at_least<0>;
};
template <>
struct option_kind<ordered> {
    using type = hashed;  // both say which index there is
};
template <>
struct option_kind<ranked> {
    using type = hashed;
};
template <>
struct option_kind<updated> {
    using type = created;  // both say what a timestamp is
};

template <class Kind, class... Options>
inline constexpr int times_given = (0 + ... +
                                    (std::is_same_v<typename option_kind<Options>::type, Kind> ? 1 : 0));
template <class Kind, class... Options>
inline constexpr bool is_given = times_given<Kind, Options...> != 0;
template <class... Options>
inline constexpr bool
    each_given_once = ((times_given<typename option_kind<Options>::type, Options...> == 1) && ...);

// The number that a limit among the options says.
template <class Kind, std::uint32_t Otherwise, class... Options>
consteval std::uint32_t limit_given() {
    std::uint32_t found = Otherwise;
    const auto look = [&]<class Option>(const Option*) {
        if constexpr (std::is_same_v<typename option_kind<Option>::type, Kind>)
            found = option_kind<Option>::count;
    };
    (look(static_cast<const Options*>(nullptr)), ..., static_cast<void>(look));
    return found;
}

template <class Option>
inline constexpr bool deletes_orphans = false;
template <fixed_string Words>
inline constexpr bool deletes_orphans<cascade<Words>> = [] {
    schema::cascade read;
    return schema::parse_cascade(Words.view(), read) && read.orphan;
}();

template <class Target, class Option>
consteval void check_order() {
    if constexpr (order_option<Option>::is) {
        constexpr std::size_t at = member_named<Target>(order_option<Option>::member);
        static_assert(at != no_member,
                      "kith: the column that orders this relationship is no member of its target");
        if constexpr (at != no_member) {
            static_assert(traits_of<Target, at>::is_field,
                          "kith: the member that orders this relationship is no column");
            if constexpr (traits_of<Target, at>::is_field && order_option<Option>::numbers)
                static_assert(std::is_integral_v<typename traits_of<Target, at>::value_type> &&
                                  !std::is_same_v<typename traits_of<Target, at>::value_type, bool>,
                              "kith: kith::ordering_list numbers its members: the column must hold integers");
        }
    }
}

// The orders and limits of an end that holds many.
template <class T, class Target, class... Options>
consteval void check_many() {
    constexpr int orders = (0 + ... + (order_option<Options>::is ? 1 : 0));
    static_assert(orders + (has_option<as_set, Options...> ? 1 : 0) <= 1,
                  "kith: a relationship has one order: as_set, ordered_by, keyed_by or ordering_list");
    static_assert(!has_option<required, Options...>,
                  "kith: kith::required is for links to one; for a list there is kith::at_least<1>");
    static_assert(!has_option<acyclic, Options...> || std::is_same_v<T, Target>,
                  "kith: kith::acyclic is for links of a type with itself");
    static_assert(!has_option<foreign_key, Options...>,
                  "kith: kith::foreign_key is for one-to-ones; of a list, the other end holds the key");
    static_assert(!is_given<name<"">, Options...>,
                  "kith: kith::name names a column, and a list has none; the other end may have one");
    static_assert(limit_given<at_least<0>, 0, Options...>() <=
                      limit_given<at_most<0>, schema::end::unlimited, Options...>(),
                  "kith: kith::at_least wants more members than kith::at_most allows");
    (check_order<Target, Options>(), ...);
}
template <class T, class Target, class... Options>
consteval void check_one() {
    static_assert(!((order_option<Options>::is || std::is_same_v<Options, as_set>) || ...),
                  "kith: a link to one has no order; orders are for lists");
    static_assert(!has_option<acyclic, Options...> || std::is_same_v<T, Target>,
                  "kith: kith::acyclic is for links of a type with itself");
    static_assert(!is_given<at_most<0>, Options...> && !is_given<at_least<0>, Options...>,
                  "kith: a link to one has no number of members to limit; kith::required is for it");
    static_assert(!is_given<secondary<"">, Options...>,
                  "kith: an association table is for lists at both ends, and this end holds one");
}

// Whether an end with a counterpart, or with none (`Other` is void), is the only holder of its members.
template <class Other, bool Many, class... Options>
consteval bool holds_alone() {
    if constexpr (std::is_void_v<Other>)
        return Many && !is_given<secondary<"">, Options...>;
    else
        return member_traits<Other>::is_one;
}
template <class T, class Other, bool Many, class Target, class... Options>
consteval void check_end() {
    static_assert(each_given_once<Options...>,
                  "kith: an option of this relationship is given twice, or two exclude each other");
    static_assert(!(deletes_orphans<Options> || ...) || has_option<single_parent, Options...> ||
                      holds_alone<Other, Many, Options...>(),
                  "kith: delete-orphan on an end whose members may have several holders needs "
                  "kith::single_parent");
    if constexpr (Many)
        check_many<T, Target, Options...>();
    else
        check_one<T, Target, Options...>();
    if constexpr (!std::is_void_v<Other>) {
        static_assert(!is_given<secondary<"">, Options...> || member_traits<Other>::is_many,
                      "kith: an association table is for lists at both ends, and the counterpart holds one");
        static_assert(!has_option<foreign_key, Options...> ||
                          !member_traits<Other>::template has<foreign_key>,
                      "kith: only one end of a one-to-one carries kith::foreign_key");
    }
}
template <class T, class Other, class Target, fixed_string Back, class... Options>
consteval void check_options(const many<Target, Back, Options...>*) {
    check_end<T, Other, true, Target, Options...>();
}
template <class T, class Other, class Target, fixed_string Back, class... Options>
consteval void check_options(const one<Target, Back, Options...>*) {
    check_end<T, Other, false, Target, Options...>();
}
template <class T, class Other, class F, class... Options>
consteval void check_options(const column<F, Options...>*) {
    static_assert(each_given_once<Options...>,
                  "kith: an option of this column is given twice, or two exclude each other");
    static_assert(!is_given<created, Options...> ||
                      std::is_same_v<typename without_optional<F>::type, timestamp>,
                  "kith: kith::created and kith::updated are for a kith::timestamp");
}
template <class T, class Other>
consteval void check_options(const void*) {}  // a plain member has none

// A mistake in a model that the compiler can see is a sentence here.
template <class T, std::size_t I>
consteval void check_member() {
    using declared = member_type<T, I>;
    static_assert(member_name<T, I> != "id",
                  "kith: every type has an `id`, its primary key; name this member otherwise");
    static_assert(
        member_name<T, I> != "check" && member_name<T, I> != "entity_type" && member_name<T, I> != "in_" &&
            member_name<T, I> != "row_" && member_name<T, I> != "id_" && member_name<T, I> != "fail_gone",
        "kith: kith::ref has a member of this name, which would hide the accessor; name this one otherwise");
    if constexpr (is_end<T, I>) {
        using target = typename declared::target;
        static_assert(described<target>, "kith: this relationship's target has no KITH_MODEL");
        if constexpr (declared::back.empty()) {
            check_options<T, void>(static_cast<const declared*>(nullptr));
        } else {
            constexpr std::size_t back = member_named<target>(declared::back);
            static_assert(back != no_member,
                          "kith: the counterpart that this relationship names is no member of its target");
            if constexpr (back != no_member) {
                static_assert(is_end<target, back>,
                              "kith: the counterpart that this relationship names is a plain member");
                if constexpr (is_end<target, back>) {
                    using other = member_type<target, back>;
                    static_assert(std::is_same_v<typename other::target, T>,
                                  "kith: the counterpart that this relationship names links to another type");
                    static_assert(
                        other::back == member_name<T, I>,
                        "kith: the counterpart that this relationship names does not point back to it");
                    static_assert(!std::is_same_v<target, T> || back != I,
                                  "kith: an end cannot be its own counterpart; declare two ends, or one "
                                  "without a counterpart");
                    check_options<T, other>(static_cast<const declared*>(nullptr));
                }
            }
        }
    } else if constexpr (traits_of<T, I>::is_proxy) {
        static_cast<void>(sizeof(proxy_path<T, I>));
    } else {
        check_options<T, void>(static_cast<const declared*>(nullptr));
    }
}

}  // namespace kith::model
