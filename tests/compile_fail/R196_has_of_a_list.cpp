// kith: has() is for ends that hold one; of a list ask any()
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
    return field<&Game::reviews>.has(field<&Review::score> > 5);
#else
    return field<&Game::reviews>.any(field<&Review::score> > 5);
#endif
}
