// kith: every type has an `id`, its primary key; name this member otherwise
#include <kith/kith.hpp>

struct Game {
#ifdef KITH_BAD
    int id = 0;
#else
    int number = 0;
#endif
};
#ifdef KITH_BAD
KITH_MODEL(Game, id)
#else
KITH_MODEL(Game, number)
#endif

kith::graph graph(kith::models<Game>);
