#pragma once

#include <kith/core/sort_key.hpp>
#include <kith/model/column_name.hpp>
#include <kith/model/condition.hpp>
#include <kith/model/route.hpp>

namespace kith::model {

/// The row that a condition speaks of, which must live.
template <class T>
[[nodiscard]] core::known_row known(const ref<T>& entity) {
    access::check(entity);
    return {access::extent(entity), access::row(entity)};
}

/// An end in a query that holds one, of the row that a path leads to.
template <class Route, class T, std::size_t I>
struct link_name {
    using root = typename Route::root;
    using target = typename member_type<T, I>::target;
    static constexpr std::uint32_t end = end_index<T, I>;
    static constexpr bool has_order = false;
    /// The way on, to the partner.
    using onward = typename Route::template then<end>;

    friend condition<root> operator==(link_name, const ref<target>& partner) {
        return partner ? condition<root>(core::linked_with(Route::steps(), end, known(partner))) : is_empty();
    }
    friend condition<root> operator==(link_name, std::nullptr_t) { return is_empty(); }
    friend condition<root> operator!=(link_name self, const ref<target>& partner) {
        return !(self == partner);
    }
    friend condition<root> operator!=(link_name, std::nullptr_t) { return !is_empty(); }
    [[nodiscard]] static condition<root> is_empty() {
        return condition<root>(core::none_linked(Route::steps(), end));
    }
    /// There is a partner.
    [[nodiscard]] static condition<root> has() { return !is_empty(); }
    /// There is a partner, of whom `wanted` holds.
    [[nodiscard]] static condition<root> has(condition<target> wanted) {
        return condition<root>(core::any_linked(Route::steps(), end, std::move(wanted).wanted()));
    }
    /// The partner is one of these. Time logarithmic in their number.
    template <std::ranges::input_range Refs>
    [[nodiscard]] static condition<root> in(const Refs& partners) {
        std::vector<core::known_row> rows;
        for (const ref<target>& each : partners)
            if (each) rows.push_back(known(each));
        return condition<root>(core::linked_with_any(Route::steps(), end, std::move(rows)));
    }
    [[nodiscard]] static condition<root> in(std::initializer_list<ref<target>> partners) {
        return in(std::span(partners.begin(), partners.size()));
    }

    template <class Wanted = void>
    static condition<root> any(const auto&...) {
        static_assert(no_such_question<Wanted>, "kith: any() is for ends that hold many; of one ask has()");
        return is_empty();
    }
    template <class Wanted = void>
    static condition<root> contains(const auto&...) {
        static_assert(no_such_question<Wanted>,
                      "kith: contains() is for ends that hold many; compare one with ==");
        return is_empty();
    }
    /// What tells entities apart by their partner.
    [[nodiscard]] static core::sort_key key() {
        return {core::sort_key::kind::partner, end, false, Route::steps()};
    }
};

/// How many members an end has, in a query.
template <class Route, std::uint32_t End>
struct size_name {
    using root = typename Route::root;
    using value_type = std::size_t;
    static constexpr bool has_order = true;

    template <class Number>
    [[nodiscard]] static condition<root> compare(core::comparison how, Number number) {
        static_assert(std::is_arithmetic_v<Number>, "kith: a size is compared with a number");
        return condition<root>(
            core::count_linked(Route::steps(), End, how, static_cast<long double>(number)));
    }
    friend condition<root> operator==(size_name, const auto& number) {
        return compare(core::comparison::equal, number);
    }
    friend condition<root> operator!=(size_name self, const auto& number) { return !(self == number); }
    friend condition<root> operator<(size_name, const auto& number) {
        return compare(core::comparison::less, number);
    }
    friend condition<root> operator<=(size_name, const auto& number) {
        return compare(core::comparison::less_equal, number);
    }
    friend condition<root> operator>(size_name, const auto& number) {
        return compare(core::comparison::greater, number);
    }
    friend condition<root> operator>=(size_name, const auto& number) {
        return compare(core::comparison::greater_equal, number);
    }
    [[nodiscard]] static constexpr descending_by<size_name> desc() noexcept { return {}; }
    [[nodiscard]] static core::sort_key key() {
        return {core::sort_key::kind::members, End, false, Route::steps()};
    }
};

/// An end in a query that holds many, of the row that a path leads to.
template <class Route, class T, std::size_t I>
struct list_name {
    using root = typename Route::root;
    using target = typename member_type<T, I>::target;
    static constexpr std::uint32_t end = end_index<T, I>;

    [[nodiscard]] static condition<root> is_empty() {
        return condition<root>(core::none_linked(Route::steps(), end));
    }
    /// There is a member.
    [[nodiscard]] static condition<root> any() { return !is_empty(); }
    /// There is a member of whom `wanted` holds. Time linear in the members, until one is found.
    [[nodiscard]] static condition<root> any(condition<target> wanted) {
        return condition<root>(core::any_linked(Route::steps(), end, std::move(wanted).wanted()));
    }
    /// An entity is a member; an empty ref never is. Constant time; of a many-to-many linear in the shorter
    /// of the two lists.
    [[nodiscard]] static condition<root> contains(const ref<target>& member) {
        return condition<root>(member ? core::linked_with(Route::steps(), end, known(member))
                                      : core::never());
    }
    /// The number of members, to be compared with a number or to order by.
    [[nodiscard]] static constexpr size_name<Route, end> size() noexcept { return {}; }

    template <class Wanted = void>
    static condition<root> has(const auto&...) {
        static_assert(no_such_question<Wanted>, "kith: has() is for ends that hold one; of a list ask any()");
        return is_empty();
    }
    template <class Asked>
    friend condition<root> operator==(list_name, const Asked&) {
        static_assert(no_such_question<Asked>,
                      "kith: a list is not compared; ask it contains(), any(), is_empty() or size()");
        return is_empty();
    }
    template <class Asked>
    friend condition<root> operator!=(list_name self, const Asked& asked) {
        return self == asked;
    }
};

/// A proxy in a query that goes through a list to what `Far` names of its members: there are many of them.
template <class List, class Far>
struct proxied_name {
    using root = typename List::root;
    static constexpr bool to_column = column_like<Far>;
    static constexpr bool to_one = requires { typename Far::onward; };

    [[nodiscard]] static condition<root> is_empty() { return List::is_empty(); }
    /// There is a value, even if it is null.
    [[nodiscard]] static condition<root> any() { return List::any(); }
    /// There is an entity of whom `wanted` holds; of a proxy to a column, a member that it is read from.
    [[nodiscard]] static condition<root> any(auto wanted) {
        if constexpr (to_column)
            return List::any(std::move(wanted));
        else if constexpr (to_one)
            return List::any(Far::has(std::move(wanted)));
        else
            return List::any(Far::any(std::move(wanted)));
    }
    /// A value, or an entity, is among them. An empty ref asks for a member that leads to none.
    [[nodiscard]] static condition<root> contains(const auto& value) {
        if constexpr (to_column || to_one)
            return List::any(Far{} == value);
        else
            return List::any(Far::contains(value));
    }
    [[nodiscard]] static constexpr auto size() noexcept { return List::size(); }

    template <class Wanted = void>
    static condition<root> has(const auto&...) {
        static_assert(no_such_question<Wanted>,
                      "kith: has() is for what leads to one; this proxy goes through a list: ask any()");
        return is_empty();
    }
    // Of a column, one of the values compares so (R149).
    friend condition<root> operator==(proxied_name, const auto& value) {
        return List::any(compared() == value);
    }
    friend condition<root> operator!=(proxied_name, const auto& value) {
        static_assert(no_such_question<decltype(value)>,
                      "kith: a proxy through a list has many values; write !proxy.contains(value) or any()");
        return List::is_empty();
    }
    friend condition<root> operator<(proxied_name, const auto& value) {
        return List::any(compared() < value);
    }
    friend condition<root> operator<=(proxied_name, const auto& value) {
        return List::any(compared() <= value);
    }
    friend condition<root> operator>(proxied_name, const auto& value) {
        return List::any(compared() > value);
    }
    friend condition<root> operator>=(proxied_name, const auto& value) {
        return List::any(compared() >= value);
    }

private:
    static constexpr Far compared() {
        static_assert(to_column,
                      "kith: a proxy to entities through a list is not compared; ask it contains() or any()");
        return {};
    }
};

}  // namespace kith::model
