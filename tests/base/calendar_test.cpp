#include <kith/base/calendar.hpp>

#include <gtest/gtest.h>

#include <stdexcept>

namespace {

using kith::date;
using kith::timestamp;

TEST(dates, count_days_since_1970) {
    EXPECT_EQ(date{}.days, 0);
    EXPECT_EQ(date::of(1970, 1, 1).days, 0);
    EXPECT_EQ(date::of(1969, 12, 31).days, -1);
    EXPECT_EQ(date::of(2000, 3, 1).days - date::of(2000, 2, 28).days, 2);
    EXPECT_EQ(date::of(1900, 3, 1).days - date::of(1900, 2, 28).days, 1);
    EXPECT_LT(date::of(2021, 12, 31), date::of(2022, 1, 1));
}

TEST(dates, that_do_not_exist_are_refused) {
    EXPECT_THROW(static_cast<void>(date::of(2023, 2, 29)), std::out_of_range);
    EXPECT_THROW(static_cast<void>(date::of(2023, 13, 1)), std::out_of_range);
    EXPECT_THROW(static_cast<void>(date::of(2023, 1, 0)), std::out_of_range);
    EXPECT_THROW(static_cast<void>(timestamp::of(2023, 1, 1, 24)), std::out_of_range);
    EXPECT_THROW(static_cast<void>(timestamp::of(2023, 1, 1, 0, 60)), std::out_of_range);
    EXPECT_THROW(static_cast<void>(timestamp::of(2023, 1, 1, 0, 0, 0, 1'000'000)), std::out_of_range);
}

TEST(dates, print_and_parse_the_same_for_every_day_of_eight_centuries) {
    for (std::int32_t day = date::of(1600, 1, 1).days; day < date::of(2400, 1, 1).days; day += 13) {
        date read{-1};
        ASSERT_TRUE(kith::parse(to_string(date{day}), read)) << to_string(date{day});
        ASSERT_EQ(read.days, day);
    }
    EXPECT_EQ(to_string(date::of(2022, 5, 17)), "2022-05-17");
}

TEST(timestamps, print_their_microseconds_only_when_there_are_some) {
    EXPECT_EQ(to_string(timestamp::of(2023, 10, 31, 9, 30)), "2023-10-31 09:30:00");
    EXPECT_EQ(to_string(timestamp::of(2023, 10, 31, 9, 30, 5, 20)), "2023-10-31 09:30:05.000020");
    EXPECT_EQ(to_string(timestamp{-1}), "1969-12-31 23:59:59.999999");
    EXPECT_EQ(timestamp{-1}.date(), date::of(1969, 12, 31));
    EXPECT_EQ(timestamp::of(1970, 1, 2).date().days, 1);
}

TEST(timestamps, parse_what_they_print) {
    for (const std::int64_t micros : {0LL, -1LL, 1LL, 1'700'000'000'123'456LL, -62'135'596'800'000'000LL}) {
        timestamp read{7};
        ASSERT_TRUE(kith::parse(to_string(timestamp{micros}), read)) << to_string(timestamp{micros});
        EXPECT_EQ(read.micros, micros);
    }
}

TEST(timestamps, text_of_another_form_is_refused_and_leaves_the_value) {
    for (const char* text :
         {"", "2022", "2022-5-17", "2022-02-30", "2022-05-17x", "x2022-05-17", "2022/05/17"}) {
        date day{3};
        EXPECT_FALSE(kith::parse(text, day)) << text;
        EXPECT_EQ(day.days, 3);
    }
    for (const char* text :
         {"2022-05-17 24:00:00", "2022-05-17 10:61:00", "2022-05-17 10:00:00.", "2022-05-17 1"}) {
        timestamp moment{3};
        EXPECT_FALSE(kith::parse(text, moment)) << text;
        EXPECT_EQ(moment.micros, 3);
    }
}

}  // namespace
