// kith: this type has no KITH_MODEL
#include <kith/kith.hpp>

struct User {
    std::string name{};
    int karma = 0;
};
KITH_MODEL(User, name, karma)

void add(kith::graph& graph) {
#ifdef KITH_BAD
    graph.add(5);
#else
    graph.add(User{.karma = 5});
#endif
}
