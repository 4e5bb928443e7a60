#include "shop.hpp"

namespace shop {

using kith::desc;
using kith::errc;
using kith::field;
using tests::names;
using tests::refused;

// Relationships as questions: what SQLAlchemy calls lazy='dynamic'.

class dynamic_relationships : public shop_test {};

TEST_F(dynamic_relationships, R200_are_filtered_ordered_counted_and_cut) {
    EXPECT_EQ(names(zelda.reviews().where(field<&Review::score> < 9).all()), "r2");
    EXPECT_EQ(names(zelda.reviews().order_by(field<&Review::score>, desc<&Review::name>).all()), "r2 r1");
    EXPECT_EQ(names(zelda.reviews().order_by(desc<&Review::name>).limit(1).all()), "r2");
    EXPECT_EQ(names(zelda.reviews().query().slice(1, 2).all()), "r2");
    EXPECT_EQ(names(zelda.reviews().offset(1).all()), "r2");
    EXPECT_EQ(zelda.reviews().where(field<&Review::user> == bo).count(), 1U);
    EXPECT_EQ(zelda.reviews().query().first(), r1);
    EXPECT_EQ(doom.reviews().one(), r3);
    EXPECT_TRUE(zelda.reviews().query().exists());
    EXPECT_FALSE(homebrew.reviews().query().exists());
}

TEST_F(dynamic_relationships, R202_work_on_both_ends_of_a_many_to_many_and_on_a_tree) {
    EXPECT_EQ(names(jump.games().where(field<&Game::price> > 50).all()), "Zelda");
    EXPECT_EQ(names(zelda.tags().where(field<&Tag::name> == "jump").all()), "jump");
    EXPECT_EQ(names(cy.following().order_by(field<&User::karma>).all()), "Bo Ana");
    EXPECT_EQ(names(bo.followers().where(field<&User::karma> == 0).all()), "Cy");
}

TEST_F(dynamic_relationships, R202_work_on_the_reverse_of_a_link_without_a_counterpart) {
    const auto makers = kith::backref<&Maker::country>(japan);
    EXPECT_EQ(names(makers.where(field<&Maker::name> == "Nintendo").all()), "Nintendo");
    id_software.country(japan);
    EXPECT_EQ(names(makers.query().order_by(field<&Maker::name>).all()), "Id Nintendo");
    EXPECT_EQ(makers.where(field<&Maker::games>.size() == 1).one(), id_software);
    EXPECT_EQ(makers.query().explain(), "Maker: the 2 back along Maker.country");
    EXPECT_EQ(kith::backref<&Maker::country>(kith::ref<Country>()).query().count(), 0U);
    EXPECT_EQ(makers.query().update<&Maker::country>(nullptr), 2U);
    EXPECT_TRUE(makers.empty());
}

TEST_F(dynamic_relationships, R205_are_always_current) {
    const auto low = zelda.reviews().where(field<&Review::score> < 9);
    EXPECT_EQ(names(low.all()), "r2");
    zelda.reviews().append(r5);
    EXPECT_EQ(names(low.all()), "r2 r5");
    r1.score(2);
    EXPECT_EQ(names(low.all()), "r1 r2 r5");
    r2.game(doom);
    EXPECT_EQ(names(low.all()), "r1 r5");
    const auto mark = graph.mark();
    zelda.reviews().clear();
    EXPECT_EQ(low.count(), 0U);
    graph.rollback(mark);
    EXPECT_EQ(names(low.all()), "r1 r5");
}

TEST_F(dynamic_relationships, find_nothing_while_their_owner_is_gone) {
    const auto low = zelda.reviews().where(field<&Review::score> < 9);
    const auto mark = graph.mark();
    graph.erase(zelda);
    const auto next = graph.add(Game{.name = "Next"});  // where Zelda lay
    graph.add(Review{.name = "r6", .game = next});
    EXPECT_EQ(low.count(), 0U);
    EXPECT_EQ(low.explain(), "Review: the 0 members of Game.reviews");
    graph.rollback(mark);
    EXPECT_EQ(names(low.all()), "r2");
}

TEST_F(dynamic_relationships, R204_of_an_empty_ref_find_nothing) {
    const kith::ref<Game> nobody;
    EXPECT_EQ(nobody.reviews().query().count(), 0U);
    EXPECT_FALSE(nobody.reviews().query().first());
    EXPECT_FALSE(nobody.reviews().query().exists());
    EXPECT_FALSE(nobody.reviews().query().one_or_none());
    EXPECT_EQ(nobody.reviews().where(field<&Review::score> > 0).all().size(), 0U);
    EXPECT_EQ(nobody.reviews().order_by(field<&Review::score>).limit(3).all().size(), 0U);
    EXPECT_EQ(nobody.reviews().query().values<&Review::score>().distinct().all().size(), 0U);
    EXPECT_EQ(nobody.reviews().query().explain(), "nothing: asked through an empty ref");
    EXPECT_EQ(refused(graph, [&] { static_cast<void>(nobody.reviews().query().one()); }), errc::no_result);
    EXPECT_EQ(names(r5.game().reviews().query().all()), "") << "of an empty link likewise";
    EXPECT_EQ(names(r5.game().tags().where(field<&Tag::name> == "old").all()), "");
}

TEST_F(dynamic_relationships, of_a_hub_use_an_index_and_keep_the_order_of_the_members) {
    for (int n = 0; n < 100; ++n)
        graph.add(Game{.name = "g" + std::to_string(n), .price = n % 10 == 0 ? 70 : 1, .tags = {jump}});
    jump.games().insert(0, graph.get<Game>(50));
    const auto one = jump.games().where(field<&Game::name> == "g77");
    EXPECT_EQ(names(one.all()), "g77");
    EXPECT_EQ(one.explain(),
              "Game: unique hashed index on name, rows to test: 1, of the 102 members of Tag.games");
    EXPECT_EQ(jump.games().where(field<&Game::name> == "Doom").count(), 0U) << "indexed, but no member";
    jump.games().insert(0, graph.query<Game>().where(field<&Game::name> == "g5").one());
    EXPECT_EQ(names(jump.games().where(field<&Game::name>.in({"g9", "g5", "g3"})).all()), "g3 g5 g9");
    for (int n = 0; n < 100; ++n)
        graph.add(Review{.name = "x" + std::to_string(n), .score = n / 10, .game = homebrew});
    homebrew.reviews().assign([&] {
        auto all = homebrew.reviews().all();
        std::reverse(all.begin(), all.end());
        return all;
    }());
    const auto fives = homebrew.reviews().where(field<&Review::score> == 7);
    EXPECT_EQ(names(fives.all()), "x79 x78 x77 x76 x75 x74 x73 x72 x71 x70");
    EXPECT_EQ(fives.explain(),
              "Review: ordered index on score, rows to test: 10, of the 100 members of Game.reviews");
}

struct Song;
struct Album {
    std::string name{};
    kith::many<Song, "album", kith::ordered_by<"track">> songs{};
};
struct Song {
    kith::column<std::string, kith::unique> name{};
    std::int32_t track = 0;
    kith::one<Album, "songs"> album{};
};
KITH_MODEL(Album, name, songs)
KITH_MODEL(Song, name, track, album)

TEST(dynamic_sorted_ends, R194_answer_in_the_order_of_the_end) {
    kith::graph graph(kith::models<Album, Song>, {.max_rows = 1000});
    const auto album = graph.add(Album{.name = "a"});
    for (int n = 0; n < 20; ++n)
        graph.add(Song{.name = "s" + std::to_string(n), .track = n * 7 % 20, .album = album});
    const auto some = album.songs().where(field<&Song::name>.in({"s1", "s2", "s3", "s4"}));
    EXPECT_EQ(names(some.all()), "s3 s1 s4 s2");
    EXPECT_EQ(some.explain(),
              "Song: unique hashed index on name, rows to test: 4, of the 20 members of Album.songs");
    EXPECT_EQ(names(album.songs().where(field<&Song::track> < 3).all()), "s0 s3 s6");
}

}  // namespace shop
