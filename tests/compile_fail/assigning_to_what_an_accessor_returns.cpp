// kith: what an accessor returns cannot be assigned to; call the accessor with the value: review.game(zelda)
#include <kith/kith.hpp>

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

void move(kith::ref<Review> review, kith::ref<Game> zelda) {
#ifdef KITH_BAD
    review.game() = zelda;
#else
    review.game(zelda);
#endif
    review = zelda.reviews().front();
}
