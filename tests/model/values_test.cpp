#include "shop.hpp"

#include <gmock/gmock.h>

#include <tuple>

namespace shop {

using kith::desc;
using kith::field;
using kith::path;
using testing::ElementsAre;
using tests::names;

class values : public shop_test {};

TEST_F(values, are_those_of_a_column_in_the_order_of_the_answers) {
    EXPECT_THAT(graph.query<Game>().values<&Game::platform>().all(),
                ElementsAre("Switch", "PC", "Switch", "PC"));
    EXPECT_THAT(graph.query<Game>().order_by(field<&Game::price>).values<&Game::price>().all(),
                ElementsAre(0, 20, 50, 60));
    EXPECT_THAT(graph.query<Game>().where(field<&Game::price> > 20).limit(1).values<&Game::name>().all(),
                ElementsAre("Zelda"));
}

TEST_F(values, R192_distinct_ones_come_once_where_they_come_first) {
    const auto platforms = graph.query<Game>().values<&Game::platform>().distinct();
    EXPECT_THAT(platforms.all(), ElementsAre("Switch", "PC"));
    EXPECT_EQ(platforms.count(), 2U);
    EXPECT_EQ(platforms.first(), "Switch");
    EXPECT_THAT(graph.query<Review>().values<&Review::score>().distinct().all(), ElementsAre(9, 5, 4, 1));
    EXPECT_THAT(graph.query<Review>().order_by(desc<&Review::name>).values<&Review::score>().distinct().all(),
                ElementsAre(1, 5, 4, 9));
    homebrew.platform("Amiga");
    EXPECT_EQ(platforms.count(), 3U) << "every answer looks anew";
}

TEST_F(values, what_the_query_was_limited_to_is_taken_before_the_distinct_ones) {
    EXPECT_THAT(graph.query<Game>().offset(1).limit(3).values<&Game::platform>().distinct().all(),
                ElementsAre("PC", "Switch"));
}

TEST_F(values, of_a_column_that_can_be_null_are_optional_and_null_is_one_of_them) {
    EXPECT_THAT(graph.query<Game>().values<&Game::year>().distinct().all(),
                ElementsAre(testing::Optional(2017), testing::Optional(1993), std::nullopt));
    EXPECT_THAT(
        graph.query<Review>().values(path<&Review::game, &Game::price>).distinct().all(),
        ElementsAre(testing::Optional(60), testing::Optional(20), testing::Optional(50), std::nullopt));
}

TEST_F(values, null_and_what_lies_behind_an_empty_link_are_the_same) {
    EXPECT_THAT(graph.query<Review>().values(path<&Review::game, &Game::year>).distinct().all(),
                ElementsAre(testing::Optional(2017), testing::Optional(1993), std::nullopt));
}

TEST_F(values, of_several_names_are_tuples) {
    EXPECT_THAT(graph.query<Review>()
                    .where(field<&Review::game>.has())
                    .values(path<&Review::game, &Game::platform>, field<&Review::score>)
                    .distinct()
                    .all(),
                ElementsAre(std::tuple("Switch", 9), std::tuple("Switch", 5), std::tuple("PC", 4)));
}

TEST_F(values, of_links_are_entities_and_of_lists_their_size) {
    EXPECT_EQ(names(graph.query<Review>().values<&Review::game>().all()), "Zelda Zelda Doom Mario -");
    EXPECT_EQ(names(graph.query<Review>().values<&Review::game>().distinct().all()), "Zelda Doom Mario -");
    EXPECT_EQ(graph.query<Review>().values<&Review::maker_name>().distinct().count(), 3U) << "none is one";
    EXPECT_THAT(graph.query<Game>().values(field<&Game::reviews>.size()).all(), ElementsAre(2, 1, 1, 0));
    EXPECT_THAT(graph.query<Game>().values(field<&Game::reviews>.size()).distinct().all(),
                ElementsAre(2, 1, 0));
}

TEST_F(values, are_copies_that_outlive_what_they_were_read_from) {
    zelda.name("a name that is too long to be kept within the cell");
    const auto before = graph.query<Game>().values<&Game::name>().all();
    zelda.name("another name that is too long to be kept within");
    EXPECT_EQ(before.front(), "a name that is too long to be kept within the cell");
}

TEST_F(values, are_a_range) {
    std::string all;
    for (const auto& each : graph.query<Game>().values<&Game::platform>().distinct()) all += each;
    EXPECT_EQ(all, "SwitchPC");
    EXPECT_EQ(graph.query<Game>().where(field<&Game::price> > 99).values<&Game::name>().first(),
              std::nullopt);
}

class follow : public shop_test {};

TEST_F(follow, leads_from_answers_to_what_they_are_linked_with_each_once) {
    EXPECT_EQ(names(graph.query<Review>().where(field<&Review::score> >= 5).follow<&Review::game>().all()),
              "Zelda Mario");
    EXPECT_EQ(names(graph.query<Game>().follow<&Game::reviews>().all()), "r1 r2 r3 r4");
    EXPECT_EQ(graph.query<Review>().follow<&Review::game>().count(), 3U);
}

TEST_F(follow, goes_along_several_links) {
    EXPECT_EQ(names(graph.query<User>()
                        .where(field<&User::name> == "Bo")
                        .follow<&User::reviews, &Review::game>()
                        .all()),
              "Zelda Mario");
    EXPECT_EQ(names(graph.query<Tag>().follow<&Tag::games, &Game::maker, &Maker::country>().all()), "Japan");
    EXPECT_EQ(names(nintendo.games().query().follow<&Game::reviews, &Review::user>().all()), "Ana Bo");
}

TEST_F(follow, leads_to_a_query_like_any_other) {
    const auto of_ana = ana.reviews().query().follow<&Review::game>();
    EXPECT_EQ(names(of_ana.all()), "Zelda Doom");
    EXPECT_EQ(names(kith::query(of_ana).order_by(field<&Game::price>).all()), "Doom Zelda");
    EXPECT_EQ(names(kith::query(of_ana).where(field<&Game::platform> == "PC").all()), "Doom");
    EXPECT_EQ(of_ana.first(), zelda);
    EXPECT_EQ(kith::query(of_ana).limit(1).count(), 1U);
    EXPECT_EQ(of_ana.explain(), "Game: along Review.game from (Review: the 2 members of User.reviews)");
    r3.game(mario);
    EXPECT_EQ(names(of_ana.all()), "Zelda Mario") << "always current";
    EXPECT_EQ(kith::query(of_ana).where(field<&Game::name> == "Mario").erase(), 1U);
    EXPECT_EQ(names(of_ana.all()), "Zelda");
}

TEST_F(follow, starts_from_what_the_query_is_limited_to) {
    EXPECT_EQ(
        names(graph.query<Review>().order_by(desc<&Review::score>).limit(1).follow<&Review::game>().all()),
        "Zelda");
    EXPECT_EQ(names(kith::ref<User>().reviews().query().follow<&Review::game>().all()), "");
}

}  // namespace shop
