// kith: a type derives from a KITH_MIXIN that its KITH_MODEL does not name; write KITH_MODEL(T, (mixin), ...)
#include <kith/kith.hpp>

struct named {
    int number = 0;
};
struct counted {
    int count = 0;
};
KITH_MIXIN(named, number)
KITH_MIXIN(counted, count)
struct Game : named, counted {
    int price = 0;
};
#ifdef KITH_BAD
KITH_MODEL(Game, price)
#else
KITH_MODEL(Game, (named, counted), price)
#endif

kith::graph graph(kith::models<Game>);
