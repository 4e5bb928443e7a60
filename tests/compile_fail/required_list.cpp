// kith: kith::required is for links to one; for a list there is kith::at_least<1>
#include <kith/kith.hpp>

struct Parent;
struct Child {
    std::string name{};
    std::int32_t place = 0;
    kith::one<Parent, "kids"> parent{};
};
struct Parent {
    std::string name{};
#ifdef KITH_BAD
    kith::many<Child, "parent", kith::required> kids{};
#else
    kith::many<Child, "parent", kith::at_least<1>> kids{};
#endif
};
KITH_MODEL(Child, name, place, parent)
KITH_MODEL(Parent, name, kids)

kith::graph graph(kith::models<Child, Parent>);
