#include <kith/schema/field.hpp>

#include <gtest/gtest.h>

#include <set>

namespace {

using namespace kith::schema;

TEST(kinds, have_a_name_and_a_width_of_their_own) {
    std::set<std::string_view> names;
    for (int number = 1; number <= 17; ++number) {
        const auto which = static_cast<kind>(number);
        EXPECT_TRUE(names.insert(name_of(which)).second);
        EXPECT_EQ(width_of(which) == 0, which == kind::plain);
        const int families = is_string(which) + is_signed(which) + is_unsigned(which) + is_floating(which) +
                             (which == kind::plain) + (which == kind::boxed);
        EXPECT_EQ(families, 1) << name_of(which);
        EXPECT_EQ(is_integer(which), is_signed(which) || is_unsigned(which));
    }
}

TEST(fields, keep_nulls_apart_when_they_can_be_null_or_missing) {
    field of;
    EXPECT_FALSE(of.has_nulls());
    of.required = true;
    EXPECT_TRUE(of.has_nulls());
}

}  // namespace
