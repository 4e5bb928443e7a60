#include <kith/core/adding.hpp>
#include <kith/core/criterion.hpp>
#include <kith/core/graph.hpp>
#include <kith/core/query.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace {

using kith::core::comparison;
using kith::core::way;
using kith::schema::kind;

constexpr comparison comparisons[] = {comparison::equal, comparison::less, comparison::less_equal,
                                      comparison::greater, comparison::greater_equal};

/// Whether the ways for a comparison let a value pass, by the numbers that an index would compare.
template <class Cell>
bool passes(const std::vector<way>& ways, kind of, const Cell& cell) {
    const std::int64_t number = kith::index::order_number(of, &cell);
    for (const way& each : ways) {
        if (each.by == way::kind::nothing) return false;
        switch (each.how) {
            case comparison::equal:
                if (number != each.number) return false;
                break;
            case comparison::less:
                if (number >= each.number) return false;
                break;
            case comparison::less_equal:
                if (number > each.number) return false;
                break;
            case comparison::greater:
                if (number <= each.number) return false;
                break;
            case comparison::greater_equal:
                if (number < each.number) return false;
                break;
        }
    }
    return true;
}

template <class Cell>
std::vector<long double> of_interest() {
    using limits = std::numeric_limits<Cell>;
    const auto low = static_cast<long double>(limits::lowest());
    const auto high = static_cast<long double>(limits::max());
    std::vector<long double> out;
    for (const long double base :
         {0.0L, -1.0L, 1.0L, 60.0L, low, high, 9007199254740993.0L, -9007199254740993.0L})
        for (const long double by : {0.0L, 0.5L, -0.5L, 1.0L, -1.0L, 2.0L}) out.push_back(base + by);
    for (const long double each : {0.1L, 1e300L, -1e300L, 1e4000L, -1e4000L}) out.push_back(each);
    out.push_back(std::numeric_limits<long double>::infinity());
    out.push_back(-std::numeric_limits<long double>::infinity());
    return out;
}

/// Bounds are neither looser nor tighter than the comparison itself.
template <class Cell>
void expect_exact(kind of) {
    const std::vector<long double> values = of_interest<Cell>();
    for (const long double asked : values) {
        for (const comparison how : comparisons) {
            const auto ways = kith::core::way_by_number(0, of, how, asked);
            for (const long double value : values) {
                Cell cell{};
                if constexpr (std::is_integral_v<Cell>) {
                    if (!(value >= static_cast<long double>(std::numeric_limits<Cell>::lowest())) ||
                        !(value <= static_cast<long double>(std::numeric_limits<Cell>::max())))
                        continue;
                    cell = static_cast<Cell>(value);
                } else {
                    cell = static_cast<Cell>(static_cast<double>(value));
                }
                EXPECT_EQ(passes(ways, of, cell),
                          kith::core::compare_numbers(how, static_cast<long double>(cell), asked))
                    << static_cast<long double>(cell) << " against " << asked << ", comparison "
                    << static_cast<int>(how) << " in " << kith::schema::name_of(of);
            }
        }
    }
}

TEST(ways, to_numbers_that_a_column_cannot_hold_are_moved_to_the_next_that_it_can) {
    expect_exact<std::int8_t>(kind::int8);
    expect_exact<std::uint8_t>(kind::uint8);
    expect_exact<std::int16_t>(kind::int16);
    expect_exact<std::uint16_t>(kind::uint16);
    expect_exact<std::int32_t>(kind::int32);
    expect_exact<std::uint32_t>(kind::uint32);
    expect_exact<std::int64_t>(kind::int64);
    expect_exact<std::uint64_t>(kind::uint64);
    expect_exact<float>(kind::float32);
    expect_exact<double>(kind::float64);
}

TEST(ways, to_booleans_know_that_there_are_two) {
    for (const comparison how : comparisons)
        for (const long double asked : {-1.0L, 0.0L, 0.5L, 1.0L, 2.0L})
            for (const bool cell : {false, true})
                EXPECT_EQ(
                    passes(kith::core::way_by_number(0, kind::boolean, how, asked), kind::boolean, cell),
                    kith::core::compare_numbers(how, cell ? 1 : 0, asked));
}

TEST(ways, to_what_is_no_number_find_nothing) {
    for (const comparison how : comparisons) {
        const auto ways = kith::core::way_by_number(0, kind::float64, how, std::nanl(""));
        ASSERT_EQ(ways.size(), 1U);
        EXPECT_EQ(ways[0].by, way::kind::nothing);
    }
}

TEST(ways, to_a_beginning_of_texts_are_a_range_of_them) {
    const auto begins = [](std::string_view text, std::string_view prefix) {
        for (const way& each : kith::core::way_by_prefix(0, prefix)) {
            if (each.how == comparison::greater_equal && text < each.text) return false;
            if (each.how == comparison::less && text >= each.text) return false;
        }
        return true;
    };
    const std::string_view texts[] = {"",      "a",         "ab",   "abc",      "ac",  "b",
                                      "a\xff", "a\xff\xff", "\xff", "\xff\xff", "\x7f"};
    for (const std::string_view prefix : texts)
        for (const std::string_view text : texts)
            EXPECT_EQ(begins(text, prefix), text.starts_with(prefix)) << text << " with " << prefix;
}

}  // namespace
