// kith: this member links to another type; give a ref of that type, or nullptr to unlink
#include <kith/kith.hpp>

struct Animal {
    int age = 0;
};
struct Dog : Animal {};
struct Kennel {
    kith::one<Dog> guard{};
};
KITH_MODEL(Animal, age)
KITH_MODEL(Dog, (Animal))
KITH_MODEL(Kennel, guard)

void use(kith::ref<Kennel> kennel, kith::ref<Animal> animal) {
#ifdef KITH_BAD
    kennel.guard(animal);
#else
    kennel.guard(kith::cast<Dog>(animal));
#endif
}
