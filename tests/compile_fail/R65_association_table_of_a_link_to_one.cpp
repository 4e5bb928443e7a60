// kith: an association table is for lists at both ends, and this end holds one
#include <kith/kith.hpp>

struct Parent;
struct Child {
    std::string name{};
    std::int32_t place = 0;
#ifdef KITH_BAD
    kith::one<Parent, "kids", kith::secondary<"kids">> parent{};
#else
    kith::one<Parent, "kids"> parent{};
#endif
};
struct Parent {
    std::string name{};
    kith::many<Child, "parent"> kids{};
};
KITH_MODEL(Child, name, place, parent)
KITH_MODEL(Parent, name, kids)

kith::graph graph(kith::models<Child, Parent>);
