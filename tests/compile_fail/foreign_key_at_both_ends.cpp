// kith: only one end of a one-to-one carries kith::foreign_key
#include <kith/kith.hpp>

struct Card;
struct Person {
    std::string name{};
#ifdef KITH_BAD
    kith::one<Card, "holder", kith::foreign_key> card{};
#else
    kith::one<Card, "holder"> card{};
#endif
};
struct Card {
    kith::one<Person, "card", kith::foreign_key> holder{};
};
KITH_MODEL(Person, name, card)
KITH_MODEL(Card, holder)

kith::graph graph(kith::models<Person, Card>);
