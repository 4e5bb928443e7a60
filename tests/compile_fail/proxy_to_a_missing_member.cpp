// kith: a proxy's second name is no member of the type it goes through
#include <kith/kith.hpp>

struct Game {
    std::string title{};
    kith::many<Game> parts{};
#ifdef KITH_BAD
    kith::proxy<"parts", "name"> titles{};
#else
    kith::proxy<"parts", "title"> titles{};
#endif
};
KITH_MODEL(Game, title, parts, titles)

kith::graph graph(kith::models<Game>);
