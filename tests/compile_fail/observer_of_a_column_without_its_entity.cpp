// kith: kith::on_change of a column wants a function of a ref and a value: [](kith::ref<Game> game, std::int32_t price)
#include <kith/observe.hpp>

struct User {
    std::string name{};
    int karma = 0;
};
KITH_MODEL(User, name, karma)

kith::subscription watch(kith::graph& graph) {
#ifdef KITH_BAD
    return kith::on_change<&User::name>(graph, [](std::string_view) {});
#else
    return kith::on_change<&User::name>(graph, [](kith::ref<User>, std::string_view) {});
#endif
}
