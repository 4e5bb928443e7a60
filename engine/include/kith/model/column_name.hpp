#pragma once

#include <kith/core/sort_key.hpp>
#include <kith/model/comparing.hpp>
#include <kith/model/condition.hpp>
#include <kith/model/route.hpp>

#include <initializer_list>
#include <optional>
#include <span>

namespace kith::model {

template <class>
inline constexpr bool no_such_question = false;

/// An order, descending.
template <class Name>
struct descending_by {
    using root = typename Name::root;
    static constexpr bool has_order = Name::has_order;
    [[nodiscard]] static core::sort_key key() {
        core::sort_key out = Name::key();
        out.descending = true;
        return out;
    }
};

template <class Name>
concept column_like = requires {
    Name::is_column_name;
};

/// A column in a query, of the row that a path leads to. Null compares as nothing: only is_null holds of it.
/// So does what lies behind an empty link.
template <class Route, class T, std::size_t I>
struct column_name {
    using root = typename Route::root;
    using declared = typename traits_of<T, I>::value_type;
    using value_type = typename without_optional<declared>::type;
    static constexpr bool is_column_name = true;
    static constexpr bool may_be_null =
        !Route::is_straight || is_optional<declared> || traits_of<T, I>::template has<updated>;
    static constexpr std::uint32_t column = column_index<T, I>;
    static constexpr schema::kind kind = kind_v<value_type>;
    static constexpr bool has_order = kind != schema::kind::plain && kind != schema::kind::boxed;

    /// Calls `test` with the value; false when it is null.
    template <class Test>
    [[nodiscard]] static bool holds(const core::extent& in, slot row, const Test& test) {
        const core::row_place at = Route::follow(in, row);
        if (!Route::is_straight && at.row == 0) return false;
        if (at.in->is_null(column, at.row)) return false;
        return test(comparable_cell<value_type>(*at.in, column, at.row));
    }
    template <bool Ordered, class Asked>
    [[nodiscard]] static condition<root> compare(core::comparison how, const Asked& asked) {
        using given = Asked;
        if constexpr (column_like<given>) {
            static_assert(std::is_same_v<typename given::root, root>,
                          "kith: these columns are of different types; name both by paths from one type");
            expect_comparable<comparable<typename given::value_type>, Ordered>();
            return condition<root>(criterion_of(
                [how](const core::extent& in, slot row) {
                    return holds(in, row, [&](const auto& left) {
                        return given::holds(
                            in, row, [&](const auto& right) { return compare_values(how, left, right); });
                    });
                },
                {}));
        } else if constexpr (is_optional<given>) {
            if (!asked) return condition<root>(core::never());
            return compare<Ordered>(how, *asked);
        } else {
            auto kept = held<value_type>(asked);
            expect_comparable<decltype(kept), Ordered>();
            std::vector<core::way> ways = from_here(ways_to<value_type>(column, how, kept));
            return condition<root>(criterion_of(
                [how, kept = std::move(kept)](const core::extent& in, slot row) {
                    return holds(in, row,
                                 [&](const auto& value) { return compare_values(how, value, kept); });
                },
                std::move(ways)));
        }
    }
    friend condition<root> operator==(column_name, std::nullopt_t) { return is_null(); }
    friend condition<root> operator==(column_name, const auto& asked) {
        if constexpr (is_optional<std::remove_cvref_t<decltype(asked)>>)
            if (!asked) return is_null();
        return compare<false>(core::comparison::equal, asked);
    }
    friend condition<root> operator!=(column_name, std::nullopt_t) { return !is_null(); }
    friend condition<root> operator!=(column_name self, const auto& asked) {
        if constexpr (column_like<std::remove_cvref_t<decltype(asked)>>)
            return !(self == asked) && !is_null() && !asked.is_null();
        else
            return !(self == asked) && !is_null();
    }
    friend condition<root> operator<(column_name, const auto& asked) {
        return compare<true>(core::comparison::less, asked);
    }
    friend condition<root> operator<=(column_name, const auto& asked) {
        return compare<true>(core::comparison::less_equal, asked);
    }
    friend condition<root> operator>(column_name, const auto& asked) {
        return compare<true>(core::comparison::greater, asked);
    }
    friend condition<root> operator>=(column_name, const auto& asked) {
        return compare<true>(core::comparison::greater_equal, asked);
    }

    /// It has no value, or is behind an empty link.
    [[nodiscard]] static condition<root> is_null() {
        return condition<root>(
            criterion_of([](const core::extent& in,
                            slot row) { return !holds(in, row, [](const auto&) { return true; }); },
                         {}));
    }
    /// It equals one of the values. Time logarithmic in their number.
    template <range_of_values Range>
    [[nodiscard]] static condition<root> in(const Range& values) {
        value_list<decltype(held<value_type>(*std::ranges::begin(values)))> kept;
        for (const auto& each : values) kept.add(held<value_type>(each));
        kept.sort();
        core::way any;
        any.by = core::way::kind::either;
        for (const auto& each : kept.values())
            for (core::way& way : from_here(ways_to<value_type>(column, core::comparison::equal, each)))
                any.of.push_back(std::move(way));
        // A kind that has no ways has no index either.
        if (any.of.size() != kept.values().size()) any.by = core::way::kind::both;
        return condition<root>(criterion_of(
            [kept = std::move(kept)](const core::extent& in, slot row) {
                return holds(in, row, [&](const auto& value) { return kept.contains(value); });
            },
            {std::move(any)}));
    }
    template <class Value = value_type>
    [[nodiscard]] static condition<root> in(std::initializer_list<Value> values) {
        return in(std::span(values.begin(), values.size()));
    }
    [[nodiscard]] static condition<root> starts_with(std::string_view prefix) {
        expect_text();
        return condition<root>(criterion_of(
            [kept = std::string(prefix)](const core::extent& in, slot row) {
                return holds(in, row, [&](std::string_view text) { return text.starts_with(kept); });
            },
            from_here(core::way_by_prefix(column, prefix))));
    }
    [[nodiscard]] static condition<root> contains(std::string_view part) {
        expect_text();
        return condition<root>(criterion_of(
            [kept = std::string(part)](const core::extent& in, slot row) {
                return holds(in, row, [&](std::string_view text) { return text.find(kept) != text.npos; });
            },
            {}));
    }

    template <class Wanted = void>
    static condition<root> any(const auto&...) {
        static_assert(no_such_question<Wanted>,
                      "kith: any() asks a list, and this leads to one column: compare it");
        return is_null();
    }
    template <class Wanted = void>
    static condition<root> has(const auto&...) {
        static_assert(no_such_question<Wanted>,
                      "kith: has() asks an entity, and this leads to a column: compare it");
        return is_null();
    }

    [[nodiscard]] static constexpr descending_by<column_name> desc() noexcept { return {}; }
    [[nodiscard]] static core::sort_key key() {
        return {core::sort_key::kind::column, column, false, Route::steps()};
    }

private:
    template <class Asked, bool Ordered>
    static constexpr void expect_comparable() {
        using cell = comparable<value_type>;
        static_assert(equal_with<cell, Asked>,
                      "kith: values of this column cannot be compared with that; give their type operator==");
        static_assert(!Ordered || ordered_with<cell, Asked> || !equal_with<cell, Asked>,
                      "kith: values of this column have no order; give their type operator<=>");
    }
    static constexpr void expect_text() {
        static_assert(kind == schema::kind::text, "kith: this question is for columns of text");
    }
    [[nodiscard]] static std::vector<core::way> from_here(std::vector<core::way> ways) {
        for (core::way& each : ways) each.along = Route::steps();
        return ways;
    }
    [[nodiscard]] static core::criterion criterion_of(core::row_test test, std::vector<core::way> ways) {
        core::criterion out{std::move(test), std::move(ways), {}};
        if constexpr (!Route::is_straight) out.looks.push_back(Route::steps());
        return out;
    }
};

}  // namespace kith::model
