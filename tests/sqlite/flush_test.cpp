#include "sqlite/world.hpp"

#include <gmock/gmock.h>

namespace {

using namespace world;
using kith::storage::flush_counts;
using kith::storage::sqlite;
using testing::ElementsAre;
using testing::IsEmpty;

class flushing : public testing::Test {
protected:
    /// Loads the database into a graph of its own and compares.
    template <class Models>
    void expect_stored(kith::graph& graph, Models models) {
        kith::graph loaded(models, with_clock(now));
        sqlite(temporary / "world.db").load(loaded);
        expect_same(graph, loaded);
    }

    kith::timestamp now = kith::timestamp::of(2024, 2, 29, 12, 30, 15, 250'000);
    folder temporary;
    statements seen;
    sqlite db{temporary / "world.db", seen.options()};
};

TEST_F(flushing, R59_the_first_flush_makes_the_tables_and_writes_everything) {
    kith::graph graph(shop, with_clock(now));
    const auto zelda = graph.add(Game{.title = "Zelda", .price = 60});
    const auto ana = graph.add(User{.name = "Ana"});
    const auto bo = graph.add(User{.name = "Bo", .karma = 7});
    graph.add(Review{.score = 9, .game = zelda, .user = ana});
    ana.following().append(bo);

    EXPECT_EQ(db.flush(graph), (flush_counts{.inserted = 4, .linked = 1}));
    EXPECT_EQ(db.rows("SELECT * FROM games"), (rows{{"1", "Zelda", "60"}}));
    EXPECT_EQ(db.rows("SELECT * FROM users"), (rows{{"1", "Ana", "NULL"}, {"2", "Bo", "7"}}));
    EXPECT_EQ(db.rows("SELECT * FROM reviews"),
              (rows{{"1", "9", "2024-02-29 12:30:15.250000", "NULL", "1", "1"}}));
    EXPECT_EQ(db.rows("SELECT * FROM users_following"), (rows{{"1", "2"}}));
    EXPECT_EQ(db.count("SELECT count(*) FROM users"), 2);
    expect_stored(graph, shop);
}

TEST_F(flushing, nothing_changed_executes_no_statement) {
    kith::graph graph(shop, with_clock(now));
    const auto zelda = graph.add(Game{.title = "Zelda", .price = 60});
    db.flush(graph);
    seen.all.clear();
    EXPECT_TRUE(db.flush(graph).empty());
    zelda.price(60);
    EXPECT_TRUE(db.flush(graph).empty());
    zelda.price(61);
    zelda.price(60);
    graph.erase(graph.add(Game{.title = "Doom"}));
    EXPECT_TRUE(db.flush(graph).empty());
    EXPECT_THAT(seen.all, IsEmpty());
}

TEST_F(flushing, R180_only_changed_columns_of_changed_rows_are_updated) {
    kith::graph graph(shop, with_clock(now));
    const auto zelda = graph.add(Game{.title = "Zelda", .price = 60});
    const auto doom = graph.add(Game{.title = "Doom", .price = 20});
    const auto ana = graph.add(User{.name = "Ana", .karma = 3});
    const auto review = graph.add(Review{.score = 9, .game = zelda, .user = ana});
    db.flush(graph);
    EXPECT_THAT(seen.writes(), testing::SizeIs(4));

    doom.price(25);
    ana.karma(std::nullopt);
    EXPECT_EQ(db.flush(graph), (flush_counts{.updated = 2}));
    EXPECT_THAT(seen.writes(), ElementsAre("UPDATE \"games\" SET \"price\" = 25 WHERE \"id\" = 2",
                                           "UPDATE \"users\" SET \"karma\" = NULL WHERE \"id\" = 1"));
    // A link is a column of the row that holds the key: that one is stamped, and nothing else written.
    now.micros += 1'000'000;
    review.game(doom);
    db.flush(graph);
    EXPECT_THAT(seen.writes(),
                ElementsAre("UPDATE \"reviews\" SET \"updated_at\" = '2024-02-29 12:30:16.250000', "
                            "\"game_id\" = 2 WHERE \"id\" = 1"));
    expect_stored(graph, shop);
}

TEST_F(flushing, erased_rows_are_deleted_and_their_ids_never_given_again) {
    kith::graph graph(shop, with_clock(now));
    const auto zelda = graph.add(Game{.title = "Zelda"});
    const auto ana = graph.add(User{.name = "Ana"});
    graph.add(Review{.score = 9, .game = zelda, .user = ana});
    db.flush(graph);
    seen.all.clear();

    graph.erase(zelda);
    // The slot is used again, and so is the unique title.
    graph.add(Game{.title = "Zelda", .price = 1});
    EXPECT_EQ(db.flush(graph), (flush_counts{.inserted = 1, .deleted = 2}));
    EXPECT_THAT(seen.writes(),
                ElementsAre("DELETE FROM \"reviews\" WHERE \"id\" = 1",
                            "DELETE FROM \"games\" WHERE \"id\" = 1",
                            "INSERT INTO \"games\" (\"id\", \"title\", \"price\") VALUES (2, 'Zelda', 1)"));
    graph.erase(graph.get(kith::id<Game>{2}));
    db.flush(graph);
    kith::graph loaded(shop, with_clock(now));
    sqlite(temporary / "world.db").load(loaded);
    EXPECT_EQ(loaded.add(Game{.title = "Doom"}).id().value, 3U);
    EXPECT_EQ(loaded.add(Review{}).id().value, 2U);
}

TEST_F(flushing, rolling_back_past_the_last_flush_writes_the_reverse) {
    kith::graph graph(shop, with_clock(now));
    const auto zelda = graph.add(Game{.title = "Zelda", .price = 60});
    const auto ana = graph.add(User{.name = "Ana"});
    const auto review = graph.add(Review{.score = 9, .game = zelda, .user = ana});
    db.flush(graph);
    const auto before = db.rows("SELECT * FROM reviews");
    const kith::mark mark = graph.mark();
    graph.erase(zelda);
    ana.name("Anna");
    const auto bo = graph.add(User{.name = "Bo"});
    bo.following().append(ana);
    EXPECT_EQ(db.flush(graph), (flush_counts{.inserted = 1, .updated = 1, .deleted = 2, .linked = 1}));
    seen.all.clear();

    graph.rollback(mark);
    EXPECT_EQ(db.flush(graph), (flush_counts{.inserted = 2, .updated = 1, .deleted = 1, .unlinked = 1}));
    EXPECT_EQ(db.rows("SELECT * FROM reviews"), before);
    EXPECT_EQ(db.rows("SELECT name FROM users"), (rows{{"Ana"}}));
    EXPECT_EQ(db.count("SELECT count(*) FROM users_following"), 0);
    EXPECT_EQ(review.game(), zelda);
    expect_stored(graph, shop);
}

TEST_F(flushing, R181_ids_that_a_rollback_gives_again_are_one_row_each) {
    kith::graph graph(shop, with_clock(now));
    const kith::mark mark = graph.mark();
    graph.add(User{.name = "Ana"});
    graph.add(User{.name = "Bo"});
    db.flush(graph);
    graph.rollback(mark);
    const auto cy = graph.add(User{.name = "Cy"});
    EXPECT_EQ(cy.id().value, 1U);
    EXPECT_EQ(db.flush(graph), (flush_counts{.updated = 1, .deleted = 1}));
    EXPECT_EQ(db.rows("SELECT id, name FROM users"), (rows{{"1", "Cy"}}));
    expect_stored(graph, shop);
}

TEST_F(flushing, R61_R64_pairs_are_written_by_difference) {
    kith::graph graph(shop, with_clock(now));
    const auto ana = graph.add(User{.name = "Ana"});
    const auto bo = graph.add(User{.name = "Bo"});
    const auto cy = graph.add(User{.name = "Cy"});
    ana.following().append(bo);
    ana.following().append(cy);
    db.flush(graph);
    seen.all.clear();

    // Away and back is nothing; clearing and filling again writes what differs.
    ana.following().remove(bo);
    bo.followers().append(ana);
    EXPECT_TRUE(db.flush(graph).empty());
    ana.following().assign({cy, ana});
    EXPECT_EQ(db.flush(graph), (flush_counts{.linked = 1, .unlinked = 1}));
    EXPECT_THAT(
        seen.writes(),
        ElementsAre("DELETE FROM \"users_following\" WHERE \"followers_id\" = 1 AND \"following_id\" = 2",
                    "INSERT INTO \"users_following\" (\"followers_id\", \"following_id\") VALUES (1, 1)"));
    graph.erase(ana);
    EXPECT_EQ(db.flush(graph), (flush_counts{.deleted = 1, .unlinked = 2}));
    EXPECT_EQ(db.count("SELECT count(*) FROM users_following"), 0);
    expect_stored(graph, shop);
}

TEST_F(flushing, lists_of_pairs_come_back_in_order_at_both_ends) {
    kith::graph graph(shop, with_clock(now));
    const auto ana = graph.add(User{.name = "Ana"});
    const auto bo = graph.add(User{.name = "Bo"});
    const auto cy = graph.add(User{.name = "Cy"});
    const auto dee = graph.add(User{.name = "Dee"});
    cy.following().append(dee);
    cy.following().append(ana);
    bo.following().append(ana);
    bo.following().append(dee);
    ana.following().append(dee);
    db.flush(graph);
    expect_stored(graph, shop);
    dee.following().append(dee);
    ana.following().append(bo);
    db.flush(graph);
    expect_stored(graph, shop);
}

TEST_F(flushing, R76_R178_a_tree_is_written_from_its_root_and_deleted_from_its_leaves) {
    kith::graph graph(tree, with_clock(now));
    const auto leaf = graph.add(Node{.name = "leaf"});
    const auto branch = graph.add(Node{.name = "branch"});
    const auto root = graph.add(Node{.name = "root"});
    branch.children().append(leaf);
    root.children().append(branch);
    EXPECT_EQ(db.flush(graph).inserted, 3U);
    EXPECT_THAT(
        seen.writes(),
        ElementsAre("INSERT INTO \"nodes\" (\"id\", \"name\", \"parent_id\") VALUES (3, 'root', NULL)",
                    "INSERT INTO \"nodes\" (\"id\", \"name\", \"parent_id\") VALUES (2, 'branch', 3)",
                    "INSERT INTO \"nodes\" (\"id\", \"name\", \"parent_id\") VALUES (1, 'leaf', 2)"));
    expect_stored(graph, tree);
    graph.erase(root);
    EXPECT_EQ(db.flush(graph).deleted, 3U);
    EXPECT_THAT(seen.writes(), ElementsAre("DELETE FROM \"nodes\" WHERE \"id\" = 1",
                                           "DELETE FROM \"nodes\" WHERE \"id\" = 2",
                                           "DELETE FROM \"nodes\" WHERE \"id\" = 3"));
}

TEST_F(flushing, R81_R240_rows_in_a_circle_are_written_and_deleted) {
    kith::graph graph(tree, with_clock(now));
    const auto hen = graph.add(Node{.name = "hen"});
    const auto egg = graph.add(Node{.name = "egg"});
    const auto self = graph.add(Node{.name = "self"});
    hen.parent(egg);
    egg.parent(hen);
    self.parent(self);
    EXPECT_EQ(db.flush(graph).inserted, 3U);
    expect_stored(graph, tree);
    graph.erase(hen);
    graph.erase(self);
    EXPECT_EQ(db.flush(graph).deleted, 3U);
    EXPECT_EQ(db.count("SELECT count(*) FROM nodes"), 0);
}

TEST_F(flushing, R82_a_moved_child_survives_the_database_s_cascade) {
    kith::graph graph(tree, with_clock(now));
    const auto old_root = graph.add(Node{.name = "old"});
    const auto child = graph.add(Node{.name = "child"});
    const auto grandchild = graph.add(Node{.name = "grandchild"});
    old_root.children().append(child);
    child.children().append(grandchild);
    db.flush(graph);
    seen.all.clear();
    const auto new_root = graph.add(Node{.name = "new"});
    new_root.children().append(child);
    graph.erase(old_root);
    EXPECT_EQ(db.flush(graph), (flush_counts{.inserted = 1, .updated = 1, .deleted = 1}));
    EXPECT_THAT(
        seen.writes(),
        ElementsAre("UPDATE \"nodes\" SET \"parent_id\" = 4 WHERE \"id\" = 2",
                    "DELETE FROM \"nodes\" WHERE \"id\" = 1",
                    "INSERT INTO \"nodes\" (\"id\", \"name\", \"parent_id\") VALUES (4, 'new', NULL)"));
    expect_stored(graph, tree);
}

TEST_F(flushing, R179_types_that_refer_to_each_other_are_written_row_by_row) {
    kith::graph graph(league, with_clock(now));
    const auto reds = graph.add(Team{.name = "Reds"});
    const auto blues = graph.add(Team{.name = "Blues"});
    const auto ana = graph.add(Player{.name = "Ana", .team = reds});
    const auto bo = graph.add(Player{.name = "Bo", .team = blues});
    reds.captain(ana);
    blues.captain(bo);
    EXPECT_EQ(db.flush(graph).inserted, 4U);
    expect_stored(graph, league);
    // The captains change places: each key is unique.
    reds.captain(bo);
    blues.captain(ana);
    EXPECT_EQ(db.flush(graph).updated, 2U);
    expect_stored(graph, league);
    // Bo plays for the Blues and leads the Reds.
    graph.erase(blues);
    EXPECT_EQ(db.flush(graph), (flush_counts{.updated = 1, .deleted = 2}));
    expect_stored(graph, league);
    graph.clear();
    EXPECT_EQ(db.flush(graph), (flush_counts{.deleted = 2}));
    EXPECT_EQ(db.count("SELECT count(*) FROM players"), 0);
}

TEST_F(flushing, unique_values_change_hands) {
    kith::graph graph(shop, with_clock(now));
    const auto a = graph.add(Game{.title = "A long title that lies in the text heap"});
    const auto b = graph.add(Game{.title = "B"});
    const auto c = graph.add(Game{.title = "C"});
    db.flush(graph);
    seen.all.clear();
    a.title("passing");
    c.title("A long title that lies in the text heap");
    b.title("C");
    a.title("B");
    EXPECT_EQ(db.flush(graph).updated, 3U);
    EXPECT_THAT(seen.writes(), testing::SizeIs(6));
    expect_stored(graph, shop);
    // One that is given up and taken by another needs no detour.
    b.title("new");
    graph.add(Game{.title = "C"});
    db.flush(graph);
    EXPECT_THAT(seen.writes(), testing::SizeIs(2));
    expect_stored(graph, shop);
}

TEST_F(flushing, required_unique_keys_change_hands) {
    kith::graph graph(office, with_clock(now));
    const auto ana = graph.add(Holder{.name = "Ana"});
    const auto bo = graph.add(Holder{.name = "Bo"});
    const auto one = graph.add(Card{.number = 1, .holder = ana});
    const auto two = graph.add(Card{.number = 2, .holder = bo});
    db.flush(graph);
    {
        auto unit = graph.transaction();
        one.holder(nullptr);
        two.holder(ana);
        one.holder(bo);
        unit.commit();
    }
    one.number(3);
    two.number(1);
    one.number(2);
    EXPECT_EQ(db.flush(graph).updated, 2U);
    EXPECT_EQ(db.rows("SELECT * FROM cards"), (rows{{"1", "2", "2"}, {"2", "1", "1"}}));
    expect_stored(graph, office);
    // The holder goes, his card stays with another, whose own goes.
    const auto cy = graph.add(Holder{.name = "Cy"});
    one.holder(cy);
    graph.erase(bo);
    EXPECT_EQ(db.flush(graph), (flush_counts{.inserted = 1, .updated = 1, .deleted = 1}));
    expect_stored(graph, office);
}

TEST_F(flushing, a_store_goes_on_after_loading) {
    {
        kith::graph graph(shop, with_clock(now));
        graph.add(User{.name = "Ana"});
        db.flush(graph);
    }
    kith::graph loaded(shop, with_clock(now));
    statements later;
    sqlite again(temporary / "world.db", later.options());
    again.load(loaded);
    later.all.clear();
    EXPECT_TRUE(again.flush(loaded).empty());
    EXPECT_THAT(later.all, IsEmpty());
    loaded.get(kith::id<User>{1}).name("Anna");
    loaded.add(User{.name = "Bo"});
    EXPECT_EQ(again.flush(loaded), (flush_counts{.inserted = 1, .updated = 1}));
    EXPECT_EQ(again.rows("SELECT name FROM users"), (rows{{"Anna"}, {"Bo"}}));
}

TEST_F(flushing, a_database_in_memory_is_a_store_too) {
    sqlite here(":memory:");
    kith::graph graph(tree, with_clock(now));
    graph.add(Node{.name = "root"});
    here.flush(graph);
    kith::graph copy(tree, with_clock(now));
    here.load(copy);
    expect_same(graph, copy);
    here.drop_all(copy);
    EXPECT_EQ(here.count("SELECT count(*) FROM sqlite_master"), 0);
    EXPECT_EQ(here.flush(copy).inserted, 1U);
}

TEST_F(flushing, many_rows_and_changes_come_through) {
    kith::graph graph(shop, with_clock(now));
    std::vector<kith::ref<User>> users;
    for (int i = 0; i < 3000; ++i) users.push_back(graph.add(User{.name = std::to_string(i)}));
    for (std::size_t i = 0; i + 7 < users.size(); ++i) users[i].following().append(users[i + 7]);
    EXPECT_EQ(db.flush(graph), (flush_counts{.inserted = 3000, .linked = 2993}));
    for (std::size_t i = 0; i < users.size(); i += 3) graph.erase(users[i]);
    for (std::size_t i = 1; i < users.size(); i += 3) users[i].karma(1);
    const auto counts = db.flush(graph);
    EXPECT_EQ(counts.updated, 1000U);
    EXPECT_EQ(counts.deleted, 1000U);
    expect_stored(graph, shop);
}

}  // namespace
