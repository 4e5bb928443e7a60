#include "sql/catalogs.hpp"

#include <kith/storage/sql/statements.hpp>

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace {

using namespace catalogs;
using kith::schema::catalog;
using namespace kith::storage::sql;
using testing::ElementsAre;

// The first ```sql block of the page.
std::string worked_example() {
    std::ifstream file(std::filesystem::path(__FILE__).parent_path() / "../../docs/sql-mapping.md");
    std::stringstream text;
    text << file.rdbuf();
    const std::string page = text.str();
    const auto begin = page.find("```sql\n");
    const auto end = page.find("```", begin + 7);
    return begin == std::string::npos ? "there is no example" : page.substr(begin + 7, end - begin - 7);
}

TEST(statements, make_the_tables_that_the_page_on_the_mapping_shows) {
    const auto made = employees();
    std::string all;
    for (const std::string& each : create_all(tables::of(made), sqlite_type)) all += each + ";\n";
    EXPECT_EQ(all, worked_example());
}

TEST(statements, make_columns_of_every_kind) {
    kith::schema::type every;
    every.name = "every";
    for (int i = 1; i <= 17; ++i) {
        auto made = field("k" + std::to_string(i), static_cast<kind>(i), i % 2 == 0);
        static const kith::schema::boxed_type box{};
        if (made.kind == kind::boxed) made.boxed = &box;
        every.add(made);
    }
    const auto made = catalog::of({every});
    const tables all = tables::of(made);
    EXPECT_EQ(create_table(all, all.types[0], sqlite_type), R"(CREATE TABLE "every" (
    "id" INTEGER PRIMARY KEY,
    "k1" BOOLEAN NOT NULL,
    "k2" SMALLINT,
    "k3" SMALLINT NOT NULL,
    "k4" INTEGER,
    "k5" BIGINT NOT NULL,
    "k6" SMALLINT,
    "k7" INTEGER NOT NULL,
    "k8" BIGINT,
    "k9" BIGINT NOT NULL,
    "k10" FLOAT,
    "k11" DOUBLE NOT NULL,
    "k12" TEXT,
    "k13" BLOB NOT NULL,
    "k14" DATE,
    "k15" DATETIME NOT NULL,
    "k16" BLOB,
    "k17" BLOB NOT NULL
))");
}

TEST(statements, make_unique_required_stamped_and_indexed_columns) {
    auto title = field("title", kind::text);
    title.unique = true;
    title.index = kith::schema::index_kind::hashed;
    auto price = field("price", kind::int32);
    price.index = kith::schema::index_kind::ordered;
    price.required = true;
    auto created = field("created_at", kind::timestamp, true);
    created.stamp = kith::schema::stamp::created;
    auto shop = end("shop", "Shop", "games", arity::one);
    shop.required = true;
    const auto made = catalog::of({type("Game", "games", title, price, created, shop),
                                   type("Shop", "shops", end("games", "Game", "shop", arity::many, "deny"))});
    const tables all = tables::of(made);
    EXPECT_EQ(create_table(all, all.types[0], sqlite_type), R"(CREATE TABLE "games" (
    "id" INTEGER PRIMARY KEY,
    "title" TEXT NOT NULL,
    "price" INTEGER NOT NULL,
    "created_at" DATETIME DEFAULT CURRENT_TIMESTAMP,
    "shop_id" INTEGER NOT NULL,
    CONSTRAINT "uq_games_title" UNIQUE ("title"),
    CONSTRAINT "fk_games_shop_id_shops" FOREIGN KEY ("shop_id") REFERENCES "shops" ("id") ON DELETE NO ACTION
))");
    EXPECT_THAT(create_indexes(all.types[0]),
                ElementsAre("CREATE INDEX \"ix_games_price\" ON \"games\" (\"price\")",
                            "CREATE INDEX \"ix_games_shop_id\" ON \"games\" (\"shop_id\")"));
}

TEST(statements, name_every_column_and_take_values_by_place) {
    const auto made = employees();
    const tables all = tables::of(made);
    EXPECT_EQ(insert(all.types[0]),
              "INSERT INTO \"employees\" (\"id\", \"name\", \"hire_date\") VALUES (?, ?, ?)");
    const std::uint32_t columns[] = {1, 2};
    EXPECT_EQ(update(all.types[0], columns),
              "UPDATE \"employees\" SET \"name\" = ?, \"hire_date\" = ? WHERE \"id\" = ?");
    EXPECT_EQ(remove(all.types[0]), "DELETE FROM \"employees\" WHERE \"id\" = ?");
    EXPECT_EQ(remove(all.pairs[0]),
              "DELETE FROM \"employees_meetings\" WHERE \"employee_id\" = ? AND \"meeting_id\" = ?");
    EXPECT_EQ(select_all(all.types[0]),
              "SELECT \"id\", \"name\", \"hire_date\" FROM \"employees\" ORDER BY \"id\"");
    EXPECT_EQ(select_all(all.pairs[0]),
              "SELECT \"employee_id\", \"meeting_id\" FROM \"employees_meetings\" ORDER BY rowid");
}

}  // namespace
