// kith: order_by() wants columns of numbers, texts or times
#include <kith/kith.hpp>

#include <array>

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
    std::array<int, 2> place{};
};
struct Review {
    int score = 0;
    kith::one<Game, "reviews"> game{};
    kith::one<User> user{};
    kith::proxy<"game", "title"> title{};
};
KITH_MODEL(Game, title, price, reviews, users, scores)
KITH_MODEL(User, name, place)
KITH_MODEL(Review, score, game, user, title)

using kith::field;

kith::ref<User> asked(kith::graph& graph) {
#ifdef KITH_BAD
    return graph.query<User>().order_by(field<&User::place>).first();
#else
    return graph.query<User>().order_by(field<&User::name>).first();
#endif
}
