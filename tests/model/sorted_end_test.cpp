#include "support/names.hpp"

#include <ranges>

namespace sorted_end_test {

struct League;

struct Player {
    std::string name{};
    std::int32_t points = 0;
    kith::one<League, "ranking"> league{};
    kith::one<League, "roll"> listed{};
};
struct League {
    std::string name{};
    kith::many<Player, "league", kith::ordered_by<"points", kith::descending>> ranking{};
    kith::many<Player, "listed", kith::ordered_by<"name">> roll{};
};
KITH_MODEL(Player, name, points, league, listed)
KITH_MODEL(League, name, ranking, roll)

using kith::errc;
using tests::names;
using tests::refused;

class sorted_ends : public testing::Test {
protected:
    ~sorted_ends() override { tests::expect_sound(graph); }

    kith::graph graph{kith::models<Player, League>};
    kith::ref<League> l = graph.add(League{.name = "l"});
    kith::ref<Player> a = graph.add(Player{.name = "a", .points = 5});
    kith::ref<Player> b = graph.add(Player{.name = "b", .points = 9});
    kith::ref<Player> c = graph.add(Player{.name = "c", .points = 7});
    kith::ref<Player> d = graph.add(Player{.name = "d", .points = 7});
};

TEST_F(sorted_ends, R150_are_what_kith_ordered_by_makes) {
    static_assert(std::is_same_v<decltype(l.ranking()), kith::sorted_end<Player>>);
    static_assert(std::ranges::view<kith::sorted_end<Player>>);
    static_assert(std::ranges::borrowed_range<kith::sorted_end<Player>>);
}

TEST_F(sorted_ends, R45_members_stand_where_their_column_says) {
    l.ranking().add(a);
    l.ranking().append(c);
    l.ranking().extend({b, d});
    EXPECT_EQ(names(l.ranking()), "b c d a");
    a.points(8);
    EXPECT_EQ(names(l.ranking()), "b a c d");
    l.roll({d, b, a});
    EXPECT_EQ(names(l.roll()), "a b d");
}

TEST_F(sorted_ends, are_read_by_places) {
    l.ranking({a, b, c, d});
    EXPECT_EQ(l.ranking()[0], b);
    EXPECT_EQ(l.ranking().front(), b);
    EXPECT_EQ(l.ranking().back(), a);
    EXPECT_EQ(l.ranking().index_of(d), 2U);
    EXPECT_EQ(names(l.ranking().slice(1, 3)), "c d");
    EXPECT_EQ(refused(graph, [&] { static_cast<void>(l.ranking()[4]); }), errc::out_of_range);
}

TEST_F(sorted_ends, R38_release_members_by_place_and_by_value) {
    l.ranking({a, b, c, d});
    EXPECT_EQ(l.ranking().pop(), a);
    EXPECT_EQ(l.ranking().pop(0), b);
    EXPECT_FALSE(l.ranking().discard(a));
    l.ranking().remove(c);
    l.ranking().erase(0);
    EXPECT_TRUE(l.ranking().empty());
    EXPECT_FALSE(d.league());
    l.ranking({a, b, c, d});
    l.ranking().erase(1, 3);
    EXPECT_EQ(names(l.ranking()), "b a");
    l.ranking().clear();
    EXPECT_TRUE(l.ranking().empty());
}

TEST_F(sorted_ends, K11_assigning_takes_members_and_not_their_order) {
    l.ranking({a, b});
    l.ranking({a, c, b});
    EXPECT_EQ(names(l.ranking()), "b c a");
}

}  // namespace sorted_end_test
