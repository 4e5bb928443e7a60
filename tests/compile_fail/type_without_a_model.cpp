// kith: this type has no KITH_MODEL
#include <kith/kith.hpp>

struct User {
    std::string name{};
};
#ifndef KITH_BAD
KITH_MODEL(User, name)
#endif

kith::graph graph(kith::models<User>);
