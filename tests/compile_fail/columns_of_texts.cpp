// kith: columns() are of numbers, dates and plain structs; texts and boxed values do not lie side by side
#include <kith/kith.hpp>

struct Unit {
    std::string name{};
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
