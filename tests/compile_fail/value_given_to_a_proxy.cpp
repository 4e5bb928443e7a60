// kith: a proxy stores nothing that an entity could be added with; add the entity, then give the proxy its values: graph.add(Game{...}).users({ana, bo})
#include <kith/kith.hpp>

struct Game;
struct User {
    std::string name{};
};
struct Review {
    kith::one<Game, "reviews"> game{};
    kith::one<User> user{};
};
struct Game {
    std::string title{};
    kith::many<Review, "game"> reviews{};
    kith::proxy<"reviews", "user"> users{};
};
KITH_MODEL(User, name)
KITH_MODEL(Review, game, user)
KITH_MODEL(Game, title, reviews, users)

void add(kith::graph& graph, kith::ref<User> ana, kith::ref<User> bo) {
#ifdef KITH_BAD
    graph.add(Game{.title = "Zelda", .users = {ana, bo}});
#else
    graph.add(Game{.title = "Zelda"}).users({ana, bo});
#endif
}
