#pragma once

#include <kith/core/query.hpp>
#include <kith/model/ref.hpp>
#include <kith/model/value.hpp>

#include <initializer_list>

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

/// A field of a query. Null compares as nothing: only is_null holds of it.
template <class T, std::size_t I>
struct field_name {
    using declared = typename traits_of<T, I>::value_type;
    using value_type = typename without_optional<declared>::type;
    static constexpr std::uint32_t column = column_index<T, I>;
    static constexpr schema::kind kind = kind_v<value_type>;
    using held_type = std::conditional_t<schema::is_string(kind), std::string, value_type>;

    [[nodiscard]] static held_type held(auto&& value) {
        if constexpr (schema::is_string(kind))
            return std::string(as_text(value));
        else
            return static_cast<held_type>(value);
    }
    [[nodiscard]] static core::index_term term(core::comparison how, const held_type& value) {
        if constexpr (schema::is_string(kind))
            return {column, how, 0, value};
        else
            return {column, how, index::order_number(kind, &value), {}};
    }
    template <class Compare>
    [[nodiscard]] static condition<T> compare(held_type value, Compare how,
                                              std::vector<core::index_term> terms) {
        return condition<T>(
            [value = std::move(value), how](const core::extent& in, slot row) {
                if (in.is_null(column, row)) return false;
                if constexpr (schema::is_string(kind))
                    return how(in.text(column, row), std::string_view(value));
                else
                    return how(read_cell<value_type>(in, column, row), value);
            },
            std::move(terms));
    }
    template <class Compare>
    [[nodiscard]] static condition<T> compare_indexed(auto&& value, Compare how, core::comparison named) {
        auto kept = held(value);
        static constexpr bool can_be_indexed = kind != schema::kind::plain && kind != schema::kind::boxed;
        std::vector<core::index_term> terms;
        if constexpr (can_be_indexed) terms.push_back(term(named, kept));
        return compare(std::move(kept), how, std::move(terms));
    }

    friend condition<T> operator==(field_name, std::nullopt_t) { return is_null(); }
    friend condition<T> operator==(field_name, const auto& value) {
        return compare_indexed(value, std::equal_to<>(), core::comparison::equal);
    }
    friend condition<T> operator!=(field_name, std::nullopt_t) { return !is_null(); }
    friend condition<T> operator!=(field_name, const auto& value) {
        return compare(held(value), std::not_equal_to<>(), {});
    }
    friend condition<T> operator<(field_name, const auto& value) {
        return compare_indexed(value, std::less<>(), core::comparison::less);
    }
    friend condition<T> operator<=(field_name, const auto& value) {
        return compare_indexed(value, std::less_equal<>(), core::comparison::less_equal);
    }
    friend condition<T> operator>(field_name, const auto& value) {
        return compare_indexed(value, std::greater<>(), core::comparison::greater);
    }
    friend condition<T> operator>=(field_name, const auto& value) {
        return compare_indexed(value, std::greater_equal<>(), core::comparison::greater_equal);
    }

    [[nodiscard]] static condition<T> is_null() {
        return condition<T>([](const core::extent& in, slot row) { return in.is_null(column, row); });
    }
    template <class Value = value_type>
    [[nodiscard]] static condition<T> in(std::initializer_list<Value> values) {
        std::vector<held_type> kept;
        for (const Value& each : values) kept.push_back(held(each));
        return condition<T>([kept = std::move(kept)](const core::extent& in, slot row) {
            if (in.is_null(column, row)) return false;
            for (const held_type& each : kept)
                if (read_cell<value_type>(in, column, row) == each) return true;
            return false;
        });
    }
    [[nodiscard]] static condition<T> starts_with(std::string_view prefix) requires(kind ==
                                                                                    schema::kind::text) {
        return compare(std::string(prefix),
                       [](std::string_view a, std::string_view b) { return a.starts_with(b); }, {});
    }
    [[nodiscard]] static condition<T> contains(std::string_view part) requires(kind == schema::kind::text) {
        return compare(std::string(part),
                       [](std::string_view a, std::string_view b) { return a.find(b) != a.npos; }, {});
    }
};

/// A `one` end of a query.
template <class T, std::size_t I>
struct link_name {
    using target = typename member_type<T, I>::target;
    static constexpr std::uint32_t end = end_index<T, I>;

    friend condition<T> operator==(link_name, const ref<target>& partner) {
        return condition<T>([row_wanted = access::row(partner)](const core::extent& in, slot row) {
            return in.partner(end, row) == row_wanted;
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
