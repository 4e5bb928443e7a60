#include "association_object.hpp"

#include "printing.hpp"

#include <filesystem>

namespace association_object {

struct Game;
struct User;
struct GameUser;

struct Game {
    using kith_table = kith::name<"games">;
    std::string title{};
    kith::many<GameUser, "game"> game_users{};
};

struct User {
    using kith_table = kith::name<"users">;
    std::string name{};
    kith::many<GameUser, "user"> game_users{};
};

// Has an id of its own, like every model, and a key for each of its two ends.
struct GameUser {
    using kith_table = kith::name<"game_users">;
    kith::one<Game, "game_users"> game{};
    kith::one<User, "game_users"> user{};
};

KITH_MODEL(Game, title, game_users)
KITH_MODEL(User, name, game_users)
KITH_MODEL(GameUser, game, user)

inline constexpr auto models = kith::models<Game, User, GameUser>;

std::string repr(const kith::ref<GameUser>& of) {
    return "GameUser(game_id=" + std::to_string(of.game().id().value) +
           ", user_id=" + std::to_string(of.user().id().value) + ")";
}

namespace {

using namespace printing;

void show_joining(kith::graph& graph) {
    heading("Many-to-many");
    const auto zelda = graph.add(Game{.title = "Breath of the Wild"});
    const auto doom = graph.add(Game{.title = "Doom"});
    const auto ana = graph.add(User{.name = "Ana"});

    // One step sets four members: both of the object, and the list at each of its ends.
    graph.add(GameUser{.game = zelda, .user = ana});
    print("zelda.game_users()", zelda.game_users());
    print("ana.game_users()", ana.game_users());

    const auto second = graph.add(GameUser{.user = ana});
    doom.game_users().append(second);
    print("ana.game_users()", ana.game_users());
    second.game(zelda);  // joined again: the object's own id tells the two apart, which a table cannot
    print("ana.game_users()", ana.game_users());
    print("doom.game_users()", doom.game_users());
}

void show_database(kith::graph& graph) {
    heading("In a database");
    std::filesystem::remove("association_object.db");
    kith::storage::sqlite db("association_object.db");
    db.flush(graph);
    print_rows(db, "SELECT id, game_id, user_id FROM game_users ORDER BY id");

    kith::graph again(models);
    db.load(again);
    print("read back", again.all<GameUser>());
    std::cout << (again.digest() == graph.digest() ? "the same\n" : "something else\n");
}

}  // namespace
}  // namespace association_object

void show_association_object() {
    kith::graph graph(association_object::models);
    association_object::show_joining(graph);
    association_object::show_database(graph);
}
