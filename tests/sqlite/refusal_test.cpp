#include "sqlite/world.hpp"

#include <gmock/gmock.h>

#include <fstream>

namespace {

using namespace world;
using kith::errc;
using kith::storage::flush_counts;
using kith::storage::sqlite;
using kith::storage::sqlite_options;
using testing::AllOf;
using testing::HasSubstr;

class refusing : public testing::Test {
protected:
    /// Another program's connection: does not wait.
    sqlite_options impatient() {
        sqlite_options out;
        out.busy_timeout = std::chrono::milliseconds(0);
        return out;
    }
    void execute(std::initializer_list<const char*> sql) {
        sqlite other(path);
        for (const char* each : sql) other.rows(each);
    }

    kith::timestamp now = kith::timestamp::of(2024, 2, 29);
    folder temporary;
    std::filesystem::path path = temporary / "world.db";
    kith::graph graph{shop, with_clock(now)};
};

TEST_F(refusing, a_store_that_was_moved_says_so) {
    sqlite db(path);
    const sqlite other(std::move(db));
    EXPECT_EQ(refusal_of([&] { db.flush(graph); }).code,
              errc::database_unusable);  // NOLINT(bugprone-use-after-move)
}

TEST_F(refusing, a_locked_database_is_tried_again_later) {
    sqlite db(path, impatient());
    const auto ana = graph.add(User{.name = "Ana"});
    db.flush(graph);
    ana.name("Anna");
    sqlite other(path);
    other.rows("BEGIN IMMEDIATE");
    const refusal found = refusal_of([&] { db.flush(graph); });
    EXPECT_EQ(found.code, errc::database_locked);
    EXPECT_THAT(found.message, AllOf(HasSubstr("world.db"), HasSubstr("busy_timeout")));
    other.rows("COMMIT");
    EXPECT_EQ(db.flush(graph), (flush_counts{.updated = 1}));

    // A reader that does not finish: the commit has to wait for it.
    other.rows("BEGIN");
    other.rows("SELECT * FROM users");
    ana.name("Ann");
    EXPECT_EQ(refusal_of([&] { db.flush(graph); }).code, errc::database_locked);
    EXPECT_EQ(other.rows("SELECT name FROM users"), (rows{{"Anna"}}));
    other.rows("COMMIT");
    EXPECT_EQ(db.flush(graph), (flush_counts{.updated = 1}));
    EXPECT_EQ(db.rows("SELECT name FROM users"), (rows{{"Ann"}}));

    other.rows("BEGIN EXCLUSIVE");
    EXPECT_EQ(refusal_of([&] { sqlite third(path, impatient()); }).code, errc::database_locked);
    kith::graph loaded(shop, with_clock(now));
    EXPECT_EQ(refusal_of([&] { db.load(loaded); }).code, errc::database_locked);
    EXPECT_TRUE(loaded.empty());
}

TEST_F(refusing, with_a_write_ahead_log_readers_are_no_obstacle) {
    sqlite_options options = impatient();
    options.journal = sqlite_options::journal_mode::write_ahead;
    sqlite db(path, options);
    const auto ana = graph.add(User{.name = "Ana"});
    db.flush(graph);
    sqlite other(path);
    other.rows("BEGIN");
    other.rows("SELECT * FROM users");
    ana.name("Anna");
    EXPECT_EQ(db.flush(graph).updated, 1U);
    EXPECT_EQ(other.rows("SELECT name FROM users"), (rows{{"Ana"}}));
    EXPECT_EQ(db.rows("PRAGMA journal_mode"), (rows{{"wal"}}));
    EXPECT_EQ(db.rows("PRAGMA synchronous"), (rows{{"2"}}));
}

TEST_F(refusing, a_table_of_another_shape_is_named_with_its_column) {
    execute({"CREATE TABLE users (id INTEGER PRIMARY KEY, karma INTEGER)"});
    sqlite db(path);
    const refusal found = refusal_of([&] { db.create_all(graph); });
    EXPECT_EQ(found.code, errc::database_shape);
    EXPECT_THAT(found.message,
                AllOf(HasSubstr("table users"), HasSubstr("no column name"), HasSubstr("ADD COLUMN")));
    EXPECT_EQ(refusal_of([&] { db.flush(graph); }).code, errc::database_shape);
    EXPECT_EQ(db.rows("SELECT name FROM sqlite_master"), (rows{{"users"}}));

    const auto with = [&](const char* columns) {
        execute({"DROP TABLE users", (std::string("CREATE TABLE users (") + columns + ")").c_str()});
        const refusal out = refusal_of([&] { db.create_all(graph); });
        EXPECT_EQ(out.code, errc::database_shape);
        return out.message;
    };
    EXPECT_THAT(with("id INTEGER PRIMARY KEY, name INTEGER, karma INTEGER"),
                AllOf(HasSubstr("column name of type INTEGER"), HasSubstr("text")));
    EXPECT_THAT(with("id INTEGER PRIMARY KEY, name TEXT, karma TEXT"),
                HasSubstr("column karma of type TEXT"));
    EXPECT_THAT(with("id INTEGER, name TEXT, karma INTEGER"), HasSubstr("no primary key"));
    EXPECT_THAT(with("id INTEGER PRIMARY KEY, name TEXT, karma INTEGER NOT NULL"), HasSubstr("NOT NULL"));
    EXPECT_THAT(with("id INTEGER PRIMARY KEY, name TEXT, karma INTEGER, extra TEXT NOT NULL"),
                HasSubstr("extra"));
}

TEST_F(refusing, an_association_table_without_row_ids_is_refused) {
    execute({"CREATE TABLE users_following (followers_id INTEGER, following_id INTEGER, "
             "PRIMARY KEY (followers_id, following_id)) WITHOUT ROWID"});
    const refusal found = refusal_of([&] { sqlite(path).create_all(graph); });
    EXPECT_EQ(found.code, errc::database_shape);
    EXPECT_THAT(found.message, HasSubstr("WITHOUT ROWID"));
}

TEST_F(refusing, a_callback_that_throws_spoils_one_call_only) {
    bool throwing = true;
    sqlite_options options;
    options.on_statement = [&](std::string_view) {
        if (throwing) throw std::runtime_error("stop");
    };
    sqlite db(path, options);
    graph.add(User{.name = "Ana"});
    EXPECT_THROW(db.flush(graph), std::runtime_error);
    throwing = false;
    EXPECT_EQ(db.flush(graph).inserted, 1U);
}

TEST_F(refusing, tables_of_the_same_shape_are_left_alone) {
    execute({"CREATE TABLE Users (ID INTEGER PRIMARY KEY, NAME VARCHAR(20), karma BIGINT, extra TEXT)"});
    sqlite db(path);
    db.create_all(graph);
    db.create_all(graph);
    graph.add(User{.name = "Ana"});
    db.flush(graph);
    EXPECT_EQ(db.rows("SELECT * FROM users"), (rows{{"1", "Ana", "NULL", "NULL"}}));
    kith::graph loaded(shop, with_clock(now));
    sqlite(path).load(loaded);
    expect_same(graph, loaded);
}

TEST_F(refusing, loading_from_a_database_without_the_tables_is_refused) {
    sqlite db(path);
    kith::graph loaded(shop, with_clock(now));
    const refusal found = refusal_of([&] { db.load(loaded); });
    EXPECT_EQ(found.code, errc::database_shape);
    EXPECT_THAT(found.message, HasSubstr("no table games"));
}

TEST_F(refusing, what_is_no_database_or_cannot_be_opened_is_refused) {
    std::ofstream(path) << std::string(5000, 'x');
    const refusal found = refusal_of([&] { sqlite db(path); });
    EXPECT_EQ(found.code, errc::database_unusable);
    EXPECT_THAT(found.message, AllOf(HasSubstr("world.db"), HasSubstr("not a database")));
    EXPECT_EQ(refusal_of([&] { sqlite db(temporary / "nowhere/world.db"); }).code, errc::database_unusable);
    sqlite_options strict;
    strict.create = false;
    EXPECT_EQ(refusal_of([&] { sqlite db(temporary / "missing.db", strict); }).code, errc::file_missing);
    EXPECT_FALSE(std::filesystem::exists(temporary / "missing.db"));
}

TEST_F(refusing, a_damaged_database_is_refused) {
    for (int i = 0; i < 2000; ++i) graph.add(User{.name = "somebody with a name of some length"});
    sqlite(path).flush(graph);
    {
        std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(8192);
        file << std::string(60'000, '\xEE');
    }
    kith::graph loaded(shop, with_clock(now));
    EXPECT_EQ(refusal_of([&] { sqlite(path).load(loaded); }).code, errc::database_unusable);
    EXPECT_TRUE(loaded.empty());
}

TEST_F(refusing, R175_R241_a_failure_in_the_middle_leaves_both_as_they_were) {
    sqlite db(path);
    const auto ana = graph.add(User{.name = "Ana"});
    const auto bo = graph.add(User{.name = "Bo"});
    const auto doom = graph.add(Game{.title = "Doom"});
    db.flush(graph);
    execute({"CREATE TRIGGER no_cy BEFORE INSERT ON users WHEN new.name = 'Cy' BEGIN SELECT RAISE(ABORT, 'no "
             "Cy'); END"});

    ana.name("Anna");
    graph.erase(doom);
    bo.following().append(ana);
    const auto cy = graph.add(User{.name = "Cy"});
    const auto digest = graph.digest();
    const refusal found = refusal_of([&] { db.flush(graph); });
    EXPECT_EQ(found.code, errc::database_constraint);
    EXPECT_THAT(found.message, AllOf(HasSubstr("no Cy"), HasSubstr("table users"), HasSubstr("id 3"),
                                     HasSubstr("<User 3, Cy")));
    EXPECT_EQ(graph.digest(), digest);
    EXPECT_EQ(db.rows("SELECT name FROM users"), (rows{{"Ana"}, {"Bo"}}));
    EXPECT_EQ(db.count("SELECT count(*) FROM games"), 1);

    cy.name("Cyd");
    EXPECT_EQ(db.flush(graph), (flush_counts{.inserted = 1, .updated = 1, .deleted = 1, .linked = 1}));
    kith::graph loaded(shop, with_clock(now));
    sqlite(path).load(loaded);
    expect_same(graph, loaded);
}

TEST_F(refusing, a_first_flush_that_fails_leaves_the_database_empty) {
    graph.add(User{.name = "Ana"});
    sqlite_options options;
    options.on_statement = [](std::string_view sql) {
        if (sql.starts_with("INSERT INTO \"users\"")) throw std::runtime_error("stop");
    };
    {
        sqlite db(path, options);
        EXPECT_THROW(db.flush(graph), std::runtime_error);
        EXPECT_EQ(db.count("SELECT count(*) FROM sqlite_master"), 0);
    }
    EXPECT_EQ(sqlite(path).flush(graph).inserted, 1U);
}

TEST_F(refusing, R237_a_rule_of_the_database_names_table_and_row) {
    sqlite db(path);
    db.create_all(graph);
    db.rows("CREATE UNIQUE INDEX one_name ON users (name)");
    graph.add(User{.name = "Ana"});
    graph.add(User{.name = "Ana"});
    const refusal found = refusal_of([&] { db.flush(graph); });
    EXPECT_EQ(found.code, errc::database_constraint);
    EXPECT_THAT(found.message,
                AllOf(HasSubstr("UNIQUE constraint failed: users.name"), HasSubstr("table users, id 2")));
    EXPECT_EQ(db.count("SELECT count(*) FROM users"), 0);
}

TEST_F(refusing, R72_R182_R239_a_row_that_another_program_deleted_is_noticed) {
    sqlite db(path);
    const auto ana = graph.add(User{.name = "Ana"});
    const auto bo = graph.add(User{.name = "Bo"});
    ana.following().append(bo);
    db.flush(graph);
    execute({"DELETE FROM users WHERE id = 2"});
    ana.name("Anna");
    const kith::mark mark = graph.mark();
    bo.name("Bob");
    const refusal found = refusal_of([&] { db.flush(graph); });
    EXPECT_EQ(found.code, errc::database_changed);
    EXPECT_THAT(found.message,
                AllOf(HasSubstr("table users, id 2"), HasSubstr("not in the database any more")));
    EXPECT_EQ(db.rows("SELECT name FROM users"), (rows{{"Ana"}}));
    graph.rollback(mark);
    graph.erase(bo);
    EXPECT_THAT(refusal_of([&] { db.flush(graph); }).message,
                HasSubstr("pair (followers_id 1, following_id 2)"));
}

TEST_F(refusing, R238_a_key_to_a_row_that_another_program_deleted_is_noticed) {
    sqlite db(path);
    const auto zelda = graph.add(Game{.title = "Zelda"});
    db.flush(graph);
    execute({"DELETE FROM games"});
    graph.add(Review{.game = zelda});
    const refusal found = refusal_of([&] { db.flush(graph); });
    EXPECT_EQ(found.code, errc::database_constraint);
    EXPECT_THAT(found.message, AllOf(HasSubstr("table reviews, row 1"), HasSubstr("games")));
    EXPECT_EQ(db.count("SELECT count(*) FROM reviews"), 0);
}

TEST_F(refusing, rows_of_another_origin_are_not_mixed_with_the_graph_s) {
    {
        kith::graph first(shop, with_clock(now));
        first.add(User{.name = "Ana"});
        sqlite(path).flush(first);
    }
    sqlite db(path);
    graph.add(User{.name = "Bo"});
    const refusal found = refusal_of([&] { db.flush(graph); });
    EXPECT_EQ(found.code, errc::database_changed);
    EXPECT_THAT(found.message, AllOf(HasSubstr("table users"), HasSubstr("load"), HasSubstr("drop_all")));
    EXPECT_EQ(db.rows("SELECT name FROM users"), (rows{{"Ana"}}));
    db.drop_all(graph);
    EXPECT_EQ(db.flush(graph).inserted, 1U);
}

TEST_F(refusing, another_graph_s_flush_in_between_is_noticed) {
    sqlite db(path);
    graph.add(User{.name = "Ana"});
    db.flush(graph);
    kith::graph second(shop, with_clock(now));
    sqlite other(path);
    other.load(second);
    second.add(User{.name = "Bo"});
    other.flush(second);
    graph.add(User{.name = "Cy"});
    const refusal found = refusal_of([&] { db.flush(graph); });
    EXPECT_EQ(found.code, errc::database_changed);
    EXPECT_THAT(found.message, HasSubstr("another graph"));
    EXPECT_EQ(db.rows("SELECT name FROM users"), (rows{{"Ana"}, {"Bo"}}));
}

TEST_F(refusing, a_store_outlives_its_graph_and_takes_the_next) {
    sqlite db(path);
    {
        kith::graph first(shop, with_clock(now));
        first.add(User{.name = "Ana"});
        db.flush(first);
    }
    EXPECT_EQ(refusal_of([&] { db.flush(graph); }).code, errc::database_changed);
    db.load(graph);
    EXPECT_EQ(graph.get(kith::id<User>{1}).name(), "Ana");
}

TEST_F(refusing, statements_that_make_no_sense_are_refused) {
    sqlite db(path);
    EXPECT_THAT(refusal_of([&] { db.rows("SELECT FROM"); }).message, HasSubstr("SELECT FROM"));
    EXPECT_EQ(refusal_of([&] { db.rows("SELECT 1; SELECT 2"); }).code, errc::database_unusable);
    EXPECT_EQ(refusal_of([&] { static_cast<void>(db.count("SELECT 'x'")); }).code, errc::database_value);
    EXPECT_EQ(refusal_of([&] { static_cast<void>(db.count("SELECT 1 WHERE 0")); }).code,
              errc::database_value);
}

}  // namespace
