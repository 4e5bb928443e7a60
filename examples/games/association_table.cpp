#include "association_table.hpp"

#include "printing.hpp"

#include <filesystem>

namespace association_table {

struct Game;
struct User;
struct Review;

struct Game {
    using kith_table = kith::name<"games">;
    std::string title{};
    std::string genre{};
    std::string platform{};
    std::int32_t price = 0;
    kith::many<User, "games", kith::secondary<"game_users">> users{};
    kith::many<Review, "", kith::cascade<"all, delete-orphan">> reviews{};
};

struct User {
    using kith_table = kith::name<"users">;
    std::string name{};
    kith::column<kith::timestamp, kith::created> created_at{};
    kith::column<kith::timestamp, kith::updated> updated_at{};
    kith::many<Game, "users", kith::secondary<"game_users">> games{};
    kith::many<Review, "", kith::cascade<"all, delete-orphan">> reviews{};
};

// A review says nothing of the game and the user that it belongs to: kith::backref leads there. Its table
// has their keys all the same, `game_id` and `user_id`.
struct Review {
    using kith_table = kith::name<"reviews">;
    std::int32_t score = 0;
    std::string comment{};
};

KITH_MODEL(Game, title, genre, platform, price, users, reviews)
KITH_MODEL(User, name, created_at, updated_at, games, reviews)
KITH_MODEL(Review, score, comment)

inline constexpr auto models = kith::models<Game, User, Review>;

kith::ref<Game> game_of(const kith::ref<Review>& review) { return kith::backref<&Game::reviews>(review); }
kith::ref<User> user_of(const kith::ref<Review>& review) { return kith::backref<&User::reviews>(review); }

std::string repr(const kith::ref<Game>& game) {
    return "Game(id=" + std::to_string(game.id().value) + ", title=" + std::string(game.title()) +
           ", platform=" + std::string(game.platform()) + ")";
}
std::string repr(const kith::ref<User>& user) {
    return "User(id=" + std::to_string(user.id().value) + ", name=" + std::string(user.name()) + ")";
}
std::string repr(const kith::ref<Review>& review) {
    return "Review(id=" + std::to_string(review.id().value) + ", score=" + std::to_string(review.score()) +
           ", game_id=" + std::to_string(game_of(review).id().value) + ")";
}

namespace {

using namespace printing;

void fill(kith::graph& graph) {
    const auto zelda = graph.add(
        Game{.title = "Breath of the Wild", .genre = "Adventure", .platform = "Switch", .price = 60});
    const auto doom = graph.add(Game{.title = "Doom", .genre = "Shooter", .platform = "PC", .price = 20});
    const auto ana = graph.add(User{.name = "Ana"});
    const auto bo = graph.add(User{.name = "Bo"});

    const auto review = [&](kith::ref<User> by, kith::ref<Game> of, Review what) {
        const auto added = graph.add(what);
        by.reviews().append(added);
        of.reviews().append(added);
    };
    review(ana, zelda, {.score = 9, .comment = "again!"});
    review(ana, doom, {.score = 4, .comment = "too loud"});
    review(bo, doom, {.score = 10, .comment = "loud!"});
}

void show_reviews(kith::graph& graph) {
    heading("A game has many reviews; a review belongs to a game and to a user");
    const auto doom = graph.get(kith::id<Game>{2});
    print("doom.reviews()", doom.reviews());
    for (const auto review : doom.reviews())
        std::cout << repr(review) << " of " << repr(game_of(review)) << " by " << repr(user_of(review))
                  << "\n";
}

void show_timestamps(kith::graph& graph, kith::timestamp& now) {
    heading("Timestamps");
    const auto ana = graph.get(kith::id<User>{1});
    const auto print_stamps = [&](std::string_view when) {
        std::cout << when << ": created " << text_of(ana.created_at()) << ", updated "
                  << text_of(ana.updated_at()) << "\n";
    };
    now = kith::timestamp::of(2024, 5, 1, 10, 30);
    print_stamps("added and linked");  // the keys are the reviews', so the user did not change
    ana.name("Ana");
    print_stamps("given the name she had");
    ana.name("Anna");
    print_stamps("given another name");
}

void show_joining(kith::graph& graph) {
    heading("Many-to-many");
    // Whoever reviewed a game has it. The game gets its user in the same step, and nobody twice.
    for (const auto user : graph.all<User>())
        for (const auto review : user.reviews()) user.games().append(game_of(review));
    const auto zelda = graph.get(kith::id<Game>{1});
    const auto doom = graph.get(kith::id<Game>{2});
    const auto bo = graph.get(kith::id<User>{2});
    print("doom.users()", doom.users());
    print("bo.games()", bo.games());

    // A game can be had without a review of it.
    zelda.users().append(bo);
    print("bo.games()", bo.games());
    print("bo.reviews()", bo.reviews());
}

void show_database(kith::graph& graph) {
    heading("In a database");
    std::filesystem::remove("association_table.db");
    kith::storage::sqlite db("association_table.db");
    db.flush(graph);
    print_rows(db, "SELECT sql FROM sqlite_master WHERE name IN ('users', 'game_users') ORDER BY name");
    print_rows(db, "SELECT * FROM game_users ORDER BY game_id, user_id");
    print_rows(db, "SELECT id, score, game_id, user_id FROM reviews ORDER BY id");
    print_rows(db, "SELECT * FROM users ORDER BY id");

    kith::graph again(models);
    db.load(again);
    std::cout << (again.digest() == graph.digest() ? "read back: the same\n" : "read back: something else\n");
}

void show_cascade(kith::graph& graph) {
    heading("Cascade");
    const auto ana = graph.get(kith::id<User>{1});
    graph.erase(ana);  // takes her reviews along; the games forget her
    print("games", graph.all<Game>());
    print("doom.users()", graph.get(kith::id<Game>{2}).users());
    print("all reviews", graph.all<Review>());
}

}  // namespace
}  // namespace association_table

void show_association_table() {
    using namespace association_table;
    auto now = kith::timestamp::of(2024, 5, 1, 9);
    kith::graph graph(models, {.clock = [&now] { return now; }});
    fill(graph);
    show_reviews(graph);
    show_timestamps(graph, now);
    show_joining(graph);
    show_database(graph);
    show_cascade(graph);
}
