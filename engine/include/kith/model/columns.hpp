#pragma once

#include <kith/core/graph.hpp>
#include <kith/model/inherit.hpp>
#include <kith/model/value.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <span>
#include <type_traits>
#include <utility>

namespace kith {

namespace model {

template <auto Member>
struct read_only_column {};

/// A column that `columns` names: a member's pointer, or kith::read_only of one.
template <auto Named>
struct named_column {
    static constexpr auto pointer = Named;
    static constexpr bool written = true;
};
template <auto Member, read_only_column<Member> Named>
struct named_column<Named> {
    static constexpr auto pointer = Member;
    static constexpr bool written = false;
};

template <auto Named>
using owner_of_named = typename pointer_traits<named_column<Named>::pointer>::owner;

/// Column `Named` of `T` as a span of cells.
template <class T, auto Named>
struct column_cells {
    using named = named_column<Named>;
    static_assert(std::is_base_of_v<typename pointer_traits<named::pointer>::owner, T>,
                  "kith: columns() are of one type; name members of that");
    static constexpr std::size_t at = member_at<named::pointer, T>();
    static_assert(
        at != no_member,
        "kith: columns() names a member that is in another table, or that KITH_MODEL does not list");
    using traits = traits_of<T, at>;
    static_assert(traits::is_field,
                  "kith: columns() are of values; walk links and proxies by their accessors");
    using value_type = typename traits::value_type;
    static_assert(
        !is_optional<value_type> && !traits::template has<updated>,
        "kith: a column that can be null keeps its nulls elsewhere; read and write it through refs");
    static_assert(
        is_optional<value_type> ||
            (!schema::is_string(kind_v<value_type>) && kind_v<value_type> != schema::kind::boxed),
        "kith: columns() are of numbers, dates and plain structs; texts and boxed values do not lie "
        "side by side, read and write them through refs");

    static constexpr core::graph::column_use use{column_index<T, at>, named::written};
    using cell = std::conditional_t<named::written, value_type, const value_type>;

    [[nodiscard]] static std::span<cell> run(const core::extent& in, slot first, std::size_t count) noexcept {
        return {reinterpret_cast<cell*>(in.column(use.column).cells->base()) + first, count};
    }
};

}  // namespace model

/// Names a column that `graph.columns` only reads: `graph.columns<&Unit::x, kith::read_only<&Unit::vx>>()`.
template <auto Member>
inline constexpr model::read_only_column<Member> read_only{};

/// Columns of all entities of a type, as plain arrays: for loops over one or several of them that compilers
/// vectorise. Made by `graph.columns`.
///
///     graph.columns<&Unit::x, kith::read_only<&Unit::vx>>().each(
///         [](std::span<float> x, std::span<const float> vx) {
///             for (std::size_t n = 0; n < x.size(); ++n) x[n] += vx[n];
///         });
template <class T, auto... Named>
class columns_of {
    static_assert(sizeof...(Named) != 0, "kith: columns() names the columns that it is to hand out");

public:
    explicit columns_of(core::extent& in) noexcept : in_(in) {}

    /// Calls `work` with one span for each column named, all of one size, until every entity was in one: the n-th
    /// of each span are of the same entity. Entities that were erased are in none, so that spans are runs of
    /// slots that live: long ones, as long as most slots are used again. A long one begins with a cache line; the
    /// few entities before it come by themselves. The order is that of slots, which is not always that in which
    /// entities were added.
    ///
    /// Requires that writing the columns is writing and nothing else: usage_error for a column with an index or a
    /// `created` stamp, of a type with an `updated` stamp, that orders an end or that is watched; for `read_only`
    /// ones none of this matters.
    /// Effects: what is written is part of marks and transactions as any change is. While `work` runs the graph
    /// can be read and not changed or marked (usage_error), unless all columns are `read_only`: then who is added in
    /// a new slot comes in no span.
    /// Invalidates: the spans, when `work` returns.
    /// What `work` throws goes through; what it wrote until then stays, as with any loop over refs: run it in a
    /// transaction where it must not.
    /// Complexity: linear; with a mark, a copy of each page of the columns that are written.
    template <class Work>
    void each(Work&& work) const {
        constexpr bool fits = std::invocable<Work&, decltype(run<Named>(0, 0))...>;
        static_assert(fits,
                      "kith: each() wants a function of one std::span for each column: std::span<float>, "
                      "and std::span<const float> for one that is read_only");
        if constexpr (fits) {
            static constexpr std::array uses{model::column_cells<T, Named>::use...};
            const auto one = [&](slot first, std::size_t count) { work(run<Named>(first, count)...); };
            in_.owner().each_run(
                in_, uses,
                [](const void* with, slot first, std::size_t count) {
                    (*static_cast<const decltype(one)*>(with))(first, count);
                },
                &one);
        }
    }

private:
    template <auto Column>
    [[nodiscard]] auto run(slot first, std::size_t count) const noexcept {
        return model::column_cells<T, Column>::run(in_, first, count);
    }

    core::extent& in_;
};

}  // namespace kith
