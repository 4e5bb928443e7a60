#include "support/names.hpp"

#include <kith/model/observe.hpp>
#include <kith/storage/sqlite.hpp>

#include <gmock/gmock.h>

namespace mixins_test {

struct stamped {
    kith::column<kith::timestamp, kith::created> created_at{};
    kith::column<kith::timestamp, kith::updated> updated_at{};
};
struct named {
    kith::column<std::string, kith::unique> name{};
};
struct signed_off : stamped {
    std::optional<std::string> author{};
    kith::column<std::int32_t, kith::ordered, kith::name<"grade">> rank = 3;
};
KITH_MIXIN(stamped, created_at, updated_at)
KITH_MIXIN(named, name)
KITH_MIXIN(signed_off, (stamped), author, rank)

struct Shelf;
struct Game : named, signed_off {
    std::int32_t price = 0;
    kith::one<Shelf, "games"> shelf{};
};
struct Shelf : named {
    kith::many<Game, "shelf", kith::cascade<"all">> games{};
};
struct Ticket : stamped {};
struct Expansion : Game {
    bool alone = false;
};
KITH_MODEL(Game, (named, signed_off), price, shelf)
KITH_MODEL(Shelf, (named), games)
KITH_MODEL(Ticket, (stamped))
KITH_MODEL(Expansion, (Game), alone)

struct Nothing {};
KITH_MODEL(Nothing)

using tests::expect_sound;
using tests::names;
using tests::refused;

struct mixins : testing::Test {
    std::int64_t now = 1;
    kith::graph graph{kith::models<Game, Shelf, Ticket, Expansion, Nothing>,
                      {.max_rows = 100'000, .clock = [this] { return kith::timestamp{now}; }}};
    kith::ref<Shelf> top = graph.add(Shelf{{"top"}, {}});
    kith::ref<Game> chess = graph.add(Game{{"chess"}, {{}, "Ana"}, 20, top});
};

TEST_F(mixins, a_model_has_the_columns_of_its_mixins_first_and_in_their_order) {
    std::string columns;
    for (const auto& each : graph.at("Game").type().fields) columns += each.name + " ";
    EXPECT_EQ(columns, "name created_at updated_at author rank price ");
    EXPECT_EQ(kith::to_string(chess), "<Game 1, chess, 1970-01-01 00:00:00.000001, null, Ana, 3, 20>");
    EXPECT_EQ(graph.types(), 5U) << "a mixin has no table";
    expect_sound(graph);
}

TEST_F(mixins, their_columns_are_read_and_written_like_any) {
    EXPECT_EQ(chess.name(), "chess");
    EXPECT_EQ(chess.author(), "Ana");
    EXPECT_EQ(chess.rank(), 3);
    EXPECT_EQ(chess.created_at(), kith::timestamp{1});
    EXPECT_EQ(chess.updated_at(), std::nullopt);
    now = 2;
    chess.rank(5);
    EXPECT_EQ(chess.rank(), 5);
    EXPECT_EQ(chess.updated_at(), kith::timestamp{2});
    chess.author(std::nullopt);
    EXPECT_EQ(chess.author(), std::nullopt);
    EXPECT_EQ(top.games().front().price(), 20);
    EXPECT_EQ(kith::ref<Game>().rank(), 0);
}

TEST_F(mixins, each_model_has_the_columns_in_its_own_table) {
    graph.add(Game{{"top"}, {}, 1, {}});
    EXPECT_EQ(refused(graph, [&] { graph.add(Game{{"chess"}, {}, 1, {}}); }), kith::errc::unique_taken);
    EXPECT_EQ(refused(graph, [&] { graph.add(Shelf{{"top"}, {}}); }), kith::errc::unique_taken);
    Ticket ticket;
    ticket.created_at = kith::timestamp{77};
    EXPECT_EQ(graph.add(ticket).created_at(), kith::timestamp{77});
    EXPECT_EQ(graph.add(Ticket{}).created_at(), kith::timestamp{1});
    expect_sound(graph);
}

TEST_F(mixins, options_of_their_columns_hold_in_each_model) {
    EXPECT_TRUE(graph.at("Game").type().find_field("name")->unique);
    EXPECT_EQ(graph.at("Game").type().find_field("rank")->column, "grade");
    EXPECT_EQ(graph.at("Game").type().find_field("rank")->index, kith::schema::index_kind::ordered);
    EXPECT_EQ(graph.at("Game").created_column(), 1U);
    EXPECT_EQ(graph.at("Ticket").updated_column(), 1U);
}

TEST_F(mixins, what_inherits_from_a_model_inherits_its_mixins) {
    const auto more = graph.add(Expansion{{{"more"}, {{}, "Bo", 4}, 9, top}, true});
    EXPECT_EQ(more.name(), "more");
    EXPECT_EQ(more.rank(), 4);
    EXPECT_EQ(names(top.games()), "chess more");
    more.author("Ana");
    EXPECT_EQ(kith::ref<Game>(more).author(), "Ana");
    EXPECT_EQ(graph.at("Expansion").type().fields.size(), 1U);
    graph.erase(top);
    EXPECT_EQ(graph.count<Game>() + graph.count<Expansion>(), 0U);
    expect_sound(graph);
}

TEST_F(mixins, a_query_asks_for_their_columns_in_whichever_model) {
    const auto go = graph.add(Game{{"go"}, {{}, "Bo", 5}, 30, top});
    graph.add(Expansion{{{"more"}, {{}, std::nullopt, 4}, 9, top}, true});
    EXPECT_EQ(names(graph.query<Game>().where(kith::field<&Game::rank> > 3)), "go more");
    EXPECT_EQ(names(graph.query<Game>().where(kith::field<&signed_off::author> == "Bo")), "go");
    EXPECT_EQ(
        names(graph.query<Game>().where(kith::field<&Game::rank> > 3 && kith::field<&Game::price> < 20)),
        "more");
    EXPECT_EQ(names(graph.query<Game>().where(kith::field<&Game::price> < 25 &&
                                              kith::field<&Game::author> != "Al")),
              "chess");
    EXPECT_EQ(names(graph.query<Game>().where(!(kith::field<&Game::rank> >= 4) ||
                                              kith::field<&Game::author>.is_null())),
              "chess more");
    EXPECT_EQ(names(graph.query<Game>().where(kith::field<&Game::author> == std::nullopt)), "more");
    EXPECT_EQ(names(graph.query<Game>().where(kith::field<&Game::rank>.in({3, 4}))), "chess more");
    EXPECT_EQ(names(graph.query<Game>().where(kith::field<&Game::name>.starts_with("ch"))), "chess");
    EXPECT_EQ(names(graph.query<Game>().where(kith::field<&Game::name>.contains("o"))), "go more");
    EXPECT_EQ(names(graph.query<Game>().where(kith::field<&Game::name> == kith::field<&Game::author>)), "");
    EXPECT_EQ(names(graph.query<Shelf>().where(kith::field<&named::name> == "top")), "top");
    EXPECT_EQ(names(graph.query<Expansion>().where(kith::field<&named::name> == "more")), "more");
    EXPECT_EQ(names(graph.query<Game>().where(kith::field_of<Game, &Game::rank> <= 4)), "chess more");
    EXPECT_EQ(names(graph.query<Game>().where(kith::path<&Game::shelf, &Shelf::name> == "top")),
              "chess go more");
    EXPECT_EQ(
        names(graph.query<Shelf>().where(kith::field<&Shelf::games>.any(kith::field<&Game::rank> == 5))),
        "top");
    EXPECT_EQ(names(top.games().where(kith::field<&Game::rank> < 5)), "chess more");
    EXPECT_EQ(go.rank(), 5);
}

TEST_F(mixins, an_index_of_theirs_is_used) {
    for (int i = 0; i < 20; ++i) graph.add(Game{{"game " + std::to_string(i)}, {{}, {}, i}, i, {}});
    const auto found = graph.query<Game>().where(kith::field<&Game::name> == "game 3");
    EXPECT_EQ(names(found), "game 3");
    EXPECT_THAT(found.explain(), testing::HasSubstr("unique hashed index on name"));
    EXPECT_EQ((graph.find<Game, &named::name>("game 3")), found.first());
}

TEST_F(mixins, a_query_orders_by_hands_out_and_sets_their_columns) {
    graph.add(Game{{"go"}, {{}, "Bo", 5}, 30, top});
    graph.add(Expansion{{{"more"}, {{}, {}, 5}, 9, top}, true});
    EXPECT_EQ(names(graph.query<Game>().order_by(kith::desc<&Game::rank>, kith::field<&Game::price>)),
              "more go chess");
    EXPECT_EQ(names(graph.query<Game>().order_by(kith::field<&Game::name>.desc())), "more go chess");
    EXPECT_EQ(names(graph.query<Expansion>().order_by(kith::field<&named::name>)), "more");
    EXPECT_EQ(graph.query<Game>().values<&Game::rank>().distinct().all(), (std::vector<std::int32_t>{3, 5}));
    EXPECT_EQ(graph.query<Game>().values<&Game::author>().all(),
              (std::vector<std::optional<std::string>>{"Ana", "Bo", std::nullopt}));
    EXPECT_EQ(graph.query<Game>().where(kith::field<&Game::rank> == 5).update<&Game::author>("Al"), 2U);
    EXPECT_EQ(names(graph.query<Game>().where(kith::field<&Game::author> == "Al")), "go more");
    expect_sound(graph);
}

TEST_F(mixins, a_column_of_theirs_is_watched_in_one_model) {
    kith::validate<Game, &Game::rank>(graph,
                                      [](kith::ref<Game>, std::int32_t rank) { return std::min(rank, 10); });
    std::vector<std::string> told;
    const auto watching = kith::on_change<Game, &Game::author>(
        graph, [&](kith::ref<Game> game, const std::optional<std::string>& author) {
            told.push_back(std::string(game.name()) + " by " + author.value_or("nobody"));
        });
    chess.rank(50);
    chess.author("Bo");
    EXPECT_EQ(chess.rank(), 10);
    EXPECT_EQ(told, std::vector<std::string>{"chess by Bo"});
}

TEST_F(mixins, a_database_has_their_columns_in_each_table) {
    kith::storage::sqlite db(":memory:");
    db.flush(graph);
    EXPECT_EQ(db.rows("SELECT name, author, grade, price FROM \"Game\""),
              (std::vector<std::vector<std::string>>{{"chess", "Ana", "3", "20"}}));
    kith::graph loaded(kith::models<Game, Shelf, Ticket, Expansion, Nothing>);
    db.load(loaded);
    EXPECT_EQ(loaded.digest(), graph.digest());
}

TEST_F(mixins, a_model_may_have_no_members) {
    const auto one = graph.add(Nothing{});
    const auto other = graph.add(Nothing{});
    EXPECT_NE(one, other);
    EXPECT_EQ(kith::to_string(other), "<Nothing 2>");
    graph.erase(one);
    EXPECT_EQ(graph.count<Nothing>(), 1U);
}

}  // namespace mixins_test
