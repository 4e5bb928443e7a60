// kith: kith::on_append and kith::on_remove want a function of two refs: [](kith::ref<Game> owner, kith::ref<Review> member)
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

kith::subscription watch(kith::graph& graph) {
#ifdef KITH_BAD
    return kith::on_append<&Game::reviews>(graph, [](kith::ref<Review>) {});
#else
    return kith::on_append<&Game::reviews>(graph, [](kith::ref<Game>, kith::ref<Review>) {});
#endif
}
