// kith: kith::validate of a column wants a function of a ref and a value that returns the value to set: [](kith::ref<Game> game, std::int32_t price) { return price; }
#include <kith/observe.hpp>

struct User {
    std::string name{};
    int karma = 0;
};
KITH_MODEL(User, name, karma)

void watch(kith::graph& graph) {
#ifdef KITH_BAD
    kith::validate<&User::karma>(graph, [](kith::ref<User>, int) {});
#else
    kith::validate<&User::karma>(graph, [](kith::ref<User>, int karma) { return karma; });
#endif
}
