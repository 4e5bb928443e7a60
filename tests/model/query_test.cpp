#include "support/names.hpp"

#include <ranges>
#include <set>
#include <sstream>

namespace query_test {

struct Maker;
struct Game {
    kith::column<std::string, kith::unique> name{};
    std::string platform{};
    kith::column<std::int32_t, kith::ordered> price{};
    kith::column<std::optional<std::int32_t>, kith::hashed> year{};
    double score = 0;
    kith::one<Maker, "games"> maker{};
};
struct Maker {
    std::string name{};
    kith::many<Game, "maker"> games{};
};
KITH_MODEL(Game, name, platform, price, year, score, maker)
KITH_MODEL(Maker, name, games)

using kith::desc;
using kith::errc;
using kith::field;
using tests::names;
using tests::refused;

class queries : public testing::Test {
protected:
    kith::graph graph{kith::models<Game, Maker>};
    kith::ref<Maker> m = graph.add(Maker{.name = "m"});
    kith::ref<Game> a =
        graph.add(Game{.name = "a", .platform = "Switch", .price = 60, .year = 2017, .score = 9.5});
    kith::ref<Game> b = graph.add(Game{.name = "b", .platform = "PC", .price = 20, .year = 2020, .maker = m});
    kith::ref<Game> c = graph.add(Game{.name = "c", .platform = "Switch", .price = 40, .score = 7});
    kith::ref<Game> d = graph.add(Game{.name = "d", .platform = "PC", .price = 20, .year = 2017, .maker = m});

    [[nodiscard]] std::string where(const auto& holds) {
        return names(graph.query<Game>().where(holds).all());
    }
};

TEST_F(queries, R192_filter_by_indexed_and_plain_columns) {
    EXPECT_EQ(where(field<&Game::name> == "b"), "b");
    EXPECT_EQ(where(field<&Game::platform> == "Switch"), "a c");
    EXPECT_EQ(where(field<&Game::platform> != "Switch"), "b d");
    EXPECT_EQ(where(field<&Game::price> < 40), "b d");
    EXPECT_EQ(where(field<&Game::price> <= 40), "b c d");
    EXPECT_EQ(where(field<&Game::price> > 20), "a c");
    EXPECT_EQ(where(field<&Game::price> >= 20 && field<&Game::price> < 60), "b c d");
    EXPECT_EQ(where(field<&Game::score> > 6.5), "a c");
    EXPECT_EQ(where(field<&Game::name>.starts_with("c")), "c");
    EXPECT_EQ(where(field<&Game::platform>.contains("wit")), "a c");
    EXPECT_EQ(where(field<&Game::price>.in({40, 60})), "a c");
    EXPECT_EQ(where([](const kith::ref<Game>& each) { return each.price() == 20; }), "b d");
}

TEST_F(queries, join_conditions_by_and_or_and_not) {
    const auto cheap = field<&Game::price> < 30;
    const auto old = field<&Game::year> == 2017;
    EXPECT_EQ(where(cheap && old), "d");
    EXPECT_EQ(where(cheap || old), "a b d");
    EXPECT_EQ(where(!cheap), "a c");
    EXPECT_EQ(where(!(cheap || old)), "c");
    EXPECT_EQ(where(cheap && (field<&Game::name> == "b" || field<&Game::name> == "a")), "b");
}

TEST_F(queries, null_compares_as_nothing) {
    EXPECT_EQ(where(field<&Game::year> == std::nullopt), "c");
    EXPECT_EQ(where(field<&Game::year>.is_null()), "c");
    EXPECT_EQ(where(field<&Game::year> != std::nullopt), "a b d");
    EXPECT_EQ(where(field<&Game::year> == 2017), "a d");
    EXPECT_EQ(where(field<&Game::year> < 3000), "a b d");
    EXPECT_EQ(where(field<&Game::year> != 2017), "b");
    EXPECT_EQ(where(!(field<&Game::year> == 2017)), "b c");
    EXPECT_EQ(where(field<&Game::year> != field<&Game::price>), "a b d");
    EXPECT_EQ(where(field<&Game::price> != field<&Game::year>), "a b d");
}

TEST_F(queries, R196_ask_about_links) {
    EXPECT_EQ(where(field<&Game::maker> == m), "b d");
    EXPECT_EQ(where(field<&Game::maker> == nullptr), "a c");
    EXPECT_EQ(where(field<&Game::maker> != m), "a c");
}

TEST_F(queries, R194_answers_come_in_insertion_order_unless_ordered) {
    EXPECT_EQ(where(field<&Game::price> >= 0), "a b c d");
    EXPECT_EQ(names(graph.query<Game>().order_by(field<&Game::price>).all()), "b d c a");
    EXPECT_EQ(names(graph.query<Game>().order_by(desc<&Game::price>).all()), "a c b d");
    EXPECT_EQ(names(graph.query<Game>().order_by(field<&Game::price>).order_by(desc<&Game::name>).all()),
              "d b c a");
    EXPECT_EQ(names(graph.query<Game>().order_by(field<&Game::year>).all()), "c a d b") << "null comes first";
    EXPECT_EQ(names(graph.query<Game>().order_by(field<&Game::platform>).limit(3).all()), "b d a");
}

TEST_F(queries, R192_limit_and_offset_cut_the_answer) {
    EXPECT_EQ(names(graph.query<Game>().limit(2).all()), "a b");
    EXPECT_EQ(names(graph.query<Game>().offset(1).limit(2).all()), "b c");
    EXPECT_EQ(names(graph.query<Game>().offset(9).all()), "");
    EXPECT_EQ(names(graph.query<Game>().limit(0).all()), "");
    EXPECT_EQ(graph.query<Game>().limit(2).count(), 2U);
    EXPECT_EQ(graph.query<Game>().offset(3).count(), 1U);
    EXPECT_EQ(graph.query<Game>().count(), 4U);
}

TEST_F(queries, R192_a_slice_is_cut_from_what_is_left) {
    EXPECT_EQ(names(graph.query<Game>().slice(1, 3).all()), "b c");
    EXPECT_EQ(names(graph.query<Game>().slice(1, 4).slice(1, 9).all()), "c d");
    EXPECT_EQ(names(graph.query<Game>().limit(3).slice(2, 4).all()), "c");
    EXPECT_EQ(names(graph.query<Game>().limit(1).slice(2, 4).all()), "");
    EXPECT_EQ(names(graph.query<Game>().slice(2, 2).all()), "");
    EXPECT_EQ(names(graph.query<Game>().slice(std::size_t{3}, 1'000'000'000'000).all()), "d");
    EXPECT_EQ(names(graph.query<Game>().order_by(desc<&Game::price>).slice(0, 2).all()), "a c");
}

TEST_F(queries, R199_negative_and_reversed_slices_are_refused) {
    const auto asked = [&](const auto& cut) { return refused(graph, [&] { cut(graph.query<Game>()); }); };
    EXPECT_EQ(asked([](auto all) { static_cast<void>(all.limit(-1)); }), errc::bad_slice);
    EXPECT_EQ(asked([](auto all) { static_cast<void>(all.offset(-2)); }), errc::bad_slice);
    EXPECT_EQ(asked([](auto all) { static_cast<void>(all.slice(-2, 3)); }), errc::bad_slice);
    EXPECT_EQ(asked([](auto all) { static_cast<void>(all.slice(0, -1)); }), errc::bad_slice);
    EXPECT_EQ(asked([](auto all) { static_cast<void>(all.slice(3, 2)); }), errc::bad_slice);
}

TEST_F(queries, R194_the_first_of_an_order_keep_to_it_among_equals) {
    EXPECT_EQ(names(graph.query<Game>().order_by(field<&Game::platform>).limit(1).all()), "b");
    EXPECT_EQ(names(graph.query<Game>().order_by(field<&Game::platform>).limit(3).all()), "b d a");
    EXPECT_EQ(names(graph.query<Game>().order_by(field<&Game::platform>.desc()).offset(1).limit(2).all()),
              "c b");
    EXPECT_EQ(graph.query<Game>().order_by(field<&Game::price>, desc<&Game::name>).first(), d);
}

TEST_F(queries, R192_R247_first_may_be_empty_and_one_may_not) {
    EXPECT_EQ(graph.query<Game>().where(field<&Game::platform> == "PC").first(), b);
    EXPECT_FALSE(graph.query<Game>().where(field<&Game::price> > 100).first());
    EXPECT_EQ(graph.query<Game>().where(field<&Game::price> == 40).one(), c);
    const auto one = [&](int price) {
        return refused(
            graph, [&] { static_cast<void>(graph.query<Game>().where(field<&Game::price> == price).one()); });
    };
    EXPECT_EQ(one(41), errc::no_result);
    EXPECT_EQ(one(20), errc::several_results);
    EXPECT_TRUE(graph.query<Game>().where(field<&Game::price> == 20).exists());
}

TEST_F(queries, R192_one_or_none_may_be_empty_but_not_several) {
    EXPECT_EQ(graph.query<Game>().where(field<&Game::price> == 40).one_or_none(), c);
    EXPECT_FALSE(graph.query<Game>().where(field<&Game::price> == 41).one_or_none());
    EXPECT_EQ(refused(graph, [&] { static_cast<void>(graph.query<Game>().one_or_none()); }),
              errc::several_results);
}

TEST_F(queries, find_one_of_several_values) {
    EXPECT_EQ(where(field<&Game::price>.in(std::vector{60, 41, 20, 20})), "a b d");
    EXPECT_EQ(where(field<&Game::price>.in(std::set{40.0, 20.5})), "c");
    EXPECT_EQ(where(field<&Game::price>.in(std::views::iota(20, 41))), "b c d");
    EXPECT_EQ(where(field<&Game::name>.in({"d", "a", "x"})), "a d");
    EXPECT_EQ(where(field<&Game::platform>.in(std::vector<std::string_view>{"PC"})), "b d");
    EXPECT_EQ(where(field<&Game::year>.in(std::vector<std::int64_t>{2020, std::int64_t{1} << 40})), "b");
    EXPECT_EQ(where(field<&Game::score>.in({9.5, 0.0 / 0.0})), "a");
    EXPECT_EQ(where(field<&Game::price>.in(std::vector<int>())), "");
    EXPECT_EQ(where(!field<&Game::price>.in({20, 40})), "a");
}

TEST_F(queries, numbers_of_other_types_are_compared_exactly) {
    EXPECT_EQ(where(field<&Game::price> < 40.5), "b c d");
    EXPECT_EQ(where(field<&Game::price> <= 39.9), "b d");
    EXPECT_EQ(where(field<&Game::price> > 39.9F), "a c");
    EXPECT_EQ(where(field<&Game::price> == 40.5), "");
    EXPECT_EQ(where(field<&Game::price> != 40.5), "a b c d");
    EXPECT_EQ(where(field<&Game::price> < 5'000'000'000), "a b c d");
    EXPECT_EQ(where(field<&Game::price> > -5'000'000'000), "a b c d");
    EXPECT_EQ(where(field<&Game::price> == 4'294'967'316U), "");
    EXPECT_EQ(where(field<&Game::price> < 0.0 / 0.0), "");
    EXPECT_EQ(where(field<&Game::price> > std::optional<int>()), "");
    EXPECT_EQ(where(field<&Game::year> == std::optional<int>()), "c");
    EXPECT_EQ(where(field<&Game::year> == std::optional(2020)), "b");
}

TEST_F(queries, tell_which_index_answers) {
    const auto how = [&](const auto& holds) { return graph.query<Game>().where(holds).explain(); };
    EXPECT_EQ(how(field<&Game::name> == "a"), "Game: unique hashed index on name, rows to test: 1");
    EXPECT_EQ(how(field<&Game::price> < 30), "Game: range of the ordered index on price, rows to test: 2");
    EXPECT_EQ(how(field<&Game::year> == 2017), "Game: hashed index on year, rows to test: 2");
    EXPECT_EQ(how(field<&Game::platform> == "PC"), "Game: scan of 4 rows");
    EXPECT_EQ(how(field<&Game::price> < 30 || field<&Game::name> == "a"),
              "Game: range of the ordered index on price or unique hashed index on name, rows to test: 3");
    EXPECT_EQ(how(field<&Game::price> < 30 || field<&Game::platform> == "PC"), "Game: scan of 4 rows");
    EXPECT_EQ(how(!(field<&Game::name> == "a")), "Game: scan of 4 rows");
    EXPECT_EQ(how(field<&Game::name>.in({"a", "b", "x"})),
              "Game: unique hashed index on name, rows to test: 2");
    EXPECT_EQ(how(field<&Game::price> < 40.5), "Game: range of the ordered index on price, rows to test: 3");
    EXPECT_EQ(how(field<&Game::price> == 40.5), "Game: nothing can hold, rows to test: 0");
    EXPECT_EQ(how(field<&Game::price> < 5'000'000'000), "Game: scan of 4 rows");
    EXPECT_EQ(how(field<&Game::price> >= 20 && field<&Game::price> < 50 && field<&Game::platform> == "PC"),
              "Game: range of the ordered index on price, rows to test: 3");
    EXPECT_EQ(how(field<&Game::year> == 2017 && field<&Game::name> == "a" && field<&Game::price> > 0),
              "Game: unique hashed index on name, rows to test: 1");
    EXPECT_EQ(
        graph.query<Game>().where(field<&Game::year> == 2017).where(field<&Game::name> == "x").explain(),
        "Game: unique hashed index on name, rows to test: 0");
}

TEST_F(queries, R201_R205_follow_every_change_and_are_asked_anew) {
    const auto cheap = graph.query<Game>().where(field<&Game::price> < 30);
    EXPECT_EQ(cheap.count(), 2U);
    b.price(99);
    EXPECT_EQ(names(cheap.all()), "d");
    const auto mark = graph.mark();
    graph.erase(d);
    EXPECT_EQ(cheap.count(), 0U);
    graph.rollback(mark);
    EXPECT_EQ(names(cheap.all()), "d");
    b.year(std::nullopt);
    EXPECT_EQ(where(field<&Game::year> == 2020), "");
}

TEST_F(queries, are_ranges) {
    std::string found;
    for (const auto each : graph.query<Game>().where(field<&Game::price> == 20)) found += each.name();
    EXPECT_EQ(found, "bd");
    EXPECT_EQ(names(m.games().where(field<&Game::name> == "d").all()), "d");
    static_assert(std::ranges::input_range<kith::query<Game>>);
    for (const auto name : graph.query<Game>() | std::views::drop(2) |
                               std::views::transform([](const kith::ref<Game>& each) { return each.name(); }))
        found += name;
    EXPECT_EQ(found, "bdcd");
}

TEST_F(queries, X15_are_walked_while_answers_go_and_others_take_their_slots) {
    const auto whole = graph.mark();
    std::string seen;
    for (const auto each : graph.query<Game>()) {
        seen += std::string(each.name()) + std::to_string(each.id().value);
        if (each == a) graph.erase(b);
        if (each == c) graph.erase(c);
    }
    EXPECT_EQ(seen, "a1c3d4");
    graph.rollback(whole);
    seen.clear();
    for (const auto each : graph.query<Game>()) {
        seen += each.name();
        if (each != a) continue;
        graph.erase(b);
        graph.add(Game{.name = "newcomer"});
    }
    EXPECT_EQ(seen, "acd");
}

TEST_F(queries, are_not_needed_to_find_by_a_unique_column) {
    EXPECT_EQ(graph.find<&Game::name>("a"), a);
    EXPECT_EQ(graph.find<&Game::name>("z"), nullptr);
    const auto view = graph.freeze();
    a.name("z");
    graph.erase(b);
    EXPECT_EQ(graph.find<&Game::name>(std::string("z")), a);
    EXPECT_EQ(graph.find<&Game::name>("a"), nullptr);
    EXPECT_EQ(graph.find<&Game::name>("b"), nullptr);
    EXPECT_EQ(view.find<&Game::name>("a").id(), a.id());
    EXPECT_EQ(view.find<&Game::name>("z"), nullptr);
}

TEST_F(queries, R101_R197_erase_all_they_find) {
    EXPECT_EQ(graph.query<Game>().where(field<&Game::platform> == "PC").erase(), 2U);
    EXPECT_EQ(names(graph.all<Game>()), "a c");
    EXPECT_TRUE(m.games().empty());
    tests::expect_sound(graph);
}

TEST_F(queries, entities_print_their_columns) {
    std::ostringstream out;
    out << a << ' ' << c << ' ' << kith::ref<Maker>();
    EXPECT_EQ(out.str(), "<Game 1, a, Switch, 60, 2017, 9.5> <Game 3, c, Switch, 40, null, 7> <Maker>");
    EXPECT_EQ(to_string(m), "<Maker 1, m>");
}

}  // namespace query_test
