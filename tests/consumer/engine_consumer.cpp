#include <kith/kith.hpp>

#include <cstdint>
#include <string>

namespace zoo {
struct Cage;

struct Animal {
    std::string name = {};
    kith::one<Cage, "animals"> cage = {};
};
struct Cage {
    std::int32_t number = 0;
    kith::many<Animal, "cage"> animals = {};
};
KITH_MODEL(Animal, name, cage)
KITH_MODEL(Cage, number, animals)
}  // namespace zoo

int main() {
    kith::graph graph(kith::models<zoo::Animal, zoo::Cage>);
    auto lion = graph.add(zoo::Animal{.name = "Lion"});
    auto cage = graph.add(zoo::Cage{.number = 7});
    lion.cage(cage);
    return cage.animals().size() == 1 && lion.cage().number() == 7 ? 0 : 1;
}
