#include <kith/base/error.hpp>

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace {

TEST(errors, have_a_number_a_name_and_a_sentence) {
    const kith::integrity_error problem(kith::errc::unique_taken, "kith: no");
    EXPECT_EQ(problem.code(), kith::errc::unique_taken);
    EXPECT_EQ(static_cast<int>(problem.code()), 300);
    EXPECT_STREQ(problem.what(), "kith: no");
    EXPECT_STREQ(kith::name_of(problem.code()), "unique_taken");
}

TEST(errors, every_number_in_use_has_a_name_of_its_own) {
    std::set<std::string> names;
    const std::string unknown = kith::name_of(static_cast<kith::errc>(1));
    for (int number = 0; number < 1000; ++number) {
        const std::string name = kith::name_of(static_cast<kith::errc>(number));
        if (name == unknown) continue;
        EXPECT_TRUE(names.insert(name).second) << name;
    }
    EXPECT_GE(names.size(), 38U);
}

TEST(errors, the_numbers_are_pinned) {
    using kith::errc;
    EXPECT_EQ(static_cast<int>(errc::schema_duplicate_name), 100);
    EXPECT_EQ(static_cast<int>(errc::entity_gone), 200);
    EXPECT_EQ(static_cast<int>(errc::several_results), 205);
    EXPECT_EQ(static_cast<int>(errc::id_taken), 303);
    EXPECT_EQ(static_cast<int>(errc::view_read_only), 440);
    EXPECT_EQ(static_cast<int>(errc::not_nullable), 408);
    EXPECT_EQ(static_cast<int>(errc::address_space_exhausted), 503);
    EXPECT_EQ(static_cast<int>(errc::file_missing), 600);
    EXPECT_EQ(static_cast<int>(errc::database_changed), 625);
}

}  // namespace
