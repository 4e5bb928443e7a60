#include "shop.hpp"

namespace shop {

using kith::desc;
using kith::field;
using kith::path;
using tests::names;

class paths : public shop_test {};

TEST_F(paths, lead_to_a_column_behind_a_link) {
    EXPECT_EQ(found(path<&Review::game, &Game::price> < 60), "r3 r4");
    EXPECT_EQ(found(path<&Review::game, &Game::price> >= 50), "r1 r2 r4");
    EXPECT_EQ(found(path<&Review::game, &Game::price> > 20 && path<&Review::game, &Game::price> < 60), "r4");
    EXPECT_EQ(found(path<&Review::game, &Game::platform> == "Switch"), "r1 r2 r4");
    EXPECT_EQ(found(path<&Review::game, &Game::platform>.contains("C")), "r3");
    EXPECT_EQ(found(path<&Review::game, &Game::name>.starts_with("Z")), "r1 r2");
    EXPECT_EQ(found(path<&Review::game, &Game::price>.in({20, 50})), "r3 r4");
}

TEST_F(paths, go_through_any_number_of_links) {
    EXPECT_EQ(found(path<&Review::game, &Game::maker, &Maker::country, &Country::name> == "Japan"),
              "r1 r2 r4");
    EXPECT_EQ(found(path<&Review::game, &Game::maker, &Maker::name> == "Id"), "r3");
}

TEST_F(paths, end_at_a_link_or_a_list_as_well) {
    EXPECT_EQ(found(path<&Review::game, &Game::maker> == nintendo), "r1 r2 r4");
    EXPECT_EQ(found(path<&Review::game, &Game::maker> != nintendo), "r3 r5");
    EXPECT_EQ(found(path<&Review::game, &Game::maker> == nullptr), "r5");
    EXPECT_EQ(found(path<&Review::game, &Game::maker, &Maker::country>.is_empty()), "r3 r5");
    EXPECT_EQ(found(path<&Review::game, &Game::maker>.has(field<&Maker::name> == "Id")), "r3");
    EXPECT_EQ(found(path<&Review::game, &Game::reviews>.size() == 2), "r1 r2");
    EXPECT_EQ(found(path<&Review::game, &Game::tags>.contains(old)), "r3");
    EXPECT_EQ(found(path<&Review::game, &Game::tags>.any(field<&Tag::name> == "jump")), "r1 r2 r4");
    EXPECT_EQ(found(path<&Review::game, &Game::tags>.is_empty()), "r5");
}

TEST_F(paths, an_empty_link_on_the_way_reads_as_null) {
    EXPECT_EQ(found(path<&Review::game, &Game::price>.is_null()), "r5");
    EXPECT_EQ(found(path<&Review::game, &Game::price> == std::nullopt), "r5");
    EXPECT_EQ(found(path<&Review::game, &Game::price> != 20), "r1 r2 r4");
    EXPECT_EQ(found(path<&Review::game, &Game::price> < 1000), "r1 r2 r3 r4");
    EXPECT_EQ(found(path<&Review::game, &Game::year>.is_null()), "r4 r5");
    EXPECT_EQ(found(path<&Review::game, &Game::year> != std::nullopt), "r1 r2 r3");
}

TEST_F(paths, go_through_scalar_proxies_too) {
    EXPECT_EQ(found(path<&Game::country, &Country::name> == "Japan"), "Zelda Mario");
    EXPECT_EQ(found(path<&Review::game, &Game::maker_name> == "Id"), "r3");
    EXPECT_EQ(found(path<&Review::game, &Game::country> == japan), "r1 r2 r4");
    EXPECT_EQ(found(path<&Review::game, &Game::users>.contains(bo)), "r1 r2 r4");
}

TEST_F(paths, order_answers) {
    const auto ordered = [&](const auto&... by) {
        return names(graph.query<Review>().order_by(by...).all());
    };
    EXPECT_EQ(ordered(path<&Review::game, &Game::price>), "r5 r3 r4 r1 r2");
    EXPECT_EQ(ordered(desc<&Review::game, &Game::price>), "r1 r2 r4 r3 r5");
    EXPECT_EQ(ordered(path<&Review::game, &Game::price>.desc(), field<&Review::score>), "r2 r1 r4 r3 r5");
    EXPECT_EQ(ordered(path<&Review::game, &Game::maker, &Maker::name>, desc<&Review::score>),
              "r5 r3 r1 r2 r4");
    EXPECT_EQ(ordered(path<&Review::game, &Game::reviews>.size()), "r5 r3 r4 r1 r2");
}

TEST_F(paths, compare_columns_with_each_other) {
    EXPECT_EQ(found(field<&Review::score> > path<&Review::user, &User::karma>), "r1 r2 r4");
    EXPECT_EQ(found(path<&Review::user, &User::karma> > field<&Review::score>), "r3");
    EXPECT_EQ(found(path<&Review::user, &User::name> < path<&Review::game, &Game::name>), "r1 r2 r3 r4");
    EXPECT_EQ(found(field<&Game::name> == field<&Game::platform>), "");
    EXPECT_EQ(found(field<&Game::name> != field<&Game::platform>), "Zelda Doom Mario Homebrew");
}

TEST_F(paths, use_the_index_of_the_type_they_lead_to) {
    EXPECT_EQ(how(path<&Review::game, &Game::name> == "Zelda"),
              "Review: unique hashed index on Game.name, back along Review.game, rows to test: 2; tests look "
              "at game");
    EXPECT_EQ(
        how(path<&Review::game, &Game::price> < 55 && path<&Review::game, &Game::price> > 30),
        "Review: range of the ordered index on Game.price, back along Review.game, rows to test: 1; tests "
        "look at game");
    EXPECT_EQ(
        how(path<&Review::game, &Game::maker, &Maker::name> == "Id"),
        "Review: hashed index on Maker.name, back along Game.maker, back along Review.game, rows to test: 1; "
        "tests look at game.maker");
    EXPECT_EQ(how(path<&Review::game, &Game::maker> == id_software),
              "Review: one Maker, back along Game.maker, back along Review.game, rows to test: 1; tests look "
              "at game");
    EXPECT_EQ(how(path<&Review::game, &Game::platform> == "PC"),
              "Review: scan of 5 rows; tests look at game");
}

TEST_F(paths, follow_every_change_of_the_links_on_the_way) {
    const auto switches = graph.query<Review>().where(path<&Review::game, &Game::platform> == "Switch");
    EXPECT_EQ(names(switches.all()), "r1 r2 r4");
    r1.game(doom);
    r5.game(mario);
    EXPECT_EQ(names(switches.all()), "r2 r4 r5");
    zelda.platform("Wii");
    EXPECT_EQ(names(switches.all()), "r4 r5");
    graph.erase(mario);
    EXPECT_EQ(names(switches.all()), "");
}

}  // namespace shop
