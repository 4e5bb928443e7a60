// kith: this type has no KITH_MODEL
#include <kith/kith.hpp>

struct Undescribed {
    int count = 0;
};

struct User {
    std::string name{};
    int karma = 0;
};
KITH_MODEL(User, name, karma)

std::size_t count(const kith::graph& graph) {
#ifdef KITH_BAD
    return graph.count<Undescribed>();
#else
    return graph.count<User>();
#endif
}
