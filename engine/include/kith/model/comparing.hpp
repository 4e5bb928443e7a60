#pragma once

#include <kith/core/criterion.hpp>
#include <kith/model/value.hpp>

#include <algorithm>
#include <compare>
#include <concepts>
#include <ranges>
#include <string>
#include <utility>
#include <vector>

// How a cell's value is compared with what is asked for: as numbers, whatever their types; as texts.

namespace kith::model {

/// Smaller, equal or greater. Neither number is converted to the other's type.
template <class Cell, class Asked>
[[nodiscard]] auto order_of(const Cell& cell, const Asked& asked) {
    if constexpr (is_integer<Cell> && is_integer<Asked>) {
        return std::cmp_less(cell, asked)    ? std::partial_ordering::less
               : std::cmp_equal(cell, asked) ? std::partial_ordering::equivalent
                                             : std::partial_ordering::greater;
    } else if constexpr (std::is_arithmetic_v<Cell> && std::is_arithmetic_v<Asked>) {
        // A long double holds every 64-bit integer and every double.
        return static_cast<long double>(cell) <=> static_cast<long double>(asked);
    } else {
        return cell <=> asked;
    }
}

template <class Cell, class Asked>
concept ordered_with = (std::is_arithmetic_v<Cell> && std::is_arithmetic_v<Asked>) ||
                       std::three_way_comparable_with<Cell, Asked>;

template <class Cell, class Asked>
concept equal_with = ordered_with<Cell, Asked> || requires(const Cell& cell, const Asked& asked) {
    static_cast<bool>(cell == asked);
};

template <class Cell, class Asked>
[[nodiscard]] bool compare_values(core::comparison how, const Cell& cell, const Asked& asked) {
    if constexpr (ordered_with<Cell, Asked>) {
        const auto order = order_of(cell, asked);
        switch (how) {
            case core::comparison::equal: return std::is_eq(order);
            case core::comparison::less: return std::is_lt(order);
            case core::comparison::less_equal: return std::is_lteq(order);
            case core::comparison::greater: return std::is_gt(order);
            case core::comparison::greater_equal: return std::is_gteq(order);
        }
        return false;
    } else {
        return cell == asked;
    }
}

/// A value in the form in which a condition keeps it: of its own type, so that nothing is cut.
template <class Value, class Asked>
[[nodiscard]] auto held(const Asked& asked) {
    if constexpr (schema::is_string(kind_v<Value>)) {
        static_assert(
            requires { as_text(asked); }, "kith: this column holds text; compare it with a text");
        return std::string(as_text(asked));
    } else if constexpr (std::is_arithmetic_v<Asked>) {
        static_assert(std::is_arithmetic_v<Value>,
                      "kith: this column holds no numbers; compare it with a value of its own type");
        return asked;
    } else {
        static_assert(std::convertible_to<const Asked&, Value>,
                      "kith: this value is none that the column could hold; give one of the column's type");
        return static_cast<Value>(asked);
    }
}

/// What a cell reads as, to be compared with what is held.
template <class Value>
[[nodiscard]] decltype(auto) comparable_cell(const core::extent& in, std::uint32_t column, slot row) {
    if constexpr (schema::is_string(kind_v<Value>))
        return in.text(column, row);
    else
        return read_cell<Value>(in, column, row);
}

/// The type of a column's values when they are compared.
template <class Value>
using comparable =
    std::remove_cvref_t<decltype(comparable_cell<Value>(std::declval<const core::extent&>(), 0, 0))>;

/// A range of values, which a text is not.
template <class Range>
concept range_of_values =
    std::ranges::input_range<const Range> && !std::convertible_to<const Range&, std::string_view>;

/// What an index is asked to find the rows of which a comparison with `asked` holds.
template <class Value, class Asked>
[[nodiscard]] std::vector<core::way> ways_to(std::uint32_t column, core::comparison how, const Asked& asked) {
    constexpr schema::kind kind = kind_v<Value>;
    if constexpr (schema::is_string(kind)) {
        return {core::way_at(column, how, 0, asked)};
    } else if constexpr (kind == schema::kind::plain || kind == schema::kind::boxed) {
        return {};
    } else if constexpr (std::is_arithmetic_v<Asked>) {
        return core::way_by_number(column, kind, how, static_cast<long double>(asked));
    } else {
        return {core::way_at(column, how, index::order_number(kind, &asked))};
    }
}

/// Values to be found again, whatever their number.
template <class Asked>
class value_list {
public:
    void add(Asked value) { values_.push_back(std::move(value)); }
    [[nodiscard]] const std::vector<Asked>& values() const noexcept { return values_; }
    /// To be called before `contains`.
    void sort() {
        if constexpr (ordered_with<Asked, Asked>) {
            std::erase_if(values_, [](const Asked& each) { return !(order_of(each, each) == 0); });
            std::sort(values_.begin(), values_.end(),
                      [](const Asked& a, const Asked& b) { return order_of(a, b) < 0; });
        }
    }
    template <class Cell>
    [[nodiscard]] bool contains(const Cell& cell) const {
        if constexpr (ordered_with<Cell, Asked> && ordered_with<Asked, Asked>) {
            const auto at = std::partition_point(values_.begin(), values_.end(),
                                                 [&](const Asked& each) { return order_of(cell, each) > 0; });
            return at != values_.end() && order_of(cell, *at) == 0;
        } else {
            return std::find(values_.begin(), values_.end(), cell) != values_.end();
        }
    }

private:
    std::vector<Asked> values_;
};

}  // namespace kith::model
