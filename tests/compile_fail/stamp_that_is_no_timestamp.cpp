// kith: kith::created and kith::updated are for a kith::timestamp
#include <kith/kith.hpp>

struct Game {
    std::string title{};
#ifdef KITH_BAD
    kith::column<kith::date, kith::created> made{};
#else
    kith::column<kith::timestamp, kith::created> made{};
#endif
};
KITH_MODEL(Game, title, made)

kith::graph graph(kith::models<Game>);
