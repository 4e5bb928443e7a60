// kith: an option of this relationship is given twice, or two exclude each other
#include <kith/kith.hpp>

struct Part;
struct Game {
    std::string title{};
#ifdef KITH_BAD
    kith::many<Part, "", kith::cascade<"all">, kith::cascade<"delete-orphan">> parts{};
#else
    kith::many<Part, "", kith::cascade<"all, delete-orphan">> parts{};
#endif
};
struct Part {
    std::string name{};
};
KITH_MODEL(Game, title, parts)
KITH_MODEL(Part, name)

kith::graph graph(kith::models<Game, Part>);
