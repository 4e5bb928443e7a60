#include "oracle/comparison.hpp"
#include "oracle/schemas.hpp"

#include <gmock/gmock.h>

namespace {

using oracle::call;
using oracle::program;

/// The models of kith's side; the other side is given those of another schema, which is wrong.
const oracle::schema& schema_named(const std::string& name) {
    static const std::vector<oracle::schema> all = oracle::all_schemas();
    return *std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.name == name; });
}

class wrong_models : public testing::Test {
protected:
    /// The shortest program that shows that the schemas differ, found from a random one.
    program shortest(const std::string& right, const std::string& wrong, std::uint64_t seed) {
        oracle::comparison both(sqlalchemy, schema_named(right), wrong);
        auto [random, difference] = both.run_random(seed, 50);
        if (!difference) return {};
        program found = both.shortest(random, *difference);
        report = both.report(found);
        return found;
    }
    bool differs(const std::string& right, const std::string& wrong, const program& of) {
        return oracle::comparison(sqlalchemy, schema_named(right), wrong).run(of).has_value();
    }

    oracle::sqlalchemy_side sqlalchemy;
    std::string report;
};

TEST_F(wrong_models, are_found_by_random_programs_and_shown_by_the_shortest) {
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        const program found = shortest("one_to_many_owning", "one_to_many", seed);
        // A parent, its child, and the step that decides what becomes of the child.
        ASSERT_EQ(found.size(), 3U) << report;
        for (std::size_t i = 0; i < found.size(); ++i) {
            program less = found;
            less.erase(less.begin() + static_cast<std::ptrdiff_t>(i));
            EXPECT_FALSE(differs("one_to_many_owning", "one_to_many", less)) << report;
        }
        EXPECT_THAT(report, testing::HasSubstr("\nkith:       done   Parent")) << report;
        EXPECT_THAT(report, testing::HasSubstr("\nSQLAlchemy: done   Parent")) << report;
    }
}

TEST_F(wrong_models, are_found_where_one_side_refuses) {
    const program found = shortest("one_to_many_required", "one_to_many", 1);
    ASSERT_EQ(found.size(), 1U) << report;
    EXPECT_EQ(oracle::text_of(found.front()), "add Child 1");
    EXPECT_THAT(report, testing::HasSubstr("kith:       required   Parent | Child | Parent.children\n"));
    EXPECT_THAT(report, testing::HasSubstr("SQLAlchemy: done   Parent | Child 1 | Parent.children\n"));
}

TEST_F(wrong_models, are_shown_with_nothing_in_a_step_that_can_be_left_out) {
    const program found = shortest("many_to_many_all", "many_to_many", 1);
    for (const oracle::step& each : found) {
        ASSERT_EQ(each.size(), 1U) << report;
        for (const auto& [member, members] : each.front().given) EXPECT_EQ(members.size(), 1U) << report;
        EXPECT_LE(each.front().others.size(), 1U) << report;
    }
    EXPECT_EQ(oracle::text_of(found.back()), "erase Post 1") << report;
}

// A step that names what is gone is refused by both and does nothing: otherwise no step could be left out.
TEST_F(wrong_models, and_rows_that_are_not_there_are_no_difference) {
    const program gone{
        {call{.verb = "erase", .type = "Parent", .rows = {7}}},
        {call{.verb = "link", .type = "Parent", .rows = {7}, .member = "children", .others = {3}}}};
    EXPECT_FALSE(differs("one_to_many", "one_to_many", gone));
}

}  // namespace
