// kith: columns() are of one type; name members of that
#include <kith/kith.hpp>

struct Unit {
    double x = 0;
};
struct Crate {
    double weight = 0;
};
KITH_MODEL(Unit, x)
KITH_MODEL(Crate, weight)

void move(kith::graph& graph) {
#ifdef KITH_BAD
    graph.columns<&Unit::x, &Crate::weight>().each([](std::span<double> x, std::span<double>) { x[0] = 1; });
#else
    graph.columns<&Unit::x>().each([](std::span<double> x) { x[0] = 1; });
#endif
}
