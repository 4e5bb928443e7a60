// kith: unknown cascade; the words are
#include <kith/kith.hpp>

struct Game {
    std::string title{};
#ifdef KITH_BAD
    kith::many<Game, "", kith::cascade<"all, delete-orphans">> parts{};
#else
    kith::many<Game, "", kith::cascade<"all, delete-orphan">> parts{};
#endif
};
KITH_MODEL(Game, title, parts)

kith::graph graph(kith::models<Game>);
