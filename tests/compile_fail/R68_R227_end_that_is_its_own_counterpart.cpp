// kith: an end cannot be its own counterpart
#include <kith/kith.hpp>

struct Person {
    std::string name{};
#ifdef KITH_BAD
    kith::many<Person, "friends"> friends{};
#else
    kith::many<Person, "", kith::secondary<"friendships">> friends{};
#endif
};
KITH_MODEL(Person, name, friends)

kith::graph graph(kith::models<Person>);
