// kith: kith::field names a member that KITH_MODEL does not list
#include <kith/kith.hpp>

struct Game {
    int price = 0;
    int notes = 0;
};
KITH_MODEL(Game, price)

std::size_t cheap(kith::graph& graph) {
#ifdef KITH_BAD
    return graph.query<Game>().where(kith::field<&Game::notes> < 5).count();
#else
    return graph.query<Game>().where(kith::field<&Game::price> < 5).count();
#endif
}
