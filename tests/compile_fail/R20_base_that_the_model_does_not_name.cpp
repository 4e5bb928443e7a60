// kith: a type derives from a model that its KITH_MODEL does not name; write KITH_MODEL(T, (Base), ...)
#include <kith/kith.hpp>

struct Animal {
    int age = 0;
};
struct Dog : Animal {
    int tricks = 0;
};
KITH_MODEL(Animal, age)
#ifdef KITH_BAD
KITH_MODEL(Dog, tricks)
#else
KITH_MODEL(Dog, (Animal), tricks)
#endif

kith::graph graph(kith::models<Animal, Dog>);
