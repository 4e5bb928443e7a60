// kith: kith::at_least wants more members than kith::at_most allows
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
    kith::many<Child, "parent", kith::at_least<3>, kith::at_most<2>> kids{};
#else
    kith::many<Child, "parent", kith::at_least<2>, kith::at_most<2>> kids{};
#endif
};
KITH_MODEL(Child, name, place, parent)
KITH_MODEL(Parent, name, kids)

kith::graph graph(kith::models<Child, Parent>);
