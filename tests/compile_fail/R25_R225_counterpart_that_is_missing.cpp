// kith: the counterpart that this relationship names is no member of its target
#include <kith/kith.hpp>

struct Game;
struct Review;
struct Game {
    std::string title{};
#ifdef KITH_BAD
    kith::many<Review, "gmae"> reviews{};
#else
    kith::many<Review, "game"> reviews{};
#endif
};
struct Review {
    kith::one<Game, "reviews"> game{};
};
KITH_MODEL(Game, title, reviews)
KITH_MODEL(Review, game)

kith::graph graph(kith::models<Game, Review>);
