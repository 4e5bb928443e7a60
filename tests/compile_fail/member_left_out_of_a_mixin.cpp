// kith: KITH_MODEL (or KITH_MIXIN) leaves out a member of this struct; name every member: what is not kept has no place in a model
#include <kith/kith.hpp>

struct counted {
    int count = 0;
    std::string forgotten{};
};
#ifdef KITH_BAD
KITH_MIXIN(counted, count)
#else
KITH_MIXIN(counted, count, forgotten)
#endif
struct Game : counted {
    int price = 0;
};
KITH_MODEL(Game, (counted), price)

kith::graph graph(kith::models<Game>);
