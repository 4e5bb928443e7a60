#include "support/names.hpp"

#include <kith/boxed.hpp>

#include <boost/serialization/vector.hpp>

#include <functional>
#include <span>

namespace frozen_view_test {

/// Counts how many live.
struct counted {
    std::vector<int> numbers;
    static inline int living = 0;
    explicit counted(std::vector<int> given = {}) : numbers(std::move(given)) { ++living; }
    counted(const counted& other) : numbers(other.numbers) { ++living; }
    counted& operator=(const counted&) = default;
    ~counted() { --living; }
    friend bool operator==(const counted& a, const counted& b) { return a.numbers == b.numbers; }
    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive& numbers;
    }
};

struct Player;
struct Item;

struct Team {
    kith::column<std::string, kith::unique> name{};
    kith::column<kith::timestamp, kith::updated> changed{};
    kith::many<Player, "team", kith::cascade<"all, delete-orphan">> players{};
    kith::many<Player, "fan_of", kith::as_set> fans{};
    kith::proxy<"players", "name"> line_up{};
};
struct Player {
    std::string name{};
    std::optional<std::int32_t> score{};
    counted notes{};
    kith::one<Team, "players"> team{};
    kith::many<Team, "fans"> fan_of{};
    kith::many<Item, "owner", kith::keyed_by<"word">> items{};
    kith::many<Item, "ranker", kith::ordered_by<"weight">> ranked{};
    kith::proxy<"items", "word"> words{};
    kith::proxy<"team", "name"> team_name{};
};
struct Item {
    std::string word{};
    kith::column<double, kith::ordered> weight{};
    kith::one<Player, "items"> owner{};
    kith::one<Player, "ranked"> ranker{};
};
KITH_MODEL(Team, name, changed, players, fans, line_up)
KITH_MODEL(Player, name, score, notes, team, fan_of, items, ranked, words, team_name)
KITH_MODEL(Item, word, weight, owner, ranker)

class frozen : public testing::Test {
protected:
    kith::graph graph{kith::models<Team, Player, Item>,
                      {.max_rows = 100'000, .clock = [] { return kith::timestamp{42}; }}};
    kith::ref<Team> red = graph.add(Team{.name = "red"});
    kith::ref<Player> ana =
        graph.add(Player{.name = "Ana", .score = 5, .notes = counted({1, 2}), .team = red, .fan_of = {red}});
    kith::ref<Item> sword = graph.add(Item{.word = "sword", .weight = 3.5, .owner = ana, .ranker = ana});
};

TEST_F(frozen, views_are_read_as_graphs_are) {
    const kith::frozen_view view = graph.freeze();
    graph.erase(red);
    const kith::ref<Team> then = view.get<Team>(1);
    EXPECT_EQ(kith::to_string(then), "<Team 1, red, null>");
    EXPECT_EQ(tests::names(then.players()), "Ana");
    EXPECT_EQ(tests::names(then.fans()), "Ana");
    const auto player = then.players().front();
    EXPECT_EQ(player.score(), 5);
    EXPECT_EQ(player.notes().numbers, (std::vector<int>{1, 2}));
    EXPECT_EQ(player.items().at("sword").weight(), 3.5);
    EXPECT_EQ(player.ranked()[0].word(), "sword");
    EXPECT_EQ(player.team_name(), "red");
    EXPECT_EQ(tests::values(player.words()), "sword");
    EXPECT_EQ(view.query<Item>().where(kith::path<&Item::owner, &Player::name> == "Ana").count(), 1U);
    for (const auto each : view.all<Item>()) EXPECT_EQ(each.owner(), player);
    EXPECT_EQ(view.count<Item>(), 1U);
    double weight = 0;
    view.columns<kith::read_only<&Item::weight>>().each([&](std::span<const double> all) {
        for (const double each : all) weight += each;
    });
    EXPECT_EQ(weight, 3.5);
    EXPECT_EQ(graph.count<Player>(), 0U);
    EXPECT_GT(view.memory().committed, 0U);
}

TEST_F(frozen, graphs_that_are_const_are_read_too) {
    const kith::graph& same = graph;
    EXPECT_EQ(same.get<Player>(1).name(), "Ana");
    EXPECT_EQ(same.find<Player>(2), nullptr);
    EXPECT_EQ(same.count<Item>(), 1U);
    EXPECT_EQ(same.query<Team>().where(kith::field<&Team::name> == "red").one(), red);
    EXPECT_EQ(tests::names(same.all<Team>()), "red");
}

TEST_F(frozen, views_refuse_every_change_through_refs_and_ends) {
    const auto view = graph.freeze();
    const auto team = view.get<Team>(1);
    const auto player = view.get<Player>(1);
    const auto item = view.get<Item>(1);
    const std::vector<std::function<void()>> changes{
        [&] { player.name("Ann"); },
        [&] { player.name("Ana"); },  // an equal value is no change, and no excuse
        [&] { player.score(6); },
        [&] { player.score(std::nullopt); },
        [&] { player.notes(counted({3})); },
        [&] { team.name("blue"); },
        [&] { item.weight(1.0); },
        [&] { player.team(nullptr); },
        [&] { player.team(team); },
        [&] { player.team_name("blue"); },
        [&] { team.players().append(player); },
        [&] { team.players().remove(player); },
        [&] { team.players().insert(0, player); },
        [&] { team.players().clear(); },
        [&] { team.players().assign(std::vector{player}); },
        [&] { team.players().extend({player}); },
        [&] { team.players().erase(0); },
        [&] { static_cast<void>(team.players().pop()); },
        [&] { team.fans().append(player); },
        [&] { team.fans().discard(player); },
        [&] { player.items().erase_key("sword"); },
        [&] { player.ranked().remove(item); },
        [&] { player.words().clear(); },
        [&] { team.line_up().clear(); },
        [&] { view.query<Player>().update<&Player::score>(1); },
        [&] { view.query<Player>().erase(); },
        [&] { view.columns<&Item::weight>().each([](std::span<double> all) { all[0] = 1; }); },
    };
    const std::uint64_t before = view.digest();
    for (std::size_t i = 0; i < changes.size(); ++i) {
        try {
            changes[i]();
            ADD_FAILURE() << "change " << i << " was taken";
        } catch (const kith::usage_error& refused) {
            EXPECT_EQ(refused.code(), kith::errc::view_read_only) << i << ": " << refused.what();
            EXPECT_STREQ(refused.what(),
                         "kith: a frozen view is read only; change the graph it was taken from");
        }
    }
    EXPECT_EQ(view.digest(), before);
    EXPECT_EQ(graph.digest(), before);
}

TEST_F(frozen, views_and_their_graph_do_not_link) {
    const auto view = graph.freeze();
    const auto then = view.get<Player>(1);
    EXPECT_EQ(tests::refused(graph, [&] { red.players().append(then); }), kith::errc::foreign_ref);
    EXPECT_EQ(tests::refused(graph, [&] { graph.erase(then); }), kith::errc::foreign_ref);
    EXPECT_NE(then, ana);
    EXPECT_EQ(then.id(), ana.id());
}

TEST_F(frozen, views_keep_the_values_of_boxed_fields_that_they_show) {
    auto view = graph.freeze();
    for (int i = 0; i < 200; ++i) ana.notes(counted({i}));
    EXPECT_EQ(view.get<Player>(1).notes().numbers, (std::vector<int>{1, 2}));
    const auto mark = graph.mark();
    ana.notes(counted({1000}));
    graph.rollback(mark);
    EXPECT_EQ(view.get<Player>(1).notes().numbers, (std::vector<int>{1, 2}));
    graph.restore(view);
    EXPECT_EQ(ana.notes().numbers, (std::vector<int>{1, 2}));
    EXPECT_TRUE(graph.check().empty());
    ana.notes(counted({7}));
    graph.refresh(view);
    EXPECT_EQ(view.get<Player>(1).notes().numbers, (std::vector<int>{7}));
}

TEST_F(frozen, views_that_are_dropped_let_go_of_boxed_values) {
    ana.notes(counted({1}));
    const int before = counted::living;
    {
        const auto view = graph.freeze();
        for (int i = 0; i < 100; ++i) ana.notes(counted({1, i}));
        EXPECT_GE(counted::living, before + 100);
    }
    ana.notes(counted({1}));
    EXPECT_EQ(counted::living, before);
}

TEST_F(frozen, views_that_outlive_the_graph_keep_boxed_values) {
    static_cast<void>(ana.notes());  // the type's default value, which is made once, lives
    const int before = counted::living;
    kith::frozen_view view;
    {
        kith::graph other(kith::models<Team, Player, Item>, {.max_rows = 100'000});
        const auto player = other.add(Player{.name = "Bo", .notes = counted({4, 5})});
        view = other.freeze();
        player.notes(counted({6}));
    }
    EXPECT_EQ(view.get<Player>(1).notes().numbers, (std::vector<int>{4, 5}));
    view = {};
    EXPECT_EQ(counted::living, before);
}

}  // namespace frozen_view_test
