#include "world.hpp"

#include <kith/kith.hpp>

#include <string>
#include <vector>

namespace bench::shelf {

struct Game;
struct User;
struct Review;

struct Game {
    std::string title;
    std::string platform;
    std::int32_t price = 0;
    kith::many<Review, "game", kith::cascade<"all, delete-orphan">> reviews = {};
    kith::proxy<"reviews", "user"> users = {};
};

struct User {
    std::string name;
    std::int32_t karma = 0;
    kith::many<Review, "user", kith::cascade<"all, delete-orphan">> reviews = {};
    kith::proxy<"reviews", "game"> games = {};
};

struct Review {
    std::int32_t score = 0;
    std::string comment;
    kith::one<Game, "reviews"> game = {};
    kith::one<User, "reviews"> user = {};
};

KITH_MODEL(Game, title, platform, price, reviews, users)
KITH_MODEL(User, name, karma, reviews, games)
KITH_MODEL(Review, score, comment, game, user)

}  // namespace bench::shelf

namespace bench {
namespace {

using shelf::Game;
using shelf::Review;
using shelf::User;

class kith_world final : public changing_world {
public:
    explicit kith_world(const shop& from) {
        std::vector<kith::ref<User>> users;
        for (const shop::user& user : from.users) {
            users.push_back(graph_.add(User{.name = user.name, .karma = user.karma}));
        }
        std::vector<kith::ref<Game>> games;
        for (const shop::game& game : from.games) {
            games.push_back(graph_.add(
                Game{.title = game.title, .platform = std::string(game.platform), .price = game.price}));
        }
        for (const shop::review& review : from.reviews) {
            graph_.add(Review{.score = review.score,
                              .comment = std::string(review.comment()),
                              .game = games[review.game],
                              .user = users[review.user]});
        }
    }

    std::int64_t through() override {
        std::int64_t sum = 0;
        for (auto game : graph_.all<Game>()) {
            for (auto review : game.reviews()) sum += review.score() + review.user().karma();
        }
        return sum;
    }

    std::int64_t proxy() override {
        std::int64_t sum = 0;
        for (auto game : graph_.all<Game>()) {
            for (auto user : game.users()) sum += user.karma();
        }
        return sum;
    }

    std::int64_t reverse() override {
        std::int64_t sum = 0;
        for (auto user : graph_.all<User>()) {
            for (auto review : user.reviews()) sum += review.score() + review.game().price();
        }
        return sum;
    }

    void move(const std::vector<std::uint32_t>& to) override {
        const std::vector<kith::ref<Game>> games = all<Game>();
        std::size_t at = 0;
        for (auto review : graph_.all<Review>()) review.game(games[to[at++]]);
    }

    void erase() override { graph_.query<Game>().erase(); }

    void erase_one_by_one() override {
        for (auto game : all<Game>()) graph_.erase(game);
    }

    std::int64_t priced() override {
        std::int64_t sum = 0;
        for (auto game : graph_.all<Game>()) {
            for (auto review : game.reviews()) {
                sum += std::int64_t{game.price()} * (review.score() + review.user().karma());
            }
        }
        return sum;
    }

    std::size_t reviews() override { return graph_.count<Review>(); }

private:
    template <class T>
    std::vector<kith::ref<T>> all() {
        const auto rows = graph_.all<T>();
        return {rows.begin(), rows.end()};
    }

    kith::graph graph_{kith::models<Game, User, Review>};
};

}  // namespace

std::unique_ptr<world> build_kith(const shop& from) { return std::make_unique<kith_world>(from); }
std::unique_ptr<changing_world> build_changing_kith(const shop& from) {
    return std::make_unique<kith_world>(from);
}

}  // namespace bench
