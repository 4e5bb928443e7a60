// kith: a KITH_MIXIN holds columns only; declare links and proxies in the models
#include <kith/kith.hpp>

struct Shelf {
    int number = 0;
};
KITH_MODEL(Shelf, number)
struct shelved {
#ifdef KITH_BAD
    kith::one<Shelf> shelf{};
#else
    int shelf = 0;
#endif
};
KITH_MIXIN(shelved, shelf)
struct Game : shelved {};
KITH_MODEL(Game, (shelved))

kith::graph graph(kith::models<Shelf, Game>);
