// kith: KITH_MODEL (or KITH_MIXIN) leaves out a member of this struct; name every member: what is not kept has no place in a model
#include <kith/kith.hpp>

struct Unit {
    kith::column<std::string, kith::unique> name{};
    std::optional<int> hp{};
    int forgotten = 0;
    kith::many<Unit> friends{};
    kith::proxy<"friends", "name"> names{};
};
#ifdef KITH_BAD
KITH_MODEL(Unit, name, hp, friends, names)
#else
KITH_MODEL(Unit, name, hp, forgotten, friends, names)
#endif

kith::graph graph(kith::models<Unit>);
