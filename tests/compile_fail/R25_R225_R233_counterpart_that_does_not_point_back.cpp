// kith: the counterpart that this relationship names does not point back to it
#include <kith/kith.hpp>

struct Game;
struct Review;
struct Game {
    std::string title{};
    kith::many<Review, "game"> reviews{};
};
struct Review {
#ifdef KITH_BAD
    kith::one<Game> game{};
#else
    kith::one<Game, "reviews"> game{};
#endif
};
KITH_MODEL(Game, title, reviews)
KITH_MODEL(Review, game)

kith::graph graph(kith::models<Game, Review>);
