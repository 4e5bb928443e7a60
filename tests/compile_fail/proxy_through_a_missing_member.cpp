// kith: a proxy's first name is no member of its own type
#include <kith/kith.hpp>

struct Game {
    std::string title{};
    kith::many<Game> parts{};
#ifdef KITH_BAD
    kith::proxy<"prats", "title"> titles{};
#else
    kith::proxy<"parts", "title"> titles{};
#endif
};
KITH_MODEL(Game, title, parts, titles)

kith::graph graph(kith::models<Game>);
