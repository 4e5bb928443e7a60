// kith: a proxy goes through a relationship, and its first name is a plain member
#include <kith/kith.hpp>

struct Game {
    std::string title{};
    kith::many<Game> parts{};
#ifdef KITH_BAD
    kith::proxy<"title", "title"> titles{};
#else
    kith::proxy<"parts", "title"> titles{};
#endif
};
KITH_MODEL(Game, title, parts, titles)

kith::graph graph(kith::models<Game>);
