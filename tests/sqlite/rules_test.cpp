#include "sqlite/world.hpp"

#include <gmock/gmock.h>

namespace sqlite_rules_test {

struct Seat;
/// A link to one that stands alone: nobody answers from the other side.
struct Guest {
    using kith_table = kith::name<"guests">;
    std::string name{};
    kith::one<Seat, "", kith::single_parent> seat{};
};
struct Seat {
    using kith_table = kith::name<"seats">;
    std::int32_t number = 0;
};
KITH_MODEL(Guest, name, seat)
KITH_MODEL(Seat, number)

using namespace world;
using kith::storage::flush_counts;
using kith::storage::sqlite;
using testing::ElementsAre;

class storing : public testing::Test {
protected:
    kith::timestamp now = kith::timestamp::of(2024, 2, 29);
    folder temporary;
    statements seen;
    sqlite db{temporary / "world.db", seen.options()};
};

TEST_F(storing, R50_a_partner_that_is_replaced_or_erased_leaves_no_key_behind) {
    kith::graph graph(kith::models<Guest, Seat>, with_clock(now));
    const auto one = graph.add(Seat{.number = 1});
    const auto two = graph.add(Seat{.number = 2});
    const auto ana = graph.add(Guest{.name = "Ana", .seat = one});
    const auto bo = graph.add(Guest{.name = "Bo"});
    db.flush(graph);
    ana.seat(two);
    bo.seat(one);
    db.flush(graph);
    EXPECT_EQ(db.rows("SELECT name, seat_id FROM guests"), (rows{{"Ana", "2"}, {"Bo", "1"}}));
    graph.erase(two);
    bo.seat(nullptr);
    db.flush(graph);
    EXPECT_EQ(db.rows("SELECT name, seat_id FROM guests"), (rows{{"Ana", "NULL"}, {"Bo", "NULL"}}));
}

TEST_F(storing, R60_a_new_entity_that_is_linked_to_a_stored_one_is_written_with_the_pair) {
    kith::graph graph(shop, with_clock(now));
    const auto ana = graph.add(User{.name = "Ana"});
    db.flush(graph);
    graph.add(User{.name = "Bo"}).followers().append(ana);
    EXPECT_EQ(db.flush(graph), (flush_counts{.inserted = 1, .linked = 1}));
    EXPECT_EQ(db.rows("SELECT * FROM users_following"), (rows{{"1", "2"}}));
}

TEST_F(storing, R106_R107_an_orphan_that_was_never_written_is_not_written_and_another_released_child_is) {
    kith::graph graph(shop, with_clock(now));
    const auto zelda = graph.add(Game{.title = "Zelda"});
    const auto ana = graph.add(User{.name = "Ana"});
    db.flush(graph);
    seen.all.clear();
    zelda.reviews().append(graph.add(Review{.score = 1}));
    ana.reviews().append(graph.add(Review{.score = 2}));
    zelda.reviews().clear();
    ana.reviews().clear();
    EXPECT_EQ(db.flush(graph), (flush_counts{.inserted = 1}));
    EXPECT_EQ(db.rows("SELECT score, game_id, user_id FROM reviews"), (rows{{"2", "NULL", "NULL"}}));
}

TEST_F(storing, K13_R184_a_flush_changes_nothing_in_the_graph) {
    kith::graph graph(shop, with_clock(now));
    const auto ana = graph.add(User{.name = "Ana"});
    const auto zelda = graph.add(Game{.title = "Zelda"});
    const auto review = graph.add(Review{.score = 9, .game = zelda, .user = ana});
    ana.following().append(ana);
    const auto digest = graph.digest();
    db.flush(graph);
    EXPECT_EQ(graph.digest(), digest);
    now.micros += 1;
    ana.name("Anna");
    const auto changed = graph.digest();
    db.flush(graph);
    EXPECT_EQ(graph.digest(), changed);
    EXPECT_FALSE(review.updated_at());
}

TEST_F(storing, R18_a_column_that_is_unique_stands_for_a_key_that_means_something) {
    kith::graph graph(shop, with_clock(now));
    graph.add(Game{.title = "Zelda", .price = 60});
    db.flush(graph);
    kith::graph loaded(shop, with_clock(now));
    sqlite(temporary / "world.db").load(loaded);
    EXPECT_EQ(loaded.query<Game>().where(kith::field<&Game::title> == "Zelda").one().price(), 60);
    EXPECT_THAT(db.rows("SELECT name FROM pragma_table_info('games') WHERE pk = 1"),
                ElementsAre(ElementsAre("id")));
}

}  // namespace sqlite_rules_test
