// kith: a list is not compared; ask it contains(), any(), is_empty() or size()
#include <kith/kith.hpp>

struct Game {
    int price = 0;
    kith::many<Game> parts{};
};
KITH_MODEL(Game, price, parts)

std::size_t cheap(kith::graph& graph) {
#ifdef KITH_BAD
    return graph.query<Game>().where(kith::field<&Game::parts> == 5).count();
#else
    return graph.query<Game>().where(kith::field<&Game::price> == 5).count();
#endif
}
