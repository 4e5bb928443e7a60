// kith: this relationship has a counterpart; use that member
#include <kith/kith.hpp>

struct User;
struct Game;
struct User {
    std::string name{};
    kith::many<Game, "author"> games{};
    kith::one<Game> favourite{};
};
struct Game {
    std::string title{};
    kith::one<User, "games"> author{};
};
KITH_MODEL(User, name, games, favourite)
KITH_MODEL(Game, title, author)

void look(kith::ref<Game> game) {
#ifdef KITH_BAD
    static_cast<void>(kith::backref<&User::games>(game));
#else
    static_cast<void>(kith::backref<&User::favourite>(game));
#endif
}
