#include "oracle/comparison.hpp"
#include "oracle/schemas/many_to_many.hpp"
#include "oracle/schemas/one_to_many.hpp"
#include "oracle/schemas/orders.hpp"

#include <gmock/gmock.h>

namespace {

using oracle::call;
using oracle::program;

const oracle::schema plain = oracle::make_schema("one_to_many", oracle::one_to_many::models);
const oracle::schema owning = oracle::make_schema("one_to_many_owning", oracle::one_to_many_owning::models);
const oracle::schema required =
    oracle::make_schema("one_to_many_required", oracle::one_to_many_required::models);
const oracle::schema pairs_all = oracle::make_schema("many_to_many_all", oracle::many_to_many_all::models);
const oracle::schema ascending = oracle::make_schema("sorted_items", oracle::sorted_items::models);

// The other side is given the models of another schema, which is wrong.
class wrong_models : public testing::Test {
protected:
    /// The shortest program that shows that the schemas differ, found from a random one.
    program shortest(const oracle::schema& right, const std::string& wrong, std::uint64_t seed) {
        oracle::comparison both(sqlalchemy, right, wrong);
        auto [random, difference] = both.run_random(seed, 50);
        if (!difference) return {};
        program found = both.shortest(random, *difference);
        report = both.report(found);
        return found;
    }
    bool differs(const oracle::schema& right, const std::string& wrong, const program& of) {
        return oracle::comparison(sqlalchemy, right, wrong).run(of).has_value();
    }

    oracle::sqlalchemy_side sqlalchemy;
    std::string report;
};

TEST_F(wrong_models, are_found_by_random_programs_and_shown_by_the_shortest) {
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        const program found = shortest(owning, "one_to_many", seed);
        // A parent, its child, and the step that decides what becomes of the child.
        ASSERT_EQ(found.size(), 3U) << report;
        for (std::size_t i = 0; i < found.size(); ++i) {
            program less = found;
            less.erase(less.begin() + static_cast<std::ptrdiff_t>(i));
            EXPECT_FALSE(differs(owning, "one_to_many", less)) << report;
        }
        EXPECT_THAT(report, testing::HasSubstr("\nkith:       done   Parent")) << report;
        EXPECT_THAT(report, testing::HasSubstr("\nSQLAlchemy: done   Parent")) << report;
    }
}

TEST_F(wrong_models, are_found_where_one_side_refuses) {
    const program found = shortest(required, "one_to_many", 1);
    ASSERT_EQ(found.size(), 1U) << report;
    EXPECT_EQ(oracle::text_of(found.front()), "add Child 1");
    EXPECT_THAT(report, testing::HasSubstr("kith:       required   Parent | Child | Parent.children\n"));
    EXPECT_THAT(report, testing::HasSubstr("SQLAlchemy: done   Parent | Child 1 | Parent.children\n"));
}

TEST_F(wrong_models, are_shown_with_nothing_in_a_step_that_can_be_left_out) {
    const program found = shortest(pairs_all, "many_to_many", 1);
    for (const oracle::step& each : found) {
        ASSERT_EQ(each.size(), 1U) << report;
        for (const auto& [member, members] : each.front().given) EXPECT_EQ(members.size(), 1U) << report;
        EXPECT_LE(each.front().others.size(), 1U) << report;
    }
    EXPECT_EQ(oracle::text_of(found.back()), "erase Post 1") << report;
}

TEST_F(wrong_models, are_found_by_the_order_of_members) {
    const auto item = [](oracle::key number, oracle::key value) {
        return oracle::step{call{.verb = "add",
                                 .type = "Item",
                                 .rows = {number},
                                 .given = {{"box", {1}}},
                                 .cells = {{"number", value}}}};
    };
    const program in_order{{call{.verb = "add", .type = "Box", .rows = {1}}}, item(1, 3), item(2, 5)};
    EXPECT_FALSE(differs(ascending, "sorted_items", in_order));
    EXPECT_TRUE(differs(ascending, "sorted_items_owning", in_order));  // these are descending
}

// A step that names what is gone is refused by both and does nothing: otherwise no step could be left out.
TEST_F(wrong_models, and_rows_that_are_not_there_are_no_difference) {
    const program gone{
        {call{.verb = "erase", .type = "Parent", .rows = {7}}},
        {call{.verb = "link", .type = "Parent", .rows = {7}, .member = "children", .others = {3}}}};
    EXPECT_FALSE(differs(plain, "one_to_many", gone));
}

}  // namespace
