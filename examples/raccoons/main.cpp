// Has many and belongs to, through a join table:
//
//     Business --< Trashcan >-- Raccoon
//
// A business has many trashcans, and therefore many raccoons through its trashcans.

#include <kith/kith.hpp>
#include <kith/storage/sqlite.hpp>

#include <filesystem>
#include <iostream>
#include <string>
#include <string_view>

namespace city {

struct Business;
struct Trashcan;
struct Raccoon;

struct Business {
    using kith_table = kith::name<"businesses_table">;
    std::string name{};
    kith::many<Trashcan, "business"> trashcans{};
    kith::proxy<"trashcans", "raccoon"> raccoons{};  // one step to the trashcans, another to who claimed each
};

struct Raccoon {
    using kith_table = kith::name<"raccoons_table">;
    std::string name{};
    kith::many<Trashcan, "raccoon"> trashcans{};
};

// The many always gets the foreign keys. They are derived from these two ends: `business_id`, `raccoon_id`.
struct Trashcan {
    using kith_table = kith::name<"trashcans_table">;
    std::string location{};
    kith::one<Business, "trashcans"> business{};
    kith::one<Raccoon, "trashcans"> raccoon{};
};

KITH_MODEL(Business, name, trashcans, raccoons)
KITH_MODEL(Raccoon, name, trashcans)
KITH_MODEL(Trashcan, location, business, raccoon)

inline constexpr auto models = kith::models<Business, Raccoon, Trashcan>;

}  // namespace city

// The lesson's last listing gives a trashcan two columns of one name: the raccoon's key is called
// `business_id` as well. Python keeps the second and forgets the first.
namespace typo {

struct Business;
struct Raccoon;
struct Trashcan;

struct Business {
    kith::many<Trashcan, "business"> trashcans{};
};
struct Raccoon {
    kith::many<Trashcan, "raccoon"> trashcans{};
};
struct Trashcan {
    kith::one<Business, "trashcans", kith::name<"business_id">> business{};
    kith::one<Raccoon, "trashcans", kith::name<"business_id">> raccoon{};
};

KITH_MODEL(Business, trashcans)
KITH_MODEL(Raccoon, trashcans)
KITH_MODEL(Trashcan, business, raccoon)

}  // namespace typo

namespace {

using namespace city;

void heading(std::string_view text) { std::cout << "\n== " << text << " ==\n"; }

// The rows that a statement gives, one a line.
void print_rows(kith::storage::sqlite& db, std::string_view sql) {
    std::cout << "sql> " << sql << "\n";
    for (const auto& row : db.rows(sql)) {
        const char* between = "";
        for (const auto& value : row) {
            std::cout << between << value;
            between = " | ";
        }
        std::cout << "\n";
    }
}

template <class Range>
void print(std::string_view name, const Range& entities) {
    std::cout << name << ": [";
    const char* between = "";
    for (const auto& each : entities) {
        std::cout << between << each;
        between = ", ";
    }
    std::cout << "]\n";
}

void fill(kith::graph& graph) {
    const auto diner = graph.add(Business{.name = "Diner"});
    const auto bakery = graph.add(Business{.name = "Bakery"});
    const auto rocky = graph.add(Raccoon{.name = "Rocky Raccoon"});
    const auto rita = graph.add(Raccoon{.name = "Rita"});

    graph.add(Trashcan{.location = "Front door", .business = diner, .raccoon = rocky});
    graph.add(Trashcan{.location = "Backyard", .business = diner, .raccoon = rita});
    graph.add(Trashcan{.location = "Oak Street", .business = bakery, .raccoon = rocky});
}

void show_one_to_many(kith::graph& graph) {
    std::cout << "== One to many ==\n";
    const auto rocky = graph.query<Raccoon>().where(kith::field<&Raccoon::name> == "Rocky Raccoon").first();
    print("rocky.trashcans()", rocky.trashcans());

    const auto trashcan_one = graph.query<Trashcan>().first();
    std::cout << "trashcan_one.raccoon(): " << trashcan_one.raccoon() << "\n";

    // Both ends are one link: whichever is written, the other follows.
    const auto alley = graph.add(Trashcan{.location = "Alley"});
    rocky.trashcans().append(alley);
    std::cout << "alley.raccoon(): " << alley.raccoon() << "\n";
    alley.raccoon(nullptr);
    print("rocky.trashcans()", rocky.trashcans());
}

void show_has_many_through(kith::graph& graph) {
    heading("Has many through");
    const auto diner = graph.get(kith::id<Business>{1});
    print("diner.raccoons()", diner.raccoons());

    // The lesson's proxy has no creator and can only be read. Here the default one makes the trashcan in
    // between, without a location.
    const auto rascal = graph.add(Raccoon{.name = "Rascal"});
    const auto trashcan = diner.raccoons().append(rascal);
    std::cout << "the trashcan in between: " << trashcan << "\n";
    print("diner.raccoons()", diner.raccoons());
    print("rascal.trashcans()", rascal.trashcans());
}

void show_database(kith::graph& graph) {
    heading("In a database");
    std::filesystem::remove("raccoons.db");
    kith::storage::sqlite db("raccoons.db");
    db.flush(graph);
    print_rows(db, "SELECT * FROM trashcans_table ORDER BY id");
    print_rows(db, "SELECT raccoons_table.name FROM trashcans_table "
                   "JOIN raccoons_table ON raccoons_table.id = raccoon_id "
                   "WHERE business_id = 1 ORDER BY trashcans_table.id");

    kith::graph again(models);
    db.load(again);
    print("read back: diner.raccoons()", again.get(kith::id<Business>{1}).raccoons());
    std::cout << (again.digest() == graph.digest() ? "read back: the same\n" : "read back: something else\n");
}

void show_typo() {
    heading("A column that is declared twice is an error");
    // In C++ two members of one name do not compile; a schema that is made at run time is checked then.
    kith::schema::field business_id;
    business_id.name = "business_id";
    kith::schema::type trashcan;
    trashcan.name = "Trashcan";
    trashcan.add(business_id);
    try {
        trashcan.add(business_id);
    } catch (const kith::schema_error& error) {
        std::cout << error.what() << "\n";
    }

    // Two members whose columns have one name are found before the first table is made.
    kith::graph graph(kith::models<typo::Business, typo::Raccoon, typo::Trashcan>);
    kith::storage::sqlite db(":memory:");
    try {
        db.create_all(graph);
    } catch (const kith::schema_error& error) {
        std::cout << error.what() << "\n";
    }
}

}  // namespace

int main() {
    kith::graph graph(models);
    fill(graph);
    show_one_to_many(graph);
    show_has_many_through(graph);
    show_database(graph);
    show_typo();
}
