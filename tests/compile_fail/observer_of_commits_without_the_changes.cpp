// kith: kith::after_commit wants a function of the changes: [](const kith::changes& what)
#include <kith/observe.hpp>

struct User {
    std::string name{};
    int karma = 0;
};
KITH_MODEL(User, name, karma)

kith::subscription watch(kith::graph& graph) {
#ifdef KITH_BAD
    return kith::after_commit(graph, [] {});
#else
    return kith::after_commit(graph, [](const kith::changes&) {});
#endif
}
