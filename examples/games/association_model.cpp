#include "association_model.hpp"

#include "printing.hpp"

#include <filesystem>

namespace association_model {

struct Game;
struct User;
struct Review;

// The creators: what is made in between when a user is added to a game's users, or a game to a user's games.
// They set the far end; the near one is the list's owner.
Review review_by(kith::ref<User> user);
Review review_of(kith::ref<Game> game);

struct Game {
    using kith_table = kith::name<"games">;
    std::string title{};
    std::string genre{};
    std::string platform{};
    std::int32_t price = 0;
    kith::column<kith::timestamp, kith::created> created_at{};
    kith::column<kith::timestamp, kith::updated> updated_at{};
    kith::many<Review, "game", kith::cascade<"all, delete-orphan">> reviews{};
    kith::proxy<"reviews", "user", kith::creator<review_by>> users{};
};

struct User {
    using kith_table = kith::name<"users">;
    std::string name{};
    kith::column<kith::timestamp, kith::created> created_at{};
    kith::column<kith::timestamp, kith::updated> updated_at{};
    kith::many<Review, "user", kith::cascade<"all, delete-orphan">> reviews{};
    kith::proxy<"reviews", "game", kith::creator<review_of>> games{};
};

struct Review {
    using kith_table = kith::name<"reviews">;
    std::int32_t score = 0;
    std::string comment{};
    kith::column<kith::timestamp, kith::created> created_at{};
    kith::column<kith::timestamp, kith::updated> updated_at{};
    kith::one<Game, "reviews"> game{};
    kith::one<User, "reviews"> user{};
};

KITH_MODEL(Game, title, genre, platform, price, created_at, updated_at, reviews, users)
KITH_MODEL(User, name, created_at, updated_at, reviews, games)
KITH_MODEL(Review, score, comment, created_at, updated_at, game, user)

Review review_by(kith::ref<User> user) { return {.user = user}; }
Review review_of(kith::ref<Game> game) { return {.game = game}; }

inline constexpr auto models = kith::models<Game, User, Review>;

std::string repr(const kith::ref<Game>& game) {
    return "Game(id=" + std::to_string(game.id().value) + ", title=" + std::string(game.title()) +
           ", platform=" + std::string(game.platform()) + ")";
}
std::string repr(const kith::ref<User>& user) {
    return "User(id=" + std::to_string(user.id().value) + ", name=" + std::string(user.name()) + ")";
}
std::string repr(const kith::ref<Review>& review) {
    return "Review(id=" + std::to_string(review.id().value) + ", score=" + std::to_string(review.score()) +
           ", game_id=" + std::to_string(review.game().id().value) + ")";
}

namespace {

using namespace printing;

void show_has_many_through(kith::graph& graph) {
    heading("Has many through");
    const auto zelda = graph.add(
        Game{.title = "Breath of the Wild", .genre = "Adventure", .platform = "Switch", .price = 60});
    const auto doom = graph.add(Game{.title = "Doom", .genre = "Shooter", .platform = "PC", .price = 20});
    const auto ana = graph.add(User{.name = "Ana"});
    const auto bo = graph.add(User{.name = "Bo"});

    graph.add(Review{.score = 9, .comment = "again!", .game = zelda, .user = ana});
    graph.add(Review{.score = 10, .comment = "loud!", .game = doom, .user = bo});
    print("zelda.users()", zelda.users());
    print("ana.games()", ana.games());
}

void show_adding(kith::graph& graph, kith::timestamp& now) {
    heading("Adding through a proxy makes the review");
    now = kith::timestamp::of(2024, 5, 1, 10);
    const auto zelda = graph.get(kith::id<Game>{1});
    const auto doom = graph.get(kith::id<Game>{2});
    const auto ana = graph.get(kith::id<User>{1});
    const auto bo = graph.get(kith::id<User>{2});

    const auto bos = zelda.users().append(bo);
    print("zelda.users()", zelda.users());
    print("bo.games()", bo.games());
    print("bo.reviews()", bo.reviews());

    ana.games().append(doom);
    print("doom.users()", doom.users());

    std::cout << "Bo's new review: created " << text_of(bos.created_at()) << ", updated "
              << text_of(bos.updated_at()) << "\n";
    now = kith::timestamp::of(2024, 5, 1, 11);
    bos.score(7);
    std::cout << "with a score: created " << text_of(bos.created_at()) << ", updated "
              << text_of(bos.updated_at()) << "\n";
    std::cout << "Bo himself: updated " << text_of(bo.updated_at()) << "\n";
}

void show_orphans(kith::graph& graph) {
    heading("A review that loses its game or its user is an orphan, and goes");
    const auto zelda = graph.get(kith::id<Game>{1});
    const auto doom = graph.get(kith::id<Game>{2});
    const auto ana = graph.get(kith::id<User>{1});
    print("all reviews", graph.all<Review>());
    doom.users().remove(ana);  // removes the review in between; Ana stays
    print("doom.users()", doom.users());
    print("ana.games()", ana.games());
    print("all reviews", graph.all<Review>());

    // Orphans are looked for when the unit of work ends: in a transaction a review can change its game.
    graph.atomically([&] {
        const auto review = ana.reviews().front();
        zelda.reviews().remove(review);
        doom.reviews().append(review);
    });
    print("ana.games(), when her review is of another game", ana.games());
    print("all reviews", graph.all<Review>());
}

void show_cascade(kith::graph& graph) {
    heading("Erasing a game takes its reviews along, and no user");
    graph.erase(graph.get(kith::id<Game>{2}));
    print("all reviews", graph.all<Review>());
    print("all users", graph.all<User>());
    print("ana.games()", graph.get(kith::id<User>{1}).games());
}

void show_database(kith::graph& graph) {
    heading("In a database: three tables, proxies need none");
    std::filesystem::remove("association_model.db");
    kith::storage::sqlite db("association_model.db");
    db.flush(graph);
    print_rows(db,
               "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'kith_meta' ORDER BY name");
    print_rows(db, "SELECT * FROM reviews ORDER BY id");

    show_cascade(graph);
    const auto written = db.flush(graph);  // only what changed since
    std::cout << "rows deleted: " << written.deleted << ", updated: " << written.updated << "\n";
    print_rows(db, "SELECT * FROM reviews ORDER BY id");

    kith::graph again(models);
    db.load(again);
    print("read back", again.get(kith::id<Game>{1}).users());
    std::cout << (again.digest() == graph.digest() ? "the same\n" : "something else\n");
}

}  // namespace
}  // namespace association_model

void show_association_model() {
    using namespace association_model;
    auto now = kith::timestamp::of(2024, 5, 1, 9);
    kith::graph graph(models, {.clock = [&now] { return now; }});
    show_has_many_through(graph);
    show_adding(graph, now);
    show_orphans(graph);
    show_database(graph);
}
