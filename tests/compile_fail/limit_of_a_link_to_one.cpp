// kith: a link to one has no number of members to limit; kith::required is for it
#include <kith/kith.hpp>

struct Parent;
struct Child {
    std::string name{};
    std::int32_t place = 0;
#ifdef KITH_BAD
    kith::one<Parent, "kids", kith::at_least<1>> parent{};
#else
    kith::one<Parent, "kids", kith::required> parent{};
#endif
};
struct Parent {
    std::string name{};
    kith::many<Child, "parent"> kids{};
};
KITH_MODEL(Child, name, place, parent)
KITH_MODEL(Parent, name, kids)

kith::graph graph(kith::models<Child, Parent>);
