// kith: a plain struct in a column must have no padding
#include <kith/kith.hpp>

struct place {
#ifdef KITH_BAD
    char kind = 0;
#else
    int kind = 0;
#endif
    int x = 0;
};
struct Game {
    place where{};
};
KITH_MODEL(Game, where)

kith::graph graph(kith::models<Game>);
