#pragma once

#include "support/names.hpp"

#include <cstdint>
#include <optional>
#include <string>

// A small shop with every kind of relationship and of index, for tests of queries.

namespace shop {

struct Maker;
struct User;
struct Review;
struct Tag;
struct Country;

struct Game {
    kith::column<std::string, kith::unique> name{};
    std::string platform{};
    kith::column<std::int32_t, kith::ordered> price{};
    kith::column<std::optional<std::int32_t>, kith::hashed> year{};
    kith::one<Maker, "games"> maker{};
    kith::many<Review, "game", kith::cascade<"all, delete-orphan">> reviews{};
    kith::many<Tag, "games"> tags{};
    kith::proxy<"reviews", "user"> users{};
    kith::proxy<"reviews", "score"> scores{};
    kith::proxy<"maker", "name"> maker_name{};
    kith::proxy<"maker", "country"> country{};
};
struct Maker {
    kith::column<std::string, kith::hashed> name{};
    kith::one<Country> country{};
    kith::many<Game, "maker"> games{};
    kith::proxy<"games", "users"> users{};
};
struct Country {
    std::string name{};
};
struct User {
    kith::column<std::string, kith::unique> name{};
    std::int32_t karma = 0;
    kith::many<Review, "user", kith::cascade<"all, delete-orphan">> reviews{};
    kith::many<User, "followers"> following{};
    kith::many<User, "following"> followers{};
    kith::proxy<"reviews", "game"> games{};
    kith::proxy<"reviews", "maker_name"> makers{};
};
struct Review {
    std::string name{};
    kith::column<std::int32_t, kith::ordered> score{};
    kith::column<kith::timestamp, kith::updated> changed{};
    kith::one<Game, "reviews"> game{};
    kith::one<User, "reviews"> user{};
    kith::proxy<"game", "maker_name"> maker_name{};
};
struct Tag {
    kith::column<std::string, kith::unique> name{};
    kith::many<Game, "tags"> games{};
};
KITH_MODEL(Game, name, platform, price, year, maker, reviews, tags, users, scores, maker_name, country)
KITH_MODEL(Maker, name, country, games, users)
KITH_MODEL(Country, name)
KITH_MODEL(User, name, karma, reviews, following, followers, games, makers)
KITH_MODEL(Review, name, score, changed, game, user, maker_name)
KITH_MODEL(Tag, name, games)

/// Zelda and Mario by Nintendo of Japan, Doom by Id of nowhere, and Homebrew, which nobody made or reviewed.
/// Ana reviewed Zelda (r1, 9) and Doom (r3, 4), Bo Zelda (r2, 5) and Mario (r4, 5); Cy reviewed nothing. r5
/// is of no game and by nobody.
class shop_test : public testing::Test {
protected:
    std::int64_t time = 0;
    kith::graph graph{kith::models<Game, Maker, Country, User, Review, Tag>,
                      {.max_rows = 1'000'000, .clock = [this] { return kith::timestamp{++time}; }}};
    kith::ref<Country> japan = graph.add(Country{.name = "Japan"});
    kith::ref<Maker> nintendo = graph.add(Maker{.name = "Nintendo", .country = japan});
    kith::ref<Maker> id_software = graph.add(Maker{.name = "Id"});
    kith::ref<Game> zelda =
        graph.add(Game{.name = "Zelda", .platform = "Switch", .price = 60, .year = 2017, .maker = nintendo});
    kith::ref<Game> doom =
        graph.add(Game{.name = "Doom", .platform = "PC", .price = 20, .year = 1993, .maker = id_software});
    kith::ref<Game> mario =
        graph.add(Game{.name = "Mario", .platform = "Switch", .price = 50, .maker = nintendo});
    kith::ref<Game> homebrew = graph.add(Game{.name = "Homebrew", .platform = "PC"});
    kith::ref<User> ana = graph.add(User{.name = "Ana", .karma = 7});
    kith::ref<User> bo = graph.add(User{.name = "Bo", .karma = 1});
    kith::ref<User> cy = graph.add(User{.name = "Cy", .following = {ana, bo}});
    kith::ref<Review> r1 = graph.add(Review{.name = "r1", .score = 9, .game = zelda, .user = ana});
    kith::ref<Review> r2 = graph.add(Review{.name = "r2", .score = 5, .game = zelda, .user = bo});
    kith::ref<Review> r3 = graph.add(Review{.name = "r3", .score = 4, .game = doom, .user = ana});
    kith::ref<Review> r4 = graph.add(Review{.name = "r4", .score = 5, .game = mario, .user = bo});
    kith::ref<Review> r5 = graph.add(Review{.name = "r5", .score = 1});
    kith::ref<Tag> old = graph.add(Tag{.name = "old", .games = {doom}});
    kith::ref<Tag> jump = graph.add(Tag{.name = "jump", .games = {mario, zelda}});

    /// The names of what a condition holds of, checked against a scan: of a condition negated twice, none
    /// but the test is left.
    template <class T>
    [[nodiscard]] std::string found(const kith::condition<T>& holds) {
        const std::string names = tests::names(graph.query<T>().where(holds).all());
        EXPECT_EQ(names, tests::names(graph.query<T>().where(!!holds).all()));
        return names;
    }
    template <class T>
    [[nodiscard]] std::string how(const kith::condition<T>& holds) {
        return graph.query<T>().where(holds).explain();
    }
};

}  // namespace shop
