#include "sqlite/world.hpp"

#include <kith/boxed.hpp>

#include <boost/serialization/vector.hpp>
#include <gmock/gmock.h>

#include <array>
#include <cmath>
#include <cstring>
#include <limits>

namespace {

using namespace world;
using kith::storage::sqlite;
using testing::AllOf;
using testing::HasSubstr;

enum class colour : std::uint8_t { red = 1, blue = 200 };

/// A field of every kind, and each as one that can be null.
struct Sample {
    using kith_table = kith::name<"samples">;
    bool flag = false;
    std::int8_t i8 = 0;
    std::int16_t i16 = 0;
    std::int32_t i32 = 0;
    std::int64_t i64 = 0;
    std::uint8_t u8 = 0;
    std::uint16_t u16 = 0;
    std::uint32_t u32 = 0;
    std::uint64_t u64 = 0;
    float f32 = 0;
    double f64 = 0;
    colour tint = colour::red;
    std::string words{};
    kith::bytes raw{};
    kith::date day{};
    kith::timestamp moment{};
    std::array<std::int32_t, 3> place{};
    std::vector<int> list{};
    std::optional<bool> maybe_flag{};
    std::optional<std::int64_t> maybe_i64{};
    std::optional<std::uint64_t> maybe_u64{};
    std::optional<double> maybe_f64{};
    std::optional<colour> maybe_tint{};
    std::optional<std::string> maybe_words{};
    std::optional<kith::bytes> maybe_raw{};
    std::optional<kith::date> maybe_day{};
    std::optional<kith::timestamp> maybe_moment{};
    std::optional<std::array<std::int32_t, 3>> maybe_place{};
    std::optional<std::vector<int>> maybe_list{};
};
KITH_MODEL(Sample, flag, i8, i16, i32, i64, u8, u16, u32, u64, f32, f64, tint, words, raw, day, moment, place,
           list, maybe_flag, maybe_i64, maybe_u64, maybe_f64, maybe_tint, maybe_words, maybe_raw, maybe_day,
           maybe_moment, maybe_place, maybe_list)
constexpr auto samples = kith::models<Sample>;

kith::bytes bytes(std::initializer_list<int> values) {
    kith::bytes out;
    for (const int each : values) out.push_back(static_cast<std::byte>(each));
    return out;
}

Sample full() {
    return {.flag = true,
            .i8 = -128,
            .i16 = -32768,
            .i32 = std::numeric_limits<std::int32_t>::min(),
            .i64 = std::numeric_limits<std::int64_t>::min(),
            .u8 = 255,
            .u16 = 65535,
            .u32 = 0xFFFF'FFFFU,
            .u64 = std::numeric_limits<std::uint64_t>::max(),
            .f32 = 0.1F,
            .f64 = 0.1,
            .tint = colour::blue,
            .words = std::string("a\0b \"quoted\" 'text' žluťoučký", 31),
            .raw = bytes({0, 255, 39}),
            .day = kith::date::of(2022, 5, 17),
            .moment = kith::timestamp::of(2023, 10, 31, 9, 30, 0, 1),
            .place = {1, -2, 3},
            .list = {4, 5, 6},
            .maybe_flag = false,
            .maybe_i64 = 0,
            .maybe_u64 = std::uint64_t{1} << 63,
            .maybe_f64 = std::numeric_limits<double>::infinity(),
            .maybe_tint = colour::red,
            .maybe_words = "",
            .maybe_raw = kith::bytes(),
            .maybe_day = kith::date::of(1, 1, 1),
            .maybe_moment = kith::timestamp::of(9999, 12, 31, 23, 59, 59, 999'999),
            .maybe_place = std::array<std::int32_t, 3>{},
            .maybe_list = std::vector<int>{}};
}

class loading : public testing::Test {
protected:
    /// Flushes the graph, changes the database by hand and loads it; tells how that is refused.
    template <class Models>
    refusal after(kith::graph& graph, Models models, std::initializer_list<const char*> changes) {
        sqlite db(temporary / "world.db");
        db.flush(graph);
        db.rows("PRAGMA foreign_keys = OFF");
        for (const char* each : changes) db.rows(each);
        kith::graph loaded(models, with_clock(now));
        const refusal out = refusal_of([&] { db.load(loaded); });
        EXPECT_TRUE(loaded.empty());
        EXPECT_FALSE(loaded.in_transaction());
        EXPECT_EQ(loaded.check(), std::vector<std::string>{});
        for (std::uint32_t i = 0; i < loaded.types(); ++i) EXPECT_EQ(loaded.at(i).rows().next_id(), 1U);
        db.drop_all(graph);
        return out;
    }
    refusal sample_after(const char* change) {
        kith::graph graph(samples, with_clock(now));
        graph.add(Sample{});
        graph.add(full());
        return after(graph, samples, {change});
    }

    kith::timestamp now = kith::timestamp::of(2024, 2, 29);
    folder temporary;
};

TEST_F(loading, R4_every_kind_of_field_comes_back) {
    kith::graph graph(samples, with_clock(now));
    graph.add(Sample{});
    graph.add(full());
    Sample odd;
    odd.f64 = std::numeric_limits<double>::quiet_NaN();
    odd.f32 = -std::numeric_limits<float>::infinity();
    odd.words = std::string(100'000, 'x');
    odd.day = kith::date::of(-44, 3, 15);
    odd.moment = kith::timestamp::of(12'000, 1, 1);
    graph.add(odd);
    sqlite db(temporary / "world.db");
    db.flush(graph);
    kith::graph loaded(samples, with_clock(now));
    db.load(loaded);
    expect_same(graph, loaded);
    EXPECT_TRUE(db.flush(loaded).empty());
}

TEST_F(loading, values_are_kept_as_the_page_on_the_mapping_says) {
    kith::graph graph(samples, with_clock(now));
    graph.add(full());
    sqlite db(temporary / "world.db");
    db.flush(graph);
    EXPECT_EQ(db.rows("SELECT flag, u64, tint, day, moment, hex(place), maybe_u64, maybe_flag, maybe_moment "
                      "FROM samples"),
              (rows{{"1", "-1", "200", "2022-05-17", "2023-10-31 09:30:00.000001", "01000000FEFFFFFF03000000",
                     "-9223372036854775808", "0", "9999-12-31 23:59:59.999999"}}));
    EXPECT_EQ(db.rows("SELECT typeof(i8), typeof(f32), typeof(words), typeof(raw), typeof(day), typeof(list) "
                      "FROM samples"),
              (rows{{"integer", "real", "text", "blob", "text", "blob"}}));
}

TEST_F(loading, a_number_out_of_range_is_refused_with_its_place) {
    const refusal found = sample_after("UPDATE samples SET i8 = 1000 WHERE id = 2");
    EXPECT_EQ(found.code, kith::errc::database_value);
    EXPECT_THAT(found.message, AllOf(HasSubstr("table samples"), HasSubstr("column i8"), HasSubstr("id 2"),
                                     HasSubstr("1000"), HasSubstr("-128 to 127"), HasSubstr("wider type")));
    EXPECT_EQ(sample_after("UPDATE samples SET u32 = -1").code, kith::errc::database_value);
    EXPECT_EQ(sample_after("UPDATE samples SET flag = 2").code, kith::errc::database_value);
    EXPECT_EQ(sample_after("UPDATE samples SET f32 = 1e300").code, kith::errc::database_value);
}

TEST_F(loading, a_value_of_another_type_is_refused_with_its_place) {
    const refusal found = sample_after("UPDATE samples SET i32 = 'many' WHERE id = 1");
    EXPECT_EQ(found.code, kith::errc::database_value);
    EXPECT_THAT(found.message, AllOf(HasSubstr("column i32"), HasSubstr("id 1"), HasSubstr("'many'"),
                                     HasSubstr("an integer")));
    for (const char* each : {"UPDATE samples SET i64 = 1.5", "UPDATE samples SET words = x'00'",
                             "UPDATE samples SET raw = 'text'", "UPDATE samples SET day = '2022-13-01'",
                             "UPDATE samples SET day = 19000", "UPDATE samples SET moment = 'noon'",
                             "UPDATE samples SET moment = 5", "UPDATE samples SET place = x'0102'",
                             "UPDATE samples SET list = x'01'", "UPDATE samples SET f64 = 'much'"})
        EXPECT_EQ(sample_after(each).code, kith::errc::database_value) << each;
}

TEST_F(loading, a_null_where_none_can_be_is_refused) {
    kith::graph graph(samples, with_clock(now));
    graph.add(Sample{});
    // As SQLAlchemy makes it: its columns may be null unless told otherwise.
    const refusal found =
        after(graph, samples,
              {"ALTER TABLE samples DROP COLUMN i32", "ALTER TABLE samples ADD COLUMN i32 INTEGER"});
    EXPECT_EQ(found.code, kith::errc::database_value);
    EXPECT_THAT(found.message, AllOf(HasSubstr("column i32"), HasSubstr("NULL"), HasSubstr("std::optional")));
}

TEST_F(loading, a_key_that_refers_to_nothing_is_refused) {
    kith::graph graph(shop, with_clock(now));
    const auto ana = graph.add(User{.name = "Ana"});
    graph.add(Review{.user = ana});
    ana.following().append(ana);
    const refusal found = after(graph, shop, {"UPDATE reviews SET game_id = 99"});
    EXPECT_EQ(found.code, kith::errc::database_value);
    EXPECT_THAT(found.message,
                AllOf(HasSubstr("table reviews"), HasSubstr("column game_id"), HasSubstr("id 1"),
                      HasSubstr("99"), HasSubstr("table games has no row")));
    EXPECT_THAT(after(graph, shop, {"UPDATE reviews SET game_id = 'x'"}).message, HasSubstr("'x'"));
    EXPECT_THAT(after(graph, shop, {"INSERT INTO users_following VALUES (1, 7)"}).message,
                AllOf(HasSubstr("table users_following"), HasSubstr("row 2"), HasSubstr("7")));
}

TEST_F(loading, what_the_graph_s_rules_forbid_is_refused) {
    kith::graph graph(office, with_clock(now));
    const auto ana = graph.add(Holder{.name = "Ana"});
    graph.add(Card{.number = 1, .holder = ana});
    const auto copy = {"CREATE TABLE copy AS SELECT * FROM cards", "DROP TABLE cards",
                       "CREATE TABLE cards (id INTEGER PRIMARY KEY, number BIGINT, holder_id INTEGER)",
                       "INSERT INTO cards SELECT * FROM copy", "DROP TABLE copy"};
    const auto with = [&](const char* change) {
        std::vector<const char*> all(copy);
        all.push_back(change);
        sqlite db(temporary / "other.db");
        db.flush(graph);
        for (const char* each : all) db.rows(each);
        kith::graph loaded(office, with_clock(now));
        const refusal out = refusal_of([&] { db.load(loaded); });
        EXPECT_TRUE(loaded.empty());
        db.drop_all(graph);
        return out;
    };
    const refusal taken = with("INSERT INTO cards VALUES (2, 1, NULL)");
    EXPECT_EQ(taken.code, kith::errc::database_value);
    EXPECT_THAT(taken.message, AllOf(HasSubstr("holder_id"), HasSubstr("required")));
    EXPECT_THAT(with("INSERT INTO cards VALUES (2, 2, 1)").message, HasSubstr("one-to-one"));
    const refusal twice = with("INSERT INTO cards VALUES (2, 1, 1)");
    EXPECT_EQ(twice.code, kith::errc::database_value);
    EXPECT_THAT(twice.message, AllOf(HasSubstr("id 2"), HasSubstr("Card.number is unique")));
    EXPECT_THAT(with("INSERT INTO cards VALUES (-2, 2, 1)").message, HasSubstr("ids are 1, 2, 3"));
}

TEST_F(loading, R45_lists_come_in_the_order_of_their_members_ids) {
    kith::graph graph(shop, with_clock(now));
    const auto zelda = graph.add(Game{.title = "Zelda"});
    const auto one = graph.add(Review{.score = 1});
    const auto two = graph.add(Review{.score = 2});
    zelda.reviews().assign({two, one});
    sqlite db(temporary / "world.db");
    db.flush(graph);
    kith::graph loaded(shop, with_clock(now));
    db.load(loaded);
    std::vector<int> scores;
    for (const auto each : loaded.get(kith::id<Game>{1}).reviews()) scores.push_back(each.score());
    EXPECT_EQ(scores, (std::vector{1, 2}));
}

TEST_F(loading, a_pair_that_a_table_without_a_key_has_twice_is_one) {
    kith::graph graph(shop, with_clock(now));
    const auto ana = graph.add(User{.name = "Ana"});
    ana.following().append(ana);
    sqlite db(temporary / "world.db");
    db.flush(graph);
    db.rows("DROP TABLE users_following");
    db.rows("CREATE TABLE users_following (followers_id INTEGER, following_id INTEGER)");
    db.rows("INSERT INTO users_following VALUES (1, 1), (1, 1)");
    kith::graph loaded(shop, with_clock(now));
    db.load(loaded);
    expect_same(graph, loaded);
    loaded.get(kith::id<User>{1}).following().clear();
    db.flush(loaded);
    EXPECT_EQ(db.count("SELECT count(*) FROM users_following"), 0);
}

TEST_F(loading, stamps_are_loaded_and_not_made) {
    kith::graph graph(shop, with_clock(now));
    const auto zelda = graph.add(Game{.title = "Zelda"});
    graph.add(Review{.score = 1, .game = zelda});
    sqlite db(temporary / "world.db");
    db.flush(graph);
    db.rows("UPDATE reviews SET created_at = NULL");
    now.micros += 1;
    kith::graph loaded(shop, with_clock(now));
    db.load(loaded);
    const kith::core::extent& reviews = loaded.at("Review");
    EXPECT_TRUE(reviews.is_null(reviews.find_column("created_at").value(), 1));
    EXPECT_TRUE(reviews.is_null(reviews.find_column("updated_at").value(), 1));
}

TEST_F(loading, into_a_graph_that_is_not_empty_or_busy_is_refused) {
    kith::graph graph(shop, with_clock(now));
    sqlite db(temporary / "world.db");
    db.create_all(graph);
    {
        auto unit = graph.transaction();
        EXPECT_THROW(db.load(graph), kith::usage_error);
        EXPECT_THROW(db.flush(graph), kith::usage_error);
    }
    db.load(graph);
    graph.add(User{.name = "Ana"});
    EXPECT_THROW(db.load(graph), kith::usage_error);
    EXPECT_EQ(db.flush(graph).inserted, 1U);
}

}  // namespace
