// kith: a column that can be null keeps its nulls elsewhere; read and write it through refs
#include <kith/kith.hpp>

struct Unit {
    std::optional<int> name{};
    double x = 0;
};
KITH_MODEL(Unit, name, x)

void move(kith::graph& graph) {
#ifdef KITH_BAD
    graph.columns<&Unit::name>().each([](auto) {});
#else
    graph.columns<&Unit::x>().each([](std::span<double> x) { x[0] = 1; });
#endif
}
