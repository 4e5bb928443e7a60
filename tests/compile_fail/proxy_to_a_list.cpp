// kith: a proxy ends at a column, a link to one or another proxy, not at a list
#include <kith/kith.hpp>

struct Game {
    std::string title{};
    kith::many<Game> parts{};
#ifdef KITH_BAD
    kith::proxy<"parts", "parts"> titles{};
#else
    kith::proxy<"parts", "title"> titles{};
#endif
};
KITH_MODEL(Game, title, parts, titles)

kith::graph graph(kith::models<Game>);
