#pragma once

#include <kith/model/check_bases.hpp>
#include <kith/model/check_member.hpp>
#include <kith/schema/catalog.hpp>

namespace kith::model {

inline void apply(schema::field& to, unique) {
    to.unique = true;
    if (to.index == schema::index_kind::none) to.index = schema::index_kind::hashed;
}
inline void apply(schema::field& to, hashed) { to.index = schema::index_kind::hashed; }
inline void apply(schema::field& to, ordered) { to.index = schema::index_kind::ordered; }
inline void apply(schema::field& to, ranked) { to.index = schema::index_kind::ranked; }
inline void apply(schema::field& to, created) {
    to.stamp = schema::stamp::created;
    to.nullable = true;
}
inline void apply(schema::field& to, updated) {
    to.stamp = schema::stamp::updated;
    to.nullable = true;
}
inline void apply(schema::field& to, required) { to.required = true; }
template <fixed_string Name>
void apply(schema::field& to, name<Name>) {
    to.column = Name.view();
}

template <fixed_string Words>
void apply(schema::end& to, cascade<Words>) {
    constexpr bool known = [] {
        schema::cascade read;
        return schema::parse_cascade(Words.view(), read);
    }();
    static_assert(
        known,
        "kith: unknown cascade; the words are all, delete, delete-orphan, none, deny (deny stands alone)");
    static_cast<void>(schema::parse_cascade(Words.view(), to.cascade));
}
inline void apply(schema::end& to, as_set) { to.as_set = true; }
template <fixed_string Member, class Direction>
void apply(schema::end& to, ordered_by<Member, Direction>) {
    static_assert(std::is_same_v<Direction, ascending> || std::is_same_v<Direction, descending>,
                  "kith: kith::ordered_by is kith::ascending or kith::descending");
    to.order = schema::ordering::sorted;
    to.order_by = Member.view();
    to.descending = std::is_same_v<Direction, descending>;
}
template <fixed_string Member>
void apply(schema::end& to, keyed_by<Member>) {
    to.order = schema::ordering::keyed;
    to.order_by = Member.view();
}
template <fixed_string Member, std::uint32_t First>
void apply(schema::end& to, ordering_list<Member, First>) {
    to.order = schema::ordering::numbered;
    to.order_by = Member.view();
    to.first_number = First;
}
template <std::uint32_t Count>
void apply(schema::end& to, at_most<Count>) {
    to.at_most = Count;
}
template <std::uint32_t Count>
void apply(schema::end& to, at_least<Count>) {
    to.at_least = Count;
}
inline void apply(schema::end& to, acyclic) { to.acyclic = true; }
inline void apply(schema::end& to, foreign_key) { to.holds_key = true; }
inline void apply(schema::end& to, single_parent) { to.single_parent = true; }
inline void apply(schema::end& to, passive) { to.passive = true; }
inline void apply(schema::end& to, required) { to.required = true; }
template <fixed_string Name>
void apply(schema::end& to, name<Name>) {
    to.column = Name.view();
}
template <fixed_string Table, fixed_string This, fixed_string That>
void apply(schema::end& to, secondary<Table, This, That>) {
    to.secondary = Table.view();
    to.secondary_this = This.view();
    to.secondary_that = That.view();
}

template <class To, class Option>
void apply_checked(To& to) {
    static_assert(
        requires { apply(to, Option{}); }, "kith: this option does not belong to this kind of member");
    apply(to, Option{});
}

template <class Declared>
struct option_list {
    template <class To>
    static void apply_to(To&) {}
};
template <class F, class... Options>
struct option_list<column<F, Options...>> {
    template <class To>
    static void apply_to(To& to) {
        (apply_checked<To, Options>(to), ...);
    }
};
template <class F, fixed_string Back, class... Options>
struct option_list<one<F, Back, Options...>> {
    template <class To>
    static void apply_to(To& to) {
        (apply_checked<To, Options>(to), ...);
    }
};
template <class F, fixed_string Back, class... Options>
struct option_list<many<F, Back, Options...>> {
    template <class To>
    static void apply_to(To& to) {
        (apply_checked<To, Options>(to), ...);
    }
};

template <class T>
std::string initial_of(const T& value) {
    if constexpr (is_optional<T>)
        return value ? initial_of(*value) : std::string();
    else
        return initial_bytes(value);
}

template <class T, std::size_t I>
void add_member(schema::type& to, const T& initial) {
    check_member<T, I>();
    using declared = member_type<T, I>;
    using traits = traits_of<T, I>;
    const std::string member(member_name<T, I>);
    if constexpr (traits::is_field) {
        using value = typename without_optional<typename traits::value_type>::type;
        schema::field field;
        field.name = member;
        field.kind = kind_v<value>;
        field.width = width_of<value>();
        field.nullable = is_optional<typename traits::value_type>;
        if constexpr (kind_v<value> == schema::kind::boxed) field.boxed = &boxed_functions<value>::hooks;
        option_list<declared>::apply_to(field);
        const auto& held = initial.*descriptor<T, I>::pointer;
        if constexpr (std::is_same_v<declared, typename traits::value_type>)
            field.initial = initial_of(held);
        else
            field.initial = initial_of(held.value);
        to.add(std::move(field));
    } else if constexpr (traits::is_proxy) {
        to.add(schema::proxy{member, std::string(declared::through), std::string(declared::far)});
    } else {
        schema::end end;
        end.name = member;
        end.target = kith_name_of(static_cast<typename declared::target*>(nullptr));
        end.back = declared::back;
        end.arity = traits::is_one ? schema::arity::one : schema::arity::many;
        option_list<declared>::apply_to(end);
        to.add(std::move(end));
    }
}

template <fixed_string Name>
std::string text_of(name<Name>) {
    return std::string(Name.view());
}

// A table's name is not inherited.
template <class T>
consteval bool names_its_table() {
    if constexpr (!requires { typename T::kith_table; })
        return false;
    else if constexpr (inherits<T>) {
        if constexpr (requires { typename base_of<T>::kith_table; })
            return !std::is_same_v<typename T::kith_table, typename base_of<T>::kith_table>;
        else
            return true;
    } else {
        return true;
    }
}

/// The run-time description of a model.
template <class T>
[[nodiscard]] schema::type schema_of() {
    expect_described<T>();
    check_declared_bases<T>();
    check_listed<T>();
    schema::type made;
    made.name = kith_name_of(static_cast<T*>(nullptr));
    if constexpr (names_its_table<T>()) made.table = text_of(typename T::kith_table{});
    const T initial{};
    [&]<std::size_t... I>(std::index_sequence<I...>) { (add_member<T, I>(made, initial), ...); }
    (std::make_index_sequence<member_count<T>>{});
    if constexpr (inherits<T>) {
        schema::end up;
        up.name = up.target = kith_name_of(static_cast<base_of<T>*>(nullptr));
        up.arity = schema::arity::one;
        up.inherits = true;
        made.add(std::move(up));
    }
    return made;
}

}  // namespace kith::model
