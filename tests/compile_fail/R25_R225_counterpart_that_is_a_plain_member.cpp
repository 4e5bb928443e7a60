// kith: the counterpart that this relationship names is a plain member
#include <kith/kith.hpp>

struct Game;
struct Review;
struct Game {
    std::string title{};
#ifdef KITH_BAD
    kith::many<Review, "score"> reviews{};
#else
    kith::many<Review, "game"> reviews{};
#endif
};
struct Review {
    int score = 0;
    kith::one<Game, "reviews"> game{};
};
KITH_MODEL(Game, title, reviews)
KITH_MODEL(Review, score, game)

kith::graph graph(kith::models<Game, Review>);
