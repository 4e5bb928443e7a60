// kith: a pointer cannot be a column; declare a kith::one to link entities
#include <kith/kith.hpp>

struct Game {
    std::string title{};
#ifdef KITH_BAD
    Game* next = nullptr;
#else
    kith::one<Game> next{};
#endif
};
KITH_MODEL(Game, title, next)

kith::graph graph(kith::models<Game>);
