#include "support/names.hpp"

#include <kith/boxed.hpp>
#include <kith/kith.hpp>
#include <kith/why_different.hpp>

#include <boost/serialization/vector.hpp>
#include <gmock/gmock.h>

#include <limits>
#include <optional>
#include <sstream>

namespace why_different_test {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

struct Item;
struct Unit {
    std::string name{};
    std::int32_t hp = 10;
    std::optional<double> speed{};
    std::vector<int> path{};
    kith::many<Item, "holder"> items{};
    kith::many<Unit, "friends_of", kith::as_set> friends{};
    kith::many<Unit, "friends", kith::as_set> friends_of{};
};
struct Item {
    kith::one<Unit, "items"> holder{};
};
KITH_MODEL(Unit, name, hp, speed, path, items, friends, friends_of)
KITH_MODEL(Item, holder)

class differing : public testing::Test {
protected:
    kith::graph here{kith::models<Unit, Item>, {.max_rows = 100'000}};
    kith::graph there{kith::models<Unit, Item>, {.max_rows = 100'000}};

    differing() {
        for (kith::graph* each : {&here, &there}) {
            auto a = each->add(Unit{.name = "a"});
            each->add(Unit{.name = "b"});
            each->add(Item{.holder = a});
            each->add(Item{.holder = a});
        }
    }
    [[nodiscard]] std::string why() const { return to_string(kith::why_different(here, there)); }
};

TEST_F(differing, graphs_that_are_equal_have_no_difference) {
    const kith::differences none = kith::why_different(here, there);
    EXPECT_TRUE(none.empty());
    EXPECT_EQ(to_string(none), "");
}

TEST_F(differing, members_are_named_with_both_values) {
    there.get<Unit>(1).hp(12);
    there.get<Unit>(2).speed(1.5);
    EXPECT_EQ(why(), "Unit 1.hp: 10 here, 12 there\n"
                     "Unit 2.speed: null here, 1.5 there\n");
    std::ostringstream out;
    out << kith::why_different(here, there);
    EXPECT_EQ(out.str(), why());
}

TEST_F(differing, lists_differ_in_order_and_sets_do_not) {
    there.get<Unit>(1).items().move(0, 1);
    EXPECT_EQ(why(), "Unit 1.items: [1, 2] here, [2, 1] there\n");
    there.get<Unit>(1).items().move(0, 1);
    for (kith::graph* each : {&here, &there}) each->add(Unit{.name = "c"});
    here.get<Unit>(1).friends().append(here.get<Unit>(2));
    here.get<Unit>(1).friends().append(here.get<Unit>(3));
    there.get<Unit>(1).friends().append(there.get<Unit>(3));
    there.get<Unit>(1).friends().append(there.get<Unit>(2));
    EXPECT_EQ(why(), "");
}

TEST_F(differing, a_link_differs_at_both_its_ends) {
    there.get<Item>(2).holder(there.get<Unit>(2));
    EXPECT_EQ(why(), "Unit 1.items: [1, 2] here, [1] there\n"
                     "Unit 2.items: [] here, [2] there\n"
                     "Item 2.holder: 1 here, 2 there\n");
    there.get<Item>(2).holder(nullptr);
    EXPECT_THAT(why(), HasSubstr("Item 2.holder: 1 here, none there\n"));
}

TEST_F(differing, an_entity_that_one_of_them_has_is_missing_in_the_other) {
    here.erase(here.get<Unit>(2));
    EXPECT_EQ(why(), "Unit 2: missing here, present there\n");
}

TEST_F(differing, texts_are_shown_where_they_differ) {
    here.get<Unit>(1).name(std::string(3000, 'x') + "left");
    there.get<Unit>(1).name(std::string(3000, 'x') + "right");
    EXPECT_EQ(why(), "Unit 1.name: \"xxxxxxxxleft\" (from byte 2992 of 3004) here, "
                     "\"xxxxxxxxright\" (from byte 2992 of 3005) there\n");
    here.get<Unit>(1).name("");
    EXPECT_THAT(why(), HasSubstr("Unit 1.name: \"\" here, \"xxx"));
}

TEST_F(differing, values_that_print_alike_are_shown_as_bytes) {
    const double one = std::numeric_limits<double>::quiet_NaN();
    here.get<Unit>(1).speed(one);
    there.get<Unit>(1).speed(-one);
    EXPECT_THAT(kith::why_different(here, there).found, SizeIs(1));
    EXPECT_EQ(kith::why_different(here, here).found.size(), 0U);
}

TEST_F(differing, boxed_values_are_compared_as_they_are_stored) {
    there.get<Unit>(1).path(std::vector<int>{1});
    EXPECT_THAT(why(), HasSubstr("Unit 1.path: 0x"));
    here.get<Unit>(1).path(std::vector<int>{1});
    EXPECT_EQ(why(), "");
}

TEST_F(differing, the_first_entities_are_named) {
    for (int i = 0; i < 20; ++i) there.add(Item{});
    const kith::differences found = kith::why_different(here, there, 3);
    EXPECT_TRUE(found.more);
    EXPECT_THAT(found.found, SizeIs(3));
    EXPECT_EQ(found.found.back().id, 5U);
    EXPECT_THAT(to_string(found), HasSubstr("... and more entities\n"));
}

TEST_F(differing, ids_and_orders_to_come_are_notes_which_the_digest_does_not_count) {
    here.erase(here.add(Unit{}));
    there.erase(there.get<Item>(1));
    there.add(kith::id<Item>{1}, Item{});
    there.get<Unit>(1).items().insert(0, there.get<Item>(1));
    EXPECT_EQ(here.digest(), there.digest());
    EXPECT_EQ(why(), "Unit: the next id is 4 here, 3 there\n"
                     "Item: entities are walked in another order: 1 here where 2 comes there\n");
    EXPECT_FALSE(kith::why_different(here, there).empty());
}

TEST_F(differing, a_graph_is_compared_with_a_frozen_view_of_it) {
    const auto then = here.freeze();
    here.get<Unit>(1).hp(3);
    EXPECT_EQ(to_string(kith::why_different(then, here)), "Unit 1.hp: 10 here, 3 there\n");
}

TEST_F(differing, graphs_of_other_models_are_refused) {
    kith::graph other(kith::models<Item, Unit>, {.max_rows = 1000});
    try {
        static_cast<void>(kith::why_different(here, other));
        FAIL() << "nothing was thrown";
    } catch (const kith::schema_error& problem) {
        EXPECT_EQ(problem.code(), kith::errc::schema_differs);
    }
}

}  // namespace why_different_test
