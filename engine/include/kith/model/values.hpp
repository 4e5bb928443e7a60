#pragma once

#include <kith/core/query.hpp>
#include <kith/model/path.hpp>

#include <cstddef>
#include <iterator>
#include <memory>
#include <optional>
#include <tuple>
#include <type_traits>
#include <vector>

namespace kith {

namespace model {

/// The value of one name of a query, as it is handed out: a copy, that outlives changes of the graph. A column
/// that can be null, or that lies behind links, is a std::optional.
template <class Name>
struct value_of_name;

template <class Route, class T, std::size_t I>
struct value_of_name<column_name<Route, T, I>> {
    using name = column_name<Route, T, I>;
    using value_type = typename name::value_type;
    using type = std::conditional_t<name::may_be_null, std::optional<value_type>, value_type>;

    [[nodiscard]] static type read(const core::extent& in, slot row) {
        const core::row_place at = Route::follow(in, row);
        if constexpr (name::may_be_null)
            if (at.row == 0 || at.in->is_null(name::column, at.row)) return std::nullopt;
        const auto& cell = read_cell<value_type>(*at.in, name::column, at.row);
        if constexpr (kind_v<value_type> == schema::kind::bytes)
            return value_type(cell.begin(), cell.end());
        else
            return value_type(cell);
    }
};
template <class Route, class T, std::size_t I>
struct value_of_name<link_name<Route, T, I>> {
    using name = link_name<Route, T, I>;
    using type = ref<typename name::target>;

    [[nodiscard]] static type read(const core::extent& in, slot row) {
        const core::row_place at = name::onward::follow(in, row);
        return access::make<typename name::target>(const_cast<core::extent&>(*at.in), at.row);
    }
};
template <class Route, std::uint32_t End>
struct value_of_name<size_name<Route, End>> {
    using type = std::size_t;

    [[nodiscard]] static type read(const core::extent& in, slot row) {
        const core::row_place at = Route::follow(in, row);
        return at.in->linked(End, at.row).size();
    }
};

template <class Name>
concept has_values = requires {
    typename value_of_name<Name>::type;
};

}  // namespace model

/// Values of the entities that a query finds, in its order: of one name themselves, of several as tuples. A
/// range. Every answer looks anew; the values are copies.
template <class... Names>
class values_query {
    template <class First, class... Rest>
    struct one_or_tuple {
        using type = typename model::value_of_name<First>::type;
    };
    template <class First, class Second, class... Rest>
    struct one_or_tuple<First, Second, Rest...> {
        using type = std::tuple<typename model::value_of_name<First>::type,
                                typename model::value_of_name<Second>::type,
                                typename model::value_of_name<Rest>::type...>;
    };

public:
    using value_type = typename one_or_tuple<Names...>::type;

    explicit values_query(core::query asked) : asked_(std::move(asked)) {}

    /// Each value once, where it comes first; null is a value here. What the query itself was limited to is
    /// taken before.
    ///
    /// Complexity: linear in what the query finds.
    [[nodiscard]] values_query distinct() const {
        static_assert((can_be_told_apart<Names>() && ...),
                      "kith: values of this boxed type cannot be told apart without comparing each with "
                      "each; take all() and do it there");
        values_query out(*this);
        out.distinct_ = true;
        return out;
    }
    [[nodiscard]] std::vector<value_type> all() const {
        std::vector<value_type> out;
        for (const slot row : rows()) out.push_back(read(row));
        return out;
    }
    /// The first value; nothing when there is none.
    [[nodiscard]] std::optional<value_type> first() const {
        const slot row = asked_.first();
        return row == 0 ? std::nullopt : std::optional<value_type>(read(row));
    }
    [[nodiscard]] std::size_t count() const { return distinct_ ? rows().size() : asked_.count(); }

    [[nodiscard]] auto begin() const {
        return iterator{std::make_shared<const std::vector<value_type>>(all()), 0};
    }
    [[nodiscard]] std::default_sentinel_t end() const noexcept { return {}; }

private:
    struct iterator {
        using value_type = values_query::value_type;
        using difference_type = std::ptrdiff_t;

        std::shared_ptr<const std::vector<value_type>> values;
        std::size_t at = 0;

        // What a std::vector<bool> hands out is no reference.
        typename std::vector<value_type>::const_reference operator*() const { return (*values)[at]; }
        iterator& operator++() {
            ++at;
            return *this;
        }
        void operator++(int) { ++at; }
        friend bool operator==(const iterator& it, std::default_sentinel_t) {
            return it.at == it.values->size();
        }
    };

    template <class Name>
    static consteval bool can_be_told_apart() {
        if constexpr (model::column_like<Name>)
            return Name::kind != schema::kind::boxed;
        else
            return true;
    }
    [[nodiscard]] std::vector<slot> rows() const {
        if (!distinct_) return asked_.run();
        const core::sort_key keys[] = {Names::key()...};
        return asked_.run_distinct(keys);
    }
    [[nodiscard]] value_type read(slot row) const {
        return value_type(model::value_of_name<Names>::read(*asked_.in(), row)...);
    }

    core::query asked_;
    bool distinct_ = false;
};

}  // namespace kith
