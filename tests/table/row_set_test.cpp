#include <kith/table/row_set.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace {

using kith::slot;

std::vector<slot> listed(const kith::table::row_set& in) { return {in.rows().begin(), in.rows().end()}; }

TEST(row_set, has_each_row_once_in_the_order_in_which_it_came) {
    kith::table::row_set set;
    set.reserve_slots(1001);
    EXPECT_TRUE(set.empty());
    for (const slot row : {7U, 1000U, 63U, 64U}) EXPECT_TRUE(set.add(row));
    for (const slot row : {64U, 7U}) EXPECT_FALSE(set.add(row));
    EXPECT_EQ(listed(set), (std::vector<slot>{7, 1000, 63, 64}));
    EXPECT_TRUE(set.has(1000));
    EXPECT_FALSE(set.has(65));
    EXPECT_FALSE(set.has(4'000'000'000U));
}

TEST(row_set, sorts_many_rows_and_leaves_few_as_they_came) {
    kith::table::row_set set;
    set.reserve_slots(10'000);
    for (const slot row : {9000U, 3U}) static_cast<void>(set.add(row));
    set.sort_if_many();
    EXPECT_EQ(listed(set), (std::vector<slot>{9000, 3}));

    std::mt19937 random(11);
    for (int i = 0; i < 3000; ++i) static_cast<void>(set.add(static_cast<slot>(random() % 10'000)));
    std::vector<slot> expected = listed(set);
    std::sort(expected.begin(), expected.end());
    set.sort_if_many();
    EXPECT_EQ(listed(set), expected);
    for (const slot row : expected) EXPECT_TRUE(set.has(row));
}

TEST(row_set, is_empty_after_clear_however_many_it_had) {
    for (const slot count : {3U, 5000U}) {
        kith::table::row_set set;
        set.reserve_slots(5001);
        for (slot row = 1; row <= count; ++row) static_cast<void>(set.add(row));
        set.clear();
        EXPECT_TRUE(set.empty());
        for (slot row = 1; row <= count; ++row) ASSERT_FALSE(set.has(row));
        EXPECT_TRUE(set.add(2));
    }
}

}  // namespace
