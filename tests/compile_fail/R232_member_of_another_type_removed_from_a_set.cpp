// kith: the members of this end are of another type; give a ref of the type that it links to
#include <kith/kith.hpp>

struct Review;
struct Game {
    std::string title{};
    kith::many<Review, "game", kith::as_set> reviews{};
};
struct Review {
    int score = 0;
    kith::one<Game, "reviews"> game{};
};
KITH_MODEL(Game, title, reviews)
KITH_MODEL(Review, score, game)

void change(kith::ref<Game> zelda, kith::ref<Review> review) {
#ifdef KITH_BAD
    zelda.reviews().remove(zelda);
#else
    zelda.reviews().remove(review);
#endif
}
