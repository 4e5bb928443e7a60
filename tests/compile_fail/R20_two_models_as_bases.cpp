// kith: a model inherits from one model only; make the other bases KITH_MIXINs, or link to them
#include <kith/kith.hpp>

struct Animal {
    int age = 0;
};
struct Machine {
    int power = 0;
};
struct Cyborg : Animal, Machine {};
KITH_MODEL(Animal, age)
#ifdef KITH_BAD
KITH_MODEL(Machine, power)
#else
KITH_MIXIN(Machine, power)
#endif
KITH_MODEL(Cyborg, (Animal, Machine))

kith::graph graph(kith::models<Animal, Cyborg>);
