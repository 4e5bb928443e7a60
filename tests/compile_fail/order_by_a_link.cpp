// kith: order_by() wants columns of numbers, texts or times
#include <kith/kith.hpp>

struct Review;
struct Game {
    std::string title{};
    int price = 0;
    kith::many<Review, "game"> reviews{};
    kith::proxy<"reviews", "user"> users{};
    kith::proxy<"reviews", "score"> scores{};
};
struct User {
    std::string name{};
};
struct Review {
    int score = 0;
    kith::one<Game, "reviews"> game{};
    kith::one<User> user{};
    kith::proxy<"game", "title"> title{};
};
KITH_MODEL(Game, title, price, reviews, users, scores)
KITH_MODEL(User, name)
KITH_MODEL(Review, score, game, user, title)

using kith::field;
using kith::path;

kith::ref<Review> asked(kith::graph& graph) {
#ifdef KITH_BAD
    return graph.query<Review>().order_by(field<&Review::game>).first();
#else
    return graph.query<Review>().order_by(path<&Review::game, &Game::title>).first();
#endif
}
