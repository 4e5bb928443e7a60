// kith: this option does not belong to this kind of member
#include <kith/kith.hpp>

struct Game {
#ifdef KITH_BAD
    kith::column<int, kith::as_set> price{};
#else
    kith::column<int, kith::ordered> price{};
#endif
};
KITH_MODEL(Game, price)

kith::graph graph(kith::models<Game>);
