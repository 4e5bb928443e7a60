// kith: kith::on_change of a link wants a function of two refs: [](kith::ref<Review> owner, kith::ref<Game> partner)
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
    return kith::on_change<&Review::game>(graph, [](kith::ref<Review>) {});
#else
    return kith::on_change<&Review::game>(graph, [](kith::ref<Review>, kith::ref<Game>) {});
#endif
}
