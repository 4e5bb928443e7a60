// kith: kith::backref is asked with a ref of the type that the relationship leads to
#include <kith/kith.hpp>

struct User;
struct Game;
struct User {
    std::string name{};
    kith::one<Game> favourite{};
};
struct Game {
    std::string title{};
};
KITH_MODEL(User, name, favourite)
KITH_MODEL(Game, title)

void look(kith::ref<Game> game, kith::ref<User> user) {
#ifdef KITH_BAD
    static_cast<void>(kith::backref<&User::favourite>(user));
#else
    static_cast<void>(kith::backref<&User::favourite>(game));
#endif
    static_cast<void>(user.name());
}
