// kith: KITH_MODEL (or KITH_MIXIN) leaves out a member of this struct; name every member: what is not kept has no place in a model
#include <kith/kith.hpp>

struct counted {
    int count = 0;
};
KITH_MIXIN(counted, count)
struct Animal {
    std::string name{};
};
KITH_MODEL(Animal, name)
struct Dog : Animal, counted {
    kith::one<Animal> prey{};
    int tricks = 0;
};
#ifdef KITH_BAD
KITH_MODEL(Dog, (Animal, counted), tricks)
#else
KITH_MODEL(Dog, (Animal, counted), prey, tricks)
#endif

kith::graph graph(kith::models<Animal, Dog>);
