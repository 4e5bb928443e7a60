// kith: kith::validate of a relationship wants a function of two refs that returns the one to link: [](kith::ref<Game> owner, kith::ref<Review> member) { return member; }
#include <kith/observe.hpp>

struct Review;
struct Game {
    std::string title{};
    kith::many<Review, "game"> reviews{};
};
struct Review {
    int score = 0;
    kith::one<Game, "reviews"> game{};
};
KITH_MODEL(Game, title, reviews)
KITH_MODEL(Review, score, game)

void watch(kith::graph& graph) {
#ifdef KITH_BAD
    kith::validate<&Game::reviews>(graph, [](kith::ref<Game>, kith::ref<Review>) {});
#else
    kith::validate<&Game::reviews>(graph, [](kith::ref<Game>, kith::ref<Review> member) { return member; });
#endif
}
