// kith: an option of this column is given twice, or two exclude each other
#include <kith/kith.hpp>

struct Game {
#ifdef KITH_BAD
    kith::column<std::int32_t, kith::hashed, kith::ordered> price{};
#else
    kith::column<std::int32_t, kith::unique, kith::ordered> price{};
#endif
};
KITH_MODEL(Game, price)

kith::graph graph(kith::models<Game>);
