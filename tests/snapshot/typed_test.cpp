#include <kith/boxed.hpp>
#include <kith/kith.hpp>
#include <kith/storage/file/simulated_disk.hpp>
#include <kith/storage/snapshot.hpp>

#include <boost/serialization/map.hpp>
#include <boost/serialization/string.hpp>
#include <boost/serialization/vector.hpp>
#include <gmock/gmock.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace shop {

struct Game;
struct User;
struct Review;

enum class rating : std::uint8_t { everyone, teen, adult };
struct place {
    std::int32_t x = 0;
    std::int32_t y = 0;
};

struct Game {
    kith::column<std::string, kith::unique> title{};
    kith::column<std::int32_t, kith::ordered> price{};
    rating rated = rating::teen;
    place shelf{};
    std::map<std::string, std::vector<int>> scores{};
    kith::many<Review, "game", kith::cascade<"all, delete-orphan">> reviews{};
    kith::proxy<"reviews", "user"> users{};
};
struct User {
    std::string name{};
    std::optional<double> karma{};
    kith::column<kith::timestamp, kith::created> created_at{};
    kith::many<Review, "user", kith::cascade<"all, delete-orphan">> reviews{};
    kith::many<User, "followers"> following{};
    kith::many<User, "following"> followers{};
};
struct Review {
    std::int32_t score = 0;
    std::string comment{};
    kith::one<Game, "reviews"> game{};
    kith::one<User, "reviews"> user{};
};
KITH_MODEL(Game, title, price, rated, shelf, scores, reviews, users)
KITH_MODEL(User, name, karma, created_at, reviews, following, followers)
KITH_MODEL(Review, score, comment, game, user)

}  // namespace shop

namespace {

using namespace shop;
using testing::IsEmpty;
namespace snapshot = kith::storage::snapshot;

kith::options small_tables() {
    kith::options out;
    out.max_rows = 100'000;
    return out;
}

TEST(typed, a_graph_of_types_comes_back) {
    kith::graph before(kith::models<Game, User, Review>, small_tables());
    auto zelda = before.add(
        Game{.title = "The Legend of Zelda", .price = 60, .shelf = {3, 4}, .scores = {{"gold", {1, 2}}}});
    before.add(Game{.title = "Tetris", .price = 10, .rated = rating::everyone});
    auto ana = before.add(User{.name = "Ana", .karma = 0.5});
    auto bo = before.add(User{.name = "Bo"});
    auto review = before.add(Review{.score = 9, .comment = "again, and again!"});
    review.game(zelda);
    review.user(ana);
    ana.following().append(bo);

    kith::storage::file::simulated_disk disk;
    snapshot::save(before, disk, "world.kith");
    kith::graph after(kith::models<Game, User, Review>, small_tables());
    snapshot::load(after, disk, "world.kith");
    EXPECT_EQ(after.digest(), before.digest());
    EXPECT_THAT(after.check(), IsEmpty());
    const auto found = after.query<Game>().where(kith::field<&Game::title> == "The Legend of Zelda").one();
    EXPECT_EQ(found.price(), 60);
    EXPECT_EQ(found.shelf().y, 4);
    EXPECT_EQ(found.rated(), rating::teen);
    EXPECT_EQ(found.scores().at("gold"), (std::vector{1, 2}));
    EXPECT_EQ(found.reviews()[0].comment(), "again, and again!");
    EXPECT_EQ(found.users()[0].name(), "Ana");
    EXPECT_EQ(found.users()[0].following()[0].name(), "Bo");
    EXPECT_EQ(found.users()[0].created_at(), ana.created_at());

    // Without the types: the same content, and the same bytes.
    kith::core::graph untyped(snapshot::read_schema(disk, "world.kith"), small_tables());
    snapshot::load(untyped, disk, "world.kith");
    EXPECT_EQ(untyped.digest(), before.digest());
    snapshot::save(untyped, disk, "copy.kith");
    EXPECT_EQ(disk.content("copy.kith"), disk.content("world.kith"));
}

}  // namespace
