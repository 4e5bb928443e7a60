// kith: an association table is for lists at both ends, and the counterpart holds one
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
    kith::many<Child, "parent", kith::secondary<"kids">> kids{};
#else
    kith::many<Child, "parent"> kids{};
#endif
};
KITH_MODEL(Child, name, place, parent)
KITH_MODEL(Parent, name, kids)

kith::graph graph(kith::models<Child, Parent>);
