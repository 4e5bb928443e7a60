// kith: this value is none that the column could hold; give one of the column's type
#include <kith/kith.hpp>

struct Game {
    std::string title{};
    int price = 0;
};
KITH_MODEL(Game, title, price)

void set(kith::ref<Game> zelda) {
#ifdef KITH_BAD
    zelda.price("60");
#else
    zelda.price(60);
#endif
}
