// kith: a proxy through a list has many values; write !proxy.contains(value) or any()
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

kith::condition<Game> asked() {
#ifdef KITH_BAD
    return field<&Game::scores> != 5;
#else
    return !field<&Game::scores>.contains(5);
#endif
}
