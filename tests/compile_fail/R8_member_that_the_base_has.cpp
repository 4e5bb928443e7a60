// kith: a member's name is declared twice, in a model and in a base or mixin of it; rename one of the two
#include <kith/kith.hpp>

struct Animal {
    int age = 0;
};
struct Dog : Animal {};
#ifdef KITH_BAD
struct Puppy : Dog {
    int age = 0;
};
#else
struct Puppy : Dog {
    int weeks = 0;
};
#endif
KITH_MODEL(Animal, age)
KITH_MODEL(Dog, (Animal))
#ifdef KITH_BAD
KITH_MODEL(Puppy, (Dog), age)
#else
KITH_MODEL(Puppy, (Dog), weeks)
#endif

kith::graph graph(kith::models<Animal, Dog, Puppy>);
