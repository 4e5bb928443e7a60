// kith: this relationship's target has no KITH_MODEL
#include <kith/kith.hpp>

struct User {
    std::string name{};
};
struct Game {
    std::string title{};
    kith::one<User> author{};
};
#ifndef KITH_BAD
KITH_MODEL(User, name)
#endif
KITH_MODEL(Game, title, author)

kith::schema::type described() { return kith::model::schema_of<Game>(); }
