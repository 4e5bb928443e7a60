#include "sqlite/world.hpp"

#include <gmock/gmock.h>

#include <cstdlib>

namespace {

using kith::storage::flush_counts;
using kith::storage::sqlite;

// The models of sqlalchemy_inheritance.py.
struct Animal;
struct Puppy;
struct Zoo {
    using kith_table = kith::name<"zoos">;
    std::string city{};
    kith::many<Animal, "zoo"> animals{};
};
struct Animal {
    using kith_table = kith::name<"animals">;
    std::string name{};
    std::string kind = "animal";  // SQLAlchemy's discriminator
    kith::one<Zoo, "animals"> zoo{};
};
struct Dog : Animal {
    using kith_table = kith::name<"dogs">;
    std::int32_t tricks = 0;
    kith::many<Puppy, "mother"> puppies{};
};
struct Puppy : Dog {
    using kith_table = kith::name<"puppies">;
    std::int32_t weeks = 0;
    kith::one<Dog, "puppies"> mother{};
};
KITH_MODEL(Zoo, city, animals)
KITH_MODEL(Animal, name, kind, zoo)
KITH_MODEL(Dog, (Animal), tricks, puppies)
KITH_MODEL(Puppy, (Dog), weeks, mother)
constexpr auto models = kith::models<Zoo, Animal, Dog, Puppy>;

/// Runs SQLAlchemy; what it complains about stands in the test's output.
void run_python(const char* what, const std::filesystem::path& database) {
    const auto script = std::filesystem::path(__FILE__).parent_path() / "sqlalchemy_inheritance.py";
    const std::string command =
        "/usr/bin/python3 -B '" + script.string() + "' " + what + " '" + database.string() + "' 2>&1";
    ASSERT_EQ(std::system(command.c_str()), 0) << "needs the Debian packages python3 and python3-sqlalchemy";
}

TEST(sqlalchemy_inheritance, R20_databases_go_back_and_forth) {
    const world::folder temporary;
    const auto path = temporary / "zoo.db";
    ASSERT_NO_FATAL_FAILURE(run_python("write", path));

    kith::graph graph(models);
    sqlite db(path);
    db.load(graph);
    const auto zoo = graph.all<Zoo>().front();
    const auto pip = graph.get(kith::id<Puppy>{3});
    EXPECT_EQ(kith::to_string(pip), "<Puppy 3, Pip, puppy, 0, 5>");
    EXPECT_EQ(pip.mother().name(), "Rex");
    EXPECT_EQ(zoo.animals().size(), 2U);
    EXPECT_EQ(kith::cast<Dog>(zoo.animals().back()), pip.mother());
    EXPECT_EQ(graph.check(), std::vector<std::string>{});

    const auto max = pip.mother();
    max.name("Max");
    max.zoo(nullptr);
    Puppy bo;
    bo.name = "Bo";
    bo.kind = "puppy";
    bo.zoo = zoo;
    bo.tricks = 7;
    bo.weeks = 1;
    bo.mother = max;
    graph.add(bo);
    graph.erase(kith::ref<Animal>(pip));
    EXPECT_EQ(db.flush(graph), (flush_counts{.inserted = 3, .updated = 1, .deleted = 3}));
    ASSERT_NO_FATAL_FAILURE(run_python("read", path));

    kith::graph again(models);
    sqlite(path).load(again);
    EXPECT_EQ(again.count<Animal>(), 3U);
    EXPECT_EQ(again.count<Puppy>(), 0U);
    const auto cy = again.get(kith::id<Dog>{5});
    EXPECT_EQ(cy.name(), "Cy");
    EXPECT_EQ(cy.zoo().city(), "Ulm");
    EXPECT_EQ(again.check(), std::vector<std::string>{});
}

TEST(sqlalchemy_inheritance, uses_tables_that_kith_made) {
    const world::folder temporary;
    const auto path = temporary / "zoo.db";
    kith::graph graph(models);
    {
        sqlite db(path);
        db.flush(graph);
    }
    ASSERT_NO_FATAL_FAILURE(run_python("write", path));
    sqlite(path).load(graph);
    EXPECT_EQ(graph.get(kith::id<Puppy>{3}).mother().zoo().city(), "Ulm");
}

TEST(sqlalchemy_inheritance, a_row_without_its_base_is_refused) {
    const world::folder temporary;
    const auto path = temporary / "zoo.db";
    ASSERT_NO_FATAL_FAILURE(run_python("write", path));
    sqlite db(path);
    static_cast<void>(db.rows("PRAGMA foreign_keys = OFF"));
    static_cast<void>(db.rows("DELETE FROM animals WHERE id = 2"));
    kith::graph graph(models);
    try {
        db.load(graph);
        FAIL() << "a dog that is no animal";
    } catch (const kith::storage_error& problem) {
        EXPECT_EQ(problem.code(), kith::errc::database_value);
        EXPECT_THAT(problem.what(), testing::HasSubstr("table dogs"));
        EXPECT_THAT(problem.what(), testing::HasSubstr("animals"));
    }
    EXPECT_TRUE(graph.empty());
}

}  // namespace
