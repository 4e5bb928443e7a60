// kith: each() wants a function of one std::span for each column
#include <kith/kith.hpp>

struct Unit {
    std::string name{};
    double x = 0;
};
KITH_MODEL(Unit, name, x)

void move(kith::graph& graph) {
#ifdef KITH_BAD
    graph.columns<kith::read_only<&Unit::x>>().each([](std::span<double> x) { x[0] = 1; });
#else
    graph.columns<&Unit::x>().each([](std::span<double> x) { x[0] = 1; });
#endif
}
