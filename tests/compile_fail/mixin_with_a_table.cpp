// kith: a KITH_MIXIN has no table; its columns lie in those of the models that derive from it
#include <kith/kith.hpp>

struct counted {
#ifdef KITH_BAD
    using kith_table = kith::name<"counted">;
#endif
    int count = 0;
};
KITH_MIXIN(counted, count)
struct Game : counted {};
KITH_MODEL(Game, (counted))

kith::graph graph(kith::models<Game>);
