#include "support/names.hpp"

namespace units_test {

struct Box;
struct Thing {
    std::string name{};
    kith::one<Box, "things"> box{};
};
struct Box {
    std::string name{};
    kith::many<Thing, "box", kith::cascade<"all, delete-orphan">> things{};
};
KITH_MODEL(Thing, name, box)
KITH_MODEL(Box, name, things)

using kith::errc;
using tests::names;
using tests::refused;

class units : public testing::Test {
protected:
    ~units() override { tests::expect_sound(graph); }

    kith::graph graph{kith::models<Thing, Box>};
    kith::ref<Box> box = graph.add(Box{.name = "box"});
    kith::ref<Thing> thing = graph.add(Thing{.name = "thing", .box = box});
};

TEST_F(units, R169_an_entity_is_whole_from_the_moment_it_is_added_without_a_store) {
    EXPECT_EQ(thing.id(), kith::id<Thing>{1});
    EXPECT_EQ(graph.get(thing.id()), thing);
    EXPECT_EQ(graph.query<Thing>().where(kith::field<&Thing::box> == box).one(), thing);
    EXPECT_EQ(names(box.things()), "thing");
}

TEST_F(units, R171_what_is_erased_stays_erased_and_a_new_entity_is_another_one) {
    const auto id = thing.id();
    graph.erase(thing);
    EXPECT_EQ(refused(graph, [&] { graph.erase(graph.get(id)); }), errc::entity_gone);
    EXPECT_NE(graph.add(Thing{.name = "thing"}).id(), id);
    EXPECT_FALSE(graph.find(id));
}

TEST_F(units, R173_an_entity_lives_until_it_is_erased_whether_or_not_anybody_keeps_a_ref) {
    for (int i = 0; i < 1000; ++i) graph.add(Thing{.name = "unseen"});
    EXPECT_EQ(graph.count<Thing>(), 1001U);
    EXPECT_EQ(graph.query<Thing>().where(kith::field<&Thing::name> == "unseen").count(), 1000U);
}

TEST_F(units, X14_a_rollback_takes_back_links_of_entities_that_were_new) {
    const auto mark = graph.mark();
    const auto fresh = graph.add(Thing{.name = "fresh", .box = box});
    const auto id = fresh.id();
    EXPECT_EQ(names(box.things()), "thing fresh");
    graph.rollback(mark);
    EXPECT_EQ(names(box.things()), "thing");
    EXPECT_FALSE(graph.find(id));
}

TEST_F(units, R176_orphans_that_went_with_a_unit_come_back_with_it) {
    const auto mark = graph.mark();
    box.things().clear();
    EXPECT_EQ(graph.count<Thing>(), 0U);
    graph.rollback(mark);
    EXPECT_EQ(names(box.things()), "thing");
}

}  // namespace units_test
