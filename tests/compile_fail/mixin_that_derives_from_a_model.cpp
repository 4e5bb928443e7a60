// kith: a KITH_MIXIN derives from mixins only; let the model derive from the model
#include <kith/kith.hpp>

struct Animal {
    int age = 0;
};
struct trained : Animal {
    int tricks = 0;
};
struct Dog : trained {};
#ifdef KITH_BAD
KITH_MODEL(Animal, age)
#else
KITH_MIXIN(Animal, age)
#endif
KITH_MIXIN(trained, (Animal), tricks)
KITH_MODEL(Dog, (trained))

kith::graph graph(kith::models<Dog>);
