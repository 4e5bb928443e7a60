// kith: a member's name is declared twice, in a model and in a base or mixin of it; rename one of the two
#include <kith/kith.hpp>

struct named {
    int number = 0;
};
struct counted {
#ifdef KITH_BAD
    int number = 0;
#else
    int count = 0;
#endif
};
KITH_MIXIN(named, number)
#ifdef KITH_BAD
KITH_MIXIN(counted, number)
#else
KITH_MIXIN(counted, count)
#endif
struct Game : named, counted {};
KITH_MODEL(Game, (named, counted))

kith::graph graph(kith::models<Game>);
