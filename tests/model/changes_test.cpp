#include "model/shop.hpp"

#include <kith/boxed.hpp>

#include <boost/serialization/vector.hpp>
#include <gmock/gmock.h>

#include <sstream>

namespace changes_test {

using namespace shop;
using kith::errc;
using testing::ElementsAre;
using testing::IsEmpty;
using tests::refused;

struct changes : shop_test {
    kith::mark mark = graph.mark();
    [[nodiscard]] kith::changes since() { return graph.changes_since(mark); }
};

template <class T>
std::vector<kith::key> ids(const std::vector<kith::entity_record<T>>& records) {
    std::vector<kith::key> out;
    for (const auto& each : records) out.push_back(each.id().value);
    return out;
}

TEST_F(changes, are_empty_when_nothing_differs) {
    EXPECT_TRUE(since().empty());
    EXPECT_TRUE(kith::changes().empty());
    EXPECT_EQ(to_string(since()), "");
    EXPECT_EQ(since(), kith::changes());
}

TEST_F(changes, tell_who_came_and_who_went_and_what_they_held) {
    const auto tetris = graph.add(Game{.name = "Tetris", .price = 5, .maker = id_software});
    graph.erase(doom);  // and its review r3
    const auto what = since();
    EXPECT_THAT(ids(what.added<Game>()), ElementsAre(tetris.id().value));
    EXPECT_THAT(ids(what.erased<Game>()), ElementsAre(2U));
    EXPECT_THAT(ids(what.erased<Review>()), ElementsAre(3U));
    EXPECT_THAT(what.added<User>(), IsEmpty());
    const auto gone = what.erased<Game>().front();
    EXPECT_EQ(gone, kith::id<Game>{2});
    EXPECT_EQ(gone.value<&Game::name>(), "Doom");
    EXPECT_EQ(gone.value<&Game::price>(), 20);
    EXPECT_EQ(gone.value<&Game::year>(), 1993);
    EXPECT_EQ(what.added<Game>().front().value<&Game::year>(), std::nullopt);
    std::ostringstream out;
    out << gone;
    EXPECT_EQ(out.str(), "<Game 2, Doom, PC, 20, 1993>");
}

TEST_F(changes, tell_the_values_of_a_column_before_and_after) {
    zelda.price(45);
    zelda.name("The Legend of Zelda: Breath of the Wild");
    mario.year(1985);
    const auto what = since();
    EXPECT_THAT(what.changed<&Game::price>(),
                ElementsAre(kith::value_change<Game, std::int32_t>{zelda.id(), 60, 45}));
    EXPECT_THAT(what.changed<&Game::year>(),
                ElementsAre(kith::value_change<Game, std::optional<std::int32_t>>{mario.id(), {}, 1985}));
    const auto names = what.changed<&Game::name>();
    ASSERT_EQ(names.size(), 1U);
    EXPECT_EQ(names[0].before, "Zelda");
    EXPECT_EQ(names[0].after, "The Legend of Zelda: Breath of the Wild");
    EXPECT_THAT(what.changed<&Game::platform>(), IsEmpty());
    EXPECT_THAT(what.added<Game>(), IsEmpty());
}

TEST_F(changes, R220_net_nothing_is_none) {
    zelda.price(45);
    zelda.price(60);
    graph.erase(graph.add(Game{.name = "Tetris"}));
    r1.name("r");
    r1.name("r1");
    r1.game(mario);
    r1.game(zelda);
    jump.games().remove(zelda);
    jump.games().append(zelda);
    zelda.reviews().assign({r1, r2});
    r1.changed(std::nullopt);
    r2.changed(std::nullopt);
    EXPECT_EQ(to_string(since()), "");
    EXPECT_TRUE(since().empty());
}

TEST_F(changes, tell_links_from_both_ends) {
    using of_game = kith::changed_link<Game, Review>;
    using of_review = kith::changed_link<Review, Game>;
    r1.game(mario);
    r5.game(mario);
    const auto what = since();
    EXPECT_THAT(what.linked<&Game::reviews>(),
                ElementsAre(of_game{mario.id(), r1.id()}, of_game{mario.id(), r5.id()}));
    EXPECT_THAT(what.unlinked<&Game::reviews>(), ElementsAre(of_game{zelda.id(), r1.id()}));
    EXPECT_THAT(what.linked<&Review::game>(),
                ElementsAre(of_review{r1.id(), mario.id()}, of_review{r5.id(), mario.id()}));
    EXPECT_THAT(what.linked<&Review::user>(), IsEmpty());
    using partner = kith::value_change<Review, kith::id<Game>>;
    EXPECT_THAT(what.changed<&Review::game>(),
                ElementsAre(partner{r1.id(), zelda.id(), mario.id()}, partner{r5.id(), {}, mario.id()}));
}

TEST_F(changes, tell_pairs_of_a_many_to_many) {
    old.games().assign({zelda, homebrew});
    const auto what = since();
    using pair = kith::changed_link<Tag, Game>;
    EXPECT_THAT(what.linked<&Tag::games>(),
                ElementsAre(pair{old.id(), zelda.id()}, pair{old.id(), homebrew.id()}));
    EXPECT_THAT(what.unlinked<&Tag::games>(), ElementsAre(pair{old.id(), doom.id()}));
    EXPECT_EQ(what.linked<&Game::tags>().size(), 2U);
}

TEST_F(changes, tell_the_links_of_entities_that_came_or_went_but_no_partners_of_theirs) {
    const auto made = graph.add(Review{.name = "r6", .game = zelda});
    graph.erase(r1);
    const auto what = since();
    using link = kith::changed_link<Review, Game>;
    EXPECT_THAT(what.linked<&Review::game>(), ElementsAre(link{made.id(), zelda.id()}));
    EXPECT_THAT(what.unlinked<&Review::game>(), ElementsAre(link{{1}, zelda.id()}));
    EXPECT_THAT(what.changed<&Review::game>(), IsEmpty());
}

TEST_F(changes, tell_lists_whose_members_stand_in_another_order) {
    zelda.reviews().append(r5);
    mark = graph.mark();
    zelda.reviews().move(0, 2);
    cy.following().remove(ana);
    cy.following().insert(0, ana);  // where she was
    jump.games().insert(1, doom);   // between others
    const auto what = since();
    EXPECT_THAT(what.reordered<&Game::reviews>(), ElementsAre(zelda.id()));
    EXPECT_THAT(what.reordered<&User::following>(), IsEmpty());
    EXPECT_THAT(what.reordered<&Tag::games>(), IsEmpty());
    EXPECT_THAT(what.linked<&Game::reviews>(), IsEmpty());
}

TEST_F(changes, of_a_list_of_thousands_are_those_of_the_members_that_came_went_and_moved) {
    for (int i = 0; i < 5000; ++i) graph.add(Game{.name = "g" + std::to_string(i), .tags = {old}});
    mark = graph.mark();
    const auto last = old.games().back();
    old.games().append(zelda);
    old.games().remove(doom);
    EXPECT_THAT(since().reordered<&Tag::games>(), IsEmpty());
    EXPECT_EQ(since().linked<&Tag::games>().size(), 1U);
    EXPECT_EQ(since().unlinked<&Tag::games>().size(), 1U);
    old.games().move(2000, 2001);
    EXPECT_THAT(since().reordered<&Tag::games>(), ElementsAre(old.id()));
    old.games().move(2001, 2000);
    EXPECT_THAT(since().reordered<&Tag::games>(), IsEmpty());
    old.games().swap(0, old.games().size() - 2);
    EXPECT_THAT(since().reordered<&Tag::games>(), ElementsAre(old.id()));
    EXPECT_EQ(old.games()[0], last);
    EXPECT_EQ(since().linked<&Tag::games>().size(), 1U);
}

TEST_F(changes, are_printed_a_line_for_each_entity_link_and_order) {
    mark = graph.mark();
    zelda.price(45);
    zelda.platform("Wii U");
    graph.add(Game{.name = "Tetris", .platform = "Game Boy", .price = 5});
    graph.erase(old);
    r5.game(zelda);
    zelda.reviews().reverse();
    r5.changed(std::nullopt);
    EXPECT_EQ(to_string(since()), "~ Game 1: platform Switch -> Wii U, price 60 -> 45\n"
                                  "+ <Game 5, Tetris, Game Boy, 5, null>\n"
                                  "- <Tag 1, old>\n"
                                  "Game 1.reviews + Review 5\n"
                                  "Game 2.tags - Tag 1\n"
                                  "Game 1.reviews reordered\n");
}

TEST_F(changes, have_an_inverse) {
    zelda.price(45);
    graph.add(Game{.name = "Tetris"});
    graph.erase(doom);
    r1.game(mario);
    const auto what = since();
    const auto back = what.inverse();
    EXPECT_EQ(back.inverse(), what);
    EXPECT_FALSE(back == what);
    EXPECT_THAT(ids(back.erased<Game>()), ElementsAre(5U));
    EXPECT_THAT(ids(back.added<Game>()), ElementsAre(2U));
    EXPECT_THAT(back.changed<&Game::price>(),
                ElementsAre(kith::value_change<Game, std::int32_t>{zelda.id(), 45, 60}));
    const auto here = graph.mark();
    graph.rollback(mark);
    EXPECT_THROW(static_cast<void>(graph.changes_since(here)), kith::usage_error);
}

TEST_F(changes, outlive_their_graph) {
    kith::changes what;
    {
        kith::graph other(kith::models<Tag, Game, Maker, Country, User, Review>);
        const auto start = other.mark();
        other.add(Tag{.name = "a word that is longer than fifteen bytes"});
        what = other.changes_since(start);
    }
    EXPECT_EQ(what.added<Tag>().front().value<&Tag::name>(), "a word that is longer than fifteen bytes");
}

TEST_F(changes, since_a_mark_that_is_spent_are_refused) {
    graph.release(mark);
    EXPECT_EQ(refused(graph, [&] { static_cast<void>(since()); }), errc::mark_spent);
    kith::graph other(kith::models<Country>);
    EXPECT_EQ(refused(graph, [&] { static_cast<void>(other.changes_since(graph.mark())); }),
              errc::mark_spent);
}

struct Stranger {
    std::int32_t number = 0;
};
KITH_MODEL(Stranger, number)

TEST_F(changes, of_a_type_that_the_graph_does_not_have_are_refused) {
    zelda.price(1);
    EXPECT_EQ(refused(graph, [&] { static_cast<void>(since().added<Stranger>()); }),
              errc::schema_unknown_name);
}

TEST_F(changes, of_an_id_that_was_given_again_are_those_of_its_values) {
    const auto tetris = graph.add(Game{.name = "Tetris", .price = 5, .tags = {old}});
    mark = graph.mark();
    const auto id = tetris.id();
    graph.erase(doom);
    graph.erase(tetris);
    graph.add(Game{.name = "Pong"});  // takes the slot
    graph.add(id, Game{.name = "Tetris", .price = 6, .tags = {old}});
    const auto what = since();
    EXPECT_THAT(what.changed<&Game::price>(), ElementsAre(kith::value_change<Game, std::int32_t>{id, 5, 6}));
    EXPECT_THAT(ids(what.erased<Game>()), ElementsAre(2U));
    EXPECT_THAT(ids(what.added<Game>()), ElementsAre(6U));
    EXPECT_THAT(what.linked<&Tag::games>(), IsEmpty());
}

// --- what inherits, mixes in and is boxed ------------------------------------------------------------------

struct Stamped {
    std::int32_t year = 0;
};
struct Shape : Stamped {
    std::string color{};
    std::vector<int> points{};
};
struct Circle : Shape {
    std::int32_t radius = 0;
};
KITH_MIXIN(Stamped, year)
KITH_MODEL(Shape, (Stamped), color, points)
KITH_MODEL(Circle, (Shape), radius)

struct shapes : testing::Test {
    kith::graph graph{kith::models<Shape, Circle>};
    kith::ref<Circle> circle = graph.add(Circle{{{1}, "red", {1, 2}}, 5});
    kith::mark mark = graph.mark();
    [[nodiscard]] kith::changes since() { return graph.changes_since(mark); }
};

TEST_F(shapes, that_inherit_are_one_entity_in_two_types) {
    graph.erase(circle);
    graph.add(Circle{{{2}, "blue", {}}, 6});
    const auto what = since();
    EXPECT_EQ(what.erased<Shape>().size(), 1U);
    const auto gone = what.erased<Circle>();
    ASSERT_EQ(gone.size(), 1U);
    EXPECT_EQ(gone[0].value<&Circle::radius>(), 5);
    EXPECT_EQ(gone[0].value<&Shape::color>(), "red");
    EXPECT_EQ(gone[0].value<&Shape::year>(), 1);
    EXPECT_EQ(gone[0].value<&Shape::points>(), (std::vector<int>{1, 2}));
    const std::string text = to_string(what);
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 2) << text;
    EXPECT_EQ(text.substr(0, text.find('[')), "- <Circle 1, 1, red, ");
}

TEST_F(shapes, tell_columns_of_mixins_by_the_model_and_boxed_values_by_their_type) {
    circle.year(3);
    circle.points({4});
    const auto years = since().changed<Shape, &Shape::year>();
    ASSERT_EQ(years.size(), 1U);
    EXPECT_EQ(years[0].after, 3);
    const auto points = since().changed<&Shape::points>();
    ASSERT_EQ(points.size(), 1U);
    EXPECT_EQ(points[0].before, (std::vector<int>{1, 2}));
    EXPECT_EQ(points[0].after, (std::vector<int>{4}));
    circle.points({1, 2});
    EXPECT_THAT(since().changed<&Shape::points>(), IsEmpty()) << "equal, though another value";
}

TEST_F(shapes, keep_boxed_values_when_nobody_else_does) {
    circle.points({4});
    const auto what = since();
    graph.release(mark);
    circle.points({5});
    graph.erase(circle);
    EXPECT_EQ(what.changed<&Shape::points>().front().before, (std::vector<int>{1, 2}));
    EXPECT_EQ(what.changed<&Shape::points>().front().after, (std::vector<int>{4}));
}

}  // namespace changes_test
