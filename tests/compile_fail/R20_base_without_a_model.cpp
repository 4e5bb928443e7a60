// kith: a base that KITH_MODEL or KITH_MIXIN names is neither a KITH_MODEL nor a KITH_MIXIN
#include <kith/kith.hpp>

struct Animal {
    int age = 0;
};
struct Dog : Animal {
    int tricks = 0;
};
#ifndef KITH_BAD
KITH_MODEL(Animal, age)
#endif
KITH_MODEL(Dog, (Animal), tricks)

#ifdef KITH_BAD
kith::graph graph(kith::models<Dog>);
#else
kith::graph graph(kith::models<Animal, Dog>);
#endif
