// kith: an entity of this type can never be one of that; kith::cast goes from a model to one that it inherits from, or to one that inherits from it
#include <kith/kith.hpp>

struct Animal {
    int age = 0;
};
struct Dog : Animal {};
struct Cat : Animal {};
KITH_MODEL(Animal, age)
KITH_MODEL(Dog, (Animal))
KITH_MODEL(Cat, (Animal))

void use(kith::ref<Dog> dog) {
#ifdef KITH_BAD
    static_cast<void>(kith::cast<Cat>(dog));
#else
    static_cast<void>(kith::cast<Animal>(dog));
#endif
}
