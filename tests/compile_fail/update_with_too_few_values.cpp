// kith: update() wants a value for each member that it names
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

std::size_t asked(kith::graph& graph) {
#ifdef KITH_BAD
    return graph.query<Game>().update<&Game::price, &Game::title>(5);
#else
    return graph.query<Game>().update<&Game::price, &Game::title>(5, "five");
#endif
}
