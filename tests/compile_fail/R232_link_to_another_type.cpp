// kith: this member links to another type; give a ref of that type, or nullptr to unlink
#include <kith/kith.hpp>

struct User {
    std::string name{};
};
struct Game {
    std::string title{};
    kith::one<User> author{};
};
KITH_MODEL(User, name)
KITH_MODEL(Game, title, author)

void change(kith::ref<Game> game, kith::ref<User> user) {
#ifdef KITH_BAD
    user.name("Ana");
    game.author(game);
#else
    game.author(user);
#endif
}
