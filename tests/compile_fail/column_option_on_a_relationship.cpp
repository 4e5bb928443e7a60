// kith: this option does not belong to this kind of member
#include <kith/kith.hpp>

struct Game {
    int price = 0;
#ifdef KITH_BAD
    kith::many<Game, "", kith::unique> parts{};
#else
    kith::many<Game, "", kith::as_set> parts{};
#endif
};
KITH_MODEL(Game, price, parts)

kith::graph graph(kith::models<Game>);
