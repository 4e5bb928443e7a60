// kith: this value is none that the column could hold; give one of the column's type
#include <kith/kith.hpp>

struct User {
    std::string name{};
    int karma = 0;
};
KITH_MODEL(User, name, karma)

void set(kith::ref<User> ana) {
#ifdef KITH_BAD
    ana.name(5);
#else
    ana.name("5");
#endif
}
