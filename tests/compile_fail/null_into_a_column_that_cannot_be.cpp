// kith: this column cannot be null; declare it std::optional
#include <kith/kith.hpp>

struct Game {
    std::optional<int> stars{};
    int price = 0;
};
KITH_MODEL(Game, stars, price)

void change(kith::ref<Game> game) {
#ifdef KITH_BAD
    game.price(std::nullopt);
#else
    game.stars(std::nullopt);
#endif
}
