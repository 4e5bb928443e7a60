// kith: values() are of columns, of ends that hold one, or of the size() of a list
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

std::size_t asked(kith::graph& graph) {
#ifdef KITH_BAD
    return graph.query<Game>().values<&Game::reviews>().count();
#else
    return graph.query<Game>().values(field<&Game::reviews>.size()).count();
#endif
}
