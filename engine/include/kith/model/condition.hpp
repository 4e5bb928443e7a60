#pragma once

#include <kith/core/query.hpp>
#include <kith/model/ref.hpp>
#include <kith/model/value.hpp>

#include <algorithm>
#include <compare>
#include <initializer_list>
#include <utility>

namespace kith {

/// What must hold of a `T`: made by comparing `field<&T::member>` with values, joined by && || !.
template <class T>
class condition {
public:
    explicit condition(core::row_test test, std::vector<core::index_term> terms = {})
        : test_(std::move(test)), terms_(std::move(terms)) {}

    friend condition operator&&(condition a, condition b) {
        a.terms_.insert(a.terms_.end(), b.terms_.begin(), b.terms_.end());
        return condition([x = std::move(a.test_), y = std::move(b.test_)](
                             const core::extent& in, slot row) { return x(in, row) && y(in, row); },
                         std::move(a.terms_));
    }
    // An index term must hold of every answer: below an `or` or a `not` none does.
    friend condition operator||(condition a, condition b) {
        return condition([x = std::move(a.test_), y = std::move(b.test_)](const core::extent& in, slot row) {
            return x(in, row) || y(in, row);
        });
    }
    friend condition operator!(condition a) {
        return condition([x = std::move(a.test_)](const core::extent& in, slot row) { return !x(in, row); });
    }

    [[nodiscard]] const core::row_test& test() const noexcept { return test_; }
    [[nodiscard]] const std::vector<core::index_term>& terms() const noexcept { return terms_; }

private:
    core::row_test test_;
    std::vector<core::index_term> terms_;
};

namespace model {

template <class A, class B>
inline constexpr bool both_integers = is_integer<A>&& is_integer<B>;

/// Compares what is in a cell with what is asked for, as numbers: neither is converted to the other's type.
template <class Cell, class Asked>
[[nodiscard]] bool compare_values(core::comparison how, const Cell& cell, const Asked& asked) {
    const auto by_order = [how](std::partial_ordering order) {
        switch (how) {
            case core::comparison::equal: return std::is_eq(order);
            case core::comparison::less: return std::is_lt(order);
            case core::comparison::less_equal: return std::is_lteq(order);
            case core::comparison::greater: return std::is_gt(order);
            case core::comparison::greater_equal: return std::is_gteq(order);
        }
        return false;
    };
    if constexpr (both_integers<Cell, Asked>) {
        return by_order(std::cmp_less(cell, asked)    ? std::partial_ordering::less
                        : std::cmp_equal(cell, asked) ? std::partial_ordering::equivalent
                                                      : std::partial_ordering::greater);
    } else if constexpr (std::is_arithmetic_v<Cell> && std::is_arithmetic_v<Asked>) {
        // A long double holds every 64-bit integer and every double.
        return by_order(static_cast<long double>(cell) <=> static_cast<long double>(asked));
    } else if constexpr (std::three_way_comparable_with<Cell, Asked>) {
        return by_order(cell <=> asked);
    } else {
        return how == core::comparison::equal && cell == asked;
    }
}

/// Whether a column of `Cell` has a value equal to `asked`.
template <class Cell, class Asked>
[[nodiscard]] bool holds_exactly(const Asked& asked) {
    if constexpr (both_integers<Cell, Asked>)
        return std::in_range<Cell>(asked);
    else if constexpr (std::is_integral_v<Cell> && std::is_floating_point_v<Asked>)
        return false;  // a scan compares the numbers
    else if constexpr (std::is_arithmetic_v<Cell> && std::is_arithmetic_v<Asked>)
        return static_cast<long double>(static_cast<Cell>(asked)) == static_cast<long double>(asked);
    else
        return true;
}

/// A field of a query. Null compares as nothing: only is_null holds of it.
template <class T, std::size_t I>
struct field_name {
    using declared = typename traits_of<T, I>::value_type;
    using value_type = typename without_optional<declared>::type;
    static constexpr std::uint32_t column = column_index<T, I>;
    static constexpr schema::kind kind = kind_v<value_type>;

    /// A value in the form in which a condition keeps it: of its own type, so that nothing is cut.
    [[nodiscard]] static auto held(const auto& value) {
        if constexpr (schema::is_string(kind))
            return std::string(as_text(value));
        else if constexpr (std::is_arithmetic_v<std::remove_cvref_t<decltype(value)>>)
            return value;
        else
            return static_cast<value_type>(value);
    }
    /// What an index is asked, if the column's type can hold the value exactly.
    [[nodiscard]] static std::vector<core::index_term> terms(core::comparison how, const auto& value) {
        if constexpr (schema::is_string(kind)) {
            return {{column, how, 0, value}};
        } else if constexpr (kind == schema::kind::plain || kind == schema::kind::boxed) {
            return {};
        } else {
            if (!holds_exactly<value_type>(value)) return {};
            const auto cell = static_cast<value_type>(value);
            return {{column, how, index::order_number(kind, &cell), {}}};
        }
    }
    [[nodiscard]] static bool matches(core::comparison how, const core::extent& in, slot row,
                                      const auto& value) {
        if (in.is_null(column, row)) return false;
        if constexpr (schema::is_string(kind))
            return compare_values(how, in.text(column, row), std::string_view(value));
        else
            return compare_values(how, read_cell<value_type>(in, column, row), value);
    }
    [[nodiscard]] static condition<T> compare(core::comparison how, const auto& value) {
        auto kept = held(value);
        auto asked = terms(how, kept);
        return condition<T>([how, kept = std::move(kept)](const core::extent& in,
                                                          slot row) { return matches(how, in, row, kept); },
                            std::move(asked));
    }

    friend condition<T> operator==(field_name, std::nullopt_t) { return is_null(); }
    friend condition<T> operator==(field_name, const auto& value) {
        return compare(core::comparison::equal, value);
    }
    friend condition<T> operator!=(field_name, std::nullopt_t) { return !is_null(); }
    friend condition<T> operator!=(field_name self, const auto& value) {
        return !(self == value) && !is_null();
    }
    friend condition<T> operator<(field_name, const auto& value) {
        return compare(core::comparison::less, value);
    }
    friend condition<T> operator<=(field_name, const auto& value) {
        return compare(core::comparison::less_equal, value);
    }
    friend condition<T> operator>(field_name, const auto& value) {
        return compare(core::comparison::greater, value);
    }
    friend condition<T> operator>=(field_name, const auto& value) {
        return compare(core::comparison::greater_equal, value);
    }

    [[nodiscard]] static condition<T> is_null() {
        return condition<T>([](const core::extent& in, slot row) { return in.is_null(column, row); });
    }
    template <class Value = value_type>
    [[nodiscard]] static condition<T> in(std::initializer_list<Value> values) {
        std::vector<decltype(held(*values.begin()))> kept;
        for (const Value& each : values) kept.push_back(held(each));
        return condition<T>([kept = std::move(kept)](const core::extent& in, slot row) {
            return std::any_of(kept.begin(), kept.end(), [&](const auto& each) {
                return matches(core::comparison::equal, in, row, each);
            });
        });
    }
    [[nodiscard]] static condition<T> starts_with(std::string_view prefix) requires(kind ==
                                                                                    schema::kind::text) {
        return condition<T>([kept = std::string(prefix)](const core::extent& in, slot row) {
            return !in.is_null(column, row) && in.text(column, row).starts_with(kept);
        });
    }
    [[nodiscard]] static condition<T> contains(std::string_view part) requires(kind == schema::kind::text) {
        return condition<T>([kept = std::string(part)](const core::extent& in, slot row) {
            return !in.is_null(column, row) && in.text(column, row).find(kept) != std::string_view::npos;
        });
    }
};

/// A `one` end of a query.
template <class T, std::size_t I>
struct link_name {
    using target = typename member_type<T, I>::target;
    static constexpr std::uint32_t end = end_index<T, I>;

    friend condition<T> operator==(link_name, const ref<target>& partner) {
        if (!partner) return is_empty();
        return condition<T>([partner](const core::extent& in, slot row) {
            return in.partner(end, row) == access::linkable(partner, *in.end(end).target);
        });
    }
    friend condition<T> operator==(link_name, std::nullptr_t) { return is_empty(); }
    friend condition<T> operator!=(link_name self, const ref<target>& partner) { return !(self == partner); }
    [[nodiscard]] static condition<T> is_empty() {
        return condition<T>([](const core::extent& in, slot row) { return in.partner(end, row) == 0; });
    }
};

template <auto Pointer>
consteval auto query_name() {
    using owner = typename pointer_traits<Pointer>::owner;
    constexpr std::size_t at = member_at<Pointer>();
    static_assert(at != no_member, "kith: kith::field names a member that KITH_MODEL does not list");
    static_assert(traits_of<owner, at>::is_field || traits_of<owner, at>::is_one,
                  "kith: kith::field is for columns and for ends that hold one");
    if constexpr (traits_of<owner, at>::is_field)
        return field_name<owner, at>{};
    else
        return link_name<owner, at>{};
}

}  // namespace model

/// A member in a query: `kith::field<&Game::price> < 60`.
template <auto Pointer>
inline constexpr auto field = model::query_name<Pointer>();

/// Descending order: `query.order_by(kith::desc<&Game::price>)`.
template <auto Pointer>
struct desc_name {};
template <auto Pointer>
inline constexpr desc_name<Pointer> desc{};

}  // namespace kith
