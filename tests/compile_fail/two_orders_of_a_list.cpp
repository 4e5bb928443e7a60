// kith: a relationship has one order: as_set, ordered_by, keyed_by or ordering_list
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
    kith::many<Child, "parent", kith::as_set, kith::ordered_by<"name">> kids{};
#else
    kith::many<Child, "parent", kith::ordered_by<"name">> kids{};
#endif
};
KITH_MODEL(Child, name, place, parent)
KITH_MODEL(Parent, name, kids)

kith::graph graph(kith::models<Child, Parent>);
