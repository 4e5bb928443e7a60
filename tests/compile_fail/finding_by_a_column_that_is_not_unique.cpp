// kith: find() is by a column that is kith::unique; ask by others with query()
#include <kith/kith.hpp>

struct Game {
    kith::column<std::string, kith::unique> title{};
    int price = 0;
};
KITH_MODEL(Game, title, price)

void look(kith::graph& graph) {
#ifdef KITH_BAD
    static_cast<void>(graph.find<&Game::price>(60));
#else
    static_cast<void>(graph.find<&Game::title>("Zelda"));
#endif
}
