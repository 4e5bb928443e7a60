#include "shop.hpp"

namespace shop {

using kith::errc;
using kith::field;
using tests::names;
using tests::refused;

class predicates : public shop_test {};

TEST_F(predicates, R196_any_holds_when_one_member_answers) {
    EXPECT_EQ(found(field<&Game::reviews>.any(field<&Review::score> == 5)), "Zelda Mario");
    EXPECT_EQ(found(field<&Game::reviews>.any(field<&Review::score> > 9)), "");
    EXPECT_EQ(found(!field<&Game::reviews>.any(field<&Review::score> >= 5)), "Doom Homebrew");
    EXPECT_EQ(found(field<&Game::reviews>.any(
                  [](const kith::ref<Review>& each) { return each.user().karma() == 7; })),
              "Zelda Doom");
}

TEST_F(predicates, R196_any_without_a_condition_holds_when_there_is_a_member) {
    EXPECT_EQ(found(field<&Game::reviews>.any()), "Zelda Doom Mario");
    EXPECT_EQ(found(field<&Game::reviews>.is_empty()), "Homebrew");
    EXPECT_EQ(found(field<&User::following>.any()), "Cy");
}

TEST_F(predicates, of_two_questions_to_a_list_each_may_be_answered_by_another_member) {
    const auto high = field<&Game::reviews>.any(field<&Review::score> > 8);
    const auto low = field<&Game::reviews>.any(field<&Review::score> < 6);
    EXPECT_EQ(found(high && low), "Zelda");
    EXPECT_EQ(found(field<&Game::reviews>.any(field<&Review::score> > 8 && field<&Review::score> < 6)), "");
}

TEST_F(predicates, R196_contains_asks_for_a_member) {
    EXPECT_EQ(found(field<&Game::reviews>.contains(r2)), "Zelda");
    EXPECT_EQ(found(field<&Game::tags>.contains(jump)), "Zelda Mario");
    EXPECT_EQ(found(field<&User::following>.contains(bo)), "Cy");
    EXPECT_EQ(found(!field<&Game::tags>.contains(jump)), "Doom Homebrew");
    EXPECT_EQ(found(field<&Game::reviews>.contains(r5)), "");
    EXPECT_EQ(found(field<&Game::reviews>.contains(kith::ref<Review>())), "");
}

TEST_F(predicates, the_size_of_a_list_is_compared_and_ordered_by) {
    EXPECT_EQ(found(field<&Game::reviews>.size() > 1), "Zelda");
    EXPECT_EQ(found(field<&Game::reviews>.size() >= 1), "Zelda Doom Mario");
    EXPECT_EQ(found(field<&Game::reviews>.size() == 0), "Homebrew");
    EXPECT_EQ(found(field<&Game::reviews>.size() != 1), "Zelda Homebrew");
    EXPECT_EQ(found(field<&Game::reviews>.size() < 2), "Doom Mario Homebrew");
    EXPECT_EQ(found(field<&Game::reviews>.size() <= 0.5), "Homebrew");
    EXPECT_EQ(found(field<&Game::reviews>.size() > -1), "Zelda Doom Mario Homebrew");
    EXPECT_EQ(names(graph.query<Game>().order_by(field<&Game::reviews>.size()).all()),
              "Homebrew Doom Mario Zelda");
    EXPECT_EQ(
        names(graph.query<Game>().order_by(field<&Game::reviews>.size().desc(), field<&Game::price>).all()),
        "Zelda Doom Mario Homebrew");
}

TEST_F(predicates, R196_has_asks_the_partner) {
    EXPECT_EQ(found(field<&Review::game>.has(field<&Game::platform> == "Switch")), "r1 r2 r4");
    EXPECT_EQ(found(field<&Review::game>.has(field<&Game::price> < 55 && field<&Game::price> > 20)), "r4");
    EXPECT_EQ(found(!field<&Review::game>.has(field<&Game::platform> == "Switch")), "r3 r5");
    EXPECT_EQ(found(field<&Review::game>.has()), "r1 r2 r3 r4");
    EXPECT_EQ(found(field<&Review::game>.has(field<&Game::maker>.has(field<&Maker::country>.has()))),
              "r1 r2 r4");
    EXPECT_EQ(found(field<&Review::game>.has([](const kith::ref<Game>& each) { return each.price() == 20; })),
              "r3");
}

TEST_F(predicates, R196_a_link_is_compared_with_an_entity_or_with_none) {
    EXPECT_EQ(found(field<&Review::game> == zelda), "r1 r2");
    EXPECT_EQ(found(field<&Review::game> != zelda), "r3 r4 r5");
    EXPECT_EQ(found(field<&Review::game> == nullptr), "r5");
    EXPECT_EQ(found(field<&Review::game> != nullptr), "r1 r2 r3 r4");
    EXPECT_EQ(found(field<&Review::game>.is_empty()), "r5");
    EXPECT_EQ(found(field<&Review::game> == kith::ref<Game>()), "r5");
    EXPECT_EQ(found(field<&Review::game>.in({doom, mario})), "r3 r4");
    EXPECT_EQ(found(field<&Review::game>.in(nintendo.games())), "r1 r2 r4");
    EXPECT_EQ(found(field<&Review::game>.in(std::vector<kith::ref<Game>>())), "");
    EXPECT_EQ(found(field<&Maker::country> == japan), "Nintendo");
}

TEST_F(predicates, nest_to_any_depth) {
    const auto liked = field<&User::karma> > 5;
    EXPECT_EQ(found(field<&Maker::games>.any(field<&Game::reviews>.any(field<&Review::user>.has(liked)))),
              "Nintendo Id");
    EXPECT_EQ(found(field<&Tag::games>.any(field<&Game::reviews>.contains(r4))), "jump");
    EXPECT_EQ(found(field<&User::followers>.any(field<&User::name> == "Cy")), "Ana Bo");
}

TEST_F(predicates, R149_proxies_to_entities_through_a_list_answer_any_and_contains) {
    EXPECT_EQ(found(field<&User::games>.contains(zelda)), "Ana Bo");
    EXPECT_EQ(found(field<&User::games>.contains(homebrew)), "");
    EXPECT_EQ(found(field<&User::games>.any(field<&Game::platform> == "PC")), "Ana");
    EXPECT_EQ(found(field<&User::games>.any()), "Ana Bo");
    EXPECT_EQ(found(field<&User::games>.is_empty()), "Cy");
    EXPECT_EQ(found(field<&User::games>.size() == 2), "Ana Bo");
    EXPECT_EQ(found(field<&Game::users>.contains(bo)), "Zelda Mario");
}

TEST_F(predicates, R132_R149_a_proxy_contains_none_where_a_member_leads_to_none) {
    graph.add(Review{.name = "r6", .user = bo});
    EXPECT_EQ(found(field<&User::games>.contains(kith::ref<Game>())), "Bo");
}

TEST_F(predicates, R149_proxies_to_columns_through_a_list_compare_each_value) {
    EXPECT_EQ(found(field<&Game::scores> == 5), "Zelda Mario");
    EXPECT_EQ(found(field<&Game::scores>.contains(9)), "Zelda");
    EXPECT_EQ(found(field<&Game::scores> > 4), "Zelda Mario");
    EXPECT_EQ(found(field<&Game::scores> >= 4), "Zelda Doom Mario");
    EXPECT_EQ(found(field<&Game::scores> < 5), "Doom");
    EXPECT_EQ(found(field<&Game::scores> <= 5), "Zelda Doom Mario");
    EXPECT_EQ(found(field<&Game::scores>.any(field<&Review::user> == ana)), "Zelda Doom")
        << "a condition on the objects in between";
}

TEST_F(predicates, R149_scalar_proxies_are_what_they_lead_to) {
    EXPECT_EQ(found(field<&Game::maker_name> == "Nintendo"), "Zelda Mario");
    EXPECT_EQ(found(field<&Game::maker_name> < "J"), "Doom");
    EXPECT_EQ(found(field<&Game::maker_name>.is_null()), "Homebrew");
    EXPECT_EQ(found(field<&Game::country> == japan), "Zelda Mario");
    EXPECT_EQ(found(field<&Game::country> == nullptr), "Doom Homebrew");
    EXPECT_EQ(found(field<&Game::country>.has(field<&Country::name>.starts_with("J"))), "Zelda Mario");
    EXPECT_EQ(names(graph.query<Game>().order_by(field<&Game::maker_name>).all()),
              "Homebrew Doom Zelda Mario");
}

TEST_F(predicates, R148_R149_chains_of_proxies_are_followed_to_their_end) {
    EXPECT_EQ(found(field<&Review::maker_name> == "Id"), "r3");
    EXPECT_EQ(found(field<&User::makers>.contains("Id")), "Ana");
    EXPECT_EQ(found(field<&User::makers> == "Nintendo"), "Ana Bo");
    EXPECT_EQ(found(field<&Maker::users>.contains(bo)), "Nintendo");
    EXPECT_EQ(found(field<&Maker::users>.any(field<&User::karma> == 7)), "Nintendo Id");
}

TEST_F(predicates, R43_ask_for_identity_and_never_for_what_has_taken_its_place) {
    const auto of_doom = field<&Review::game> == doom;
    const auto with_old = field<&Game::tags>.contains(old);
    EXPECT_EQ(found(of_doom), "r3");
    graph.erase(doom);
    const auto next = graph.add(Game{.name = "Next", .tags = {old}});
    r4.game(next);
    EXPECT_EQ(found(of_doom), "") << "Next may lie where Doom lay";
    EXPECT_EQ(found(with_old), "Next");
}

TEST_F(predicates, refuse_an_entity_of_another_graph) {
    kith::graph other(kith::models<Game, Maker, Country, User, Review, Tag>, {.max_rows = 1000});
    const auto stranger = other.add(Game{.name = "Zelda"});
    const auto asked = [&](const auto& holds) {
        return refused(graph, [&] { static_cast<void>(graph.query<Review>().where(holds).count()); });
    };
    EXPECT_EQ(asked(field<&Review::game> == stranger), errc::foreign_ref);
    EXPECT_EQ(asked(field<&Review::game>.has(field<&Game::tags>.contains(other.add(Tag{.name = "x"})))),
              errc::foreign_ref);
}

TEST_F(predicates, links_are_walked_back_from_what_is_known) {
    EXPECT_EQ(how(field<&Review::game> == zelda),
              "Review: one Game, back along Review.game, rows to test: 2");
    EXPECT_EQ(how(field<&Game::tags>.contains(jump)), "Game: one Tag, back along Game.tags, rows to test: 2");
    EXPECT_EQ(how(field<&Review::game>.in({doom, mario})),
              "Review: one Game, back along Review.game, rows to test: 2");
    EXPECT_EQ(how(field<&Game::reviews>.any(field<&Review::score> == 9)),
              "Game: ordered index on Review.score, back along Game.reviews, rows to test: 1; tests look at "
              "reviews");
    EXPECT_EQ(how(field<&Review::game>.has(field<&Game::name> == "Doom")),
              "Review: unique hashed index on Game.name, back along Review.game, rows to test: 1; tests look "
              "at game");
    EXPECT_EQ(
        how(field<&User::games>.contains(zelda)),
        "User: one Game, back along Review.game, back along User.reviews, rows to test: 2; tests look at "
        "reviews");
    EXPECT_EQ(how(field<&Game::reviews>.any(field<&Review::user>.has(field<&User::karma> > 3))),
              "Game: scan of 4 rows; tests look at reviews, reviews.user");
    EXPECT_EQ(how(!(field<&Review::game> == zelda)), "Review: scan of 5 rows");
    EXPECT_EQ(how(field<&Game::reviews>.size() > 1), "Game: scan of 4 rows");
}

TEST_F(predicates, R195_walking_back_comes_to_each_once_however_many_links_lead_there) {
    for (int n = 0; n < 300; ++n) graph.add(Game{.name = "g" + std::to_string(n)});
    zelda.reviews().append(r4);
    EXPECT_EQ(found(field<&Game::reviews>.any(field<&Review::score> == 5)), "Zelda");
    EXPECT_EQ(how(field<&Game::reviews>.any(field<&Review::score> == 5)),
              "Game: ordered index on Review.score, back along Game.reviews, rows to test: 1; tests look at "
              "reviews");
    EXPECT_EQ(found(field<&Game::tags>.any(field<&Tag::name>.in({"jump", "old"}))), "Zelda Doom Mario");
    doom.tags().append(jump);
    EXPECT_EQ(
        how(field<&Game::tags>.any(field<&Tag::name>.in({"jump", "old"}))),
        "Game: unique hashed index on Tag.name, back along Game.tags, rows to test: 3; tests look at tags");
}

TEST_F(predicates, a_way_that_would_find_more_than_there_is_to_scan_is_not_gone) {
    for (int n = 0; n < 50; ++n) graph.add(Review{.name = "x", .score = 8, .game = zelda});
    EXPECT_EQ(how(field<&Game::reviews>.any(field<&Review::score> == 8)),
              "Game: scan of 4 rows; tests look at reviews");
    EXPECT_EQ(found(field<&Game::reviews>.any(field<&Review::score> == 8)), "Zelda");
}

}  // namespace shop
