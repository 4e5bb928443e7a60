// kith: kith::on_add and kith::on_erase want a function of a ref: [](kith::ref<Game> game)
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
    return kith::on_add<Game>(graph, [] {});
#else
    return kith::on_add<Game>(graph, [](kith::ref<Game>) {});
#endif
}
