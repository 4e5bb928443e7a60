// kith: a list is assigned a range of refs to what it links to; to empty it, clear() it
#include <kith/kith.hpp>

struct Parent;
struct Child {
    std::string name{};
    kith::one<Parent, "kids"> parent{};
};
struct Parent {
    std::string name{};
    kith::many<Child, "parent"> kids{};
};
KITH_MODEL(Child, name, parent)
KITH_MODEL(Parent, name, kids)

void change(const kith::ref<Parent>& parent, const kith::ref<Child>& child) {
#ifdef KITH_BAD
    parent.kids(child);
#else
    parent.kids(std::vector{child});
#endif
}
