#include "support/names.hpp"

#include <ranges>

namespace map_end_test {

struct Hero;
struct Grid;

enum class colour : std::uint8_t { red, blue };

struct Item {
    std::string place{};
    std::string name{};
    kith::one<Hero, "items"> hero{};
};
struct Hero {
    std::string name{};
    kith::many<Item, "hero", kith::keyed_by<"place">> items{};
    kith::many<Item, "", kith::keyed_by<"place">, kith::cascade<"all, delete-orphan">> spares{};
};
struct Cell {
    std::string name{};
    std::int8_t number = 0;
    std::optional<kith::date> day{};
    colour hue = colour::red;
    kith::one<Grid, "cells"> grid{};
    kith::one<Grid, "days"> by_day{};
    kith::one<Grid, "hues"> by_hue{};
};
struct Grid {
    std::string name{};
    kith::many<Cell, "grid", kith::keyed_by<"number">> cells{};
    kith::many<Cell, "by_day", kith::keyed_by<"day">> days{};
    kith::many<Cell, "by_hue", kith::keyed_by<"hue">> hues{};
};
KITH_MODEL(Item, place, name, hero)
KITH_MODEL(Hero, name, items, spares)
KITH_MODEL(Cell, name, number, day, hue, grid, by_day, by_hue)
KITH_MODEL(Grid, name, cells, days, hues)

using kith::errc;
using tests::names;
using tests::refused;
using tests::values;

class map_ends : public testing::Test {
protected:
    ~map_ends() override { tests::expect_sound(graph); }

    kith::ref<Item> item(const char* place, const char* name) {
        return graph.add(Item{.place = place, .name = name});
    }

    kith::graph graph{kith::models<Item, Hero, Cell, Grid>};
    kith::ref<Hero> h = graph.add(Hero{.name = "h"});
    kith::ref<Hero> k = graph.add(Hero{.name = "k"});
    kith::ref<Item> cap = item("head", "cap");
    kith::ref<Item> helmet = item("head", "helmet");
    kith::ref<Item> sword = item("hand", "sword");
    kith::ref<Item> boots = item("feet", "boots");
};

TEST_F(map_ends, R150_are_what_kith_keyed_by_makes) {
    static_assert(std::is_same_v<decltype(h.items()), kith::map_end<Item, 0>>);
    static_assert(std::is_same_v<decltype(h.items())::key_type, std::string_view>);
    static_assert(std::is_same_v<kith::map_end<Cell, 1>::key_type, std::int8_t>);
    static_assert(std::is_same_v<kith::map_end<Cell, 2>::key_type, kith::date>);
    static_assert(std::ranges::view<kith::map_end<Item, 0>>);
    static_assert(std::ranges::borrowed_range<kith::map_end<Item, 0>>);
}

TEST_F(map_ends, R158_members_are_filed_under_their_own_column) {
    h.items().append(cap);
    sword.hero(h);
    h.items().extend({boots});
    EXPECT_EQ(h.items().at("head"), cap);
    EXPECT_EQ(h.items()["hand"], sword);
    EXPECT_EQ(h.items().find(std::string("feet")), boots);
    EXPECT_EQ(h.items().find(std::string_view("feet")), boots);
    EXPECT_FALSE(h.items().find("tail"));
    EXPECT_TRUE(h.items().contains_key("head"));
    EXPECT_FALSE(h.items().contains_key("tail"));
    EXPECT_TRUE(h.items().contains(cap));
    EXPECT_FALSE(h.items().contains(helmet));
    EXPECT_EQ(h.items().size(), 3U);
}

TEST_F(map_ends, R158_whole_assignment_reads_the_keys_anew) {
    h.items({cap, sword});
    cap.place("belt");
    h.items({cap, boots});
    EXPECT_EQ(h.items().at("belt"), cap);
    EXPECT_EQ(h.items().at("feet"), boots);
    EXPECT_FALSE(h.items().contains_key("hand"));
    EXPECT_FALSE(sword.hero());
}

TEST_F(map_ends, X8_R159_who_comes_under_a_taken_key_displaces_the_former_member) {
    h.items({cap});
    h.items().add(helmet);
    EXPECT_EQ(h.items().at("head"), helmet);
    EXPECT_FALSE(cap.hero());
    cap.hero(h);
    EXPECT_EQ(h.items().at("head"), cap);
    EXPECT_FALSE(helmet.hero());
    EXPECT_EQ(h.items().size(), 1U);
    h.spares().append(cap);
    h.spares().append(helmet);
    EXPECT_EQ(graph.count<Item>(), 3U);  // delete-orphan: the cap is gone
    EXPECT_TRUE(h.items().empty());
}

TEST_F(map_ends, R160_writing_the_key_column_files_the_member_anew) {
    h.items({cap, sword});
    cap.place("belt");
    EXPECT_EQ(h.items().at("belt"), cap);
    EXPECT_FALSE(h.items().contains_key("head"));
    cap.place("hand");
    EXPECT_EQ(h.items().at("hand"), cap);
    EXPECT_FALSE(sword.hero());
}

TEST_F(map_ends, R161_a_member_without_a_key_is_refused) {
    const auto grid = graph.add(Grid{.name = "g"});
    const auto cell = graph.add(Cell{.name = "c"});
    EXPECT_NE(refused(graph, [&] { grid.days().append(cell); }), errc{});
    cell.day(kith::date{7});
    grid.days().append(cell);
    EXPECT_EQ(grid.days().at(kith::date{7}), cell);
}

TEST_F(map_ends, keys_may_be_numbers_dates_and_enums) {
    const auto grid = graph.add(Grid{.name = "g"});
    const auto one = graph.add(Cell{.name = "one", .number = 1, .day = kith::date{10}, .hue = colour::blue});
    const auto minus = graph.add(Cell{.name = "minus", .number = -3});
    grid.cells({one, minus});
    grid.days({one});
    grid.hues({one, minus});
    EXPECT_EQ(grid.cells().at(1), one);
    EXPECT_EQ(grid.cells()[-3], minus);
    EXPECT_FALSE(grid.cells().find(257));  // as a byte it would be 1
    EXPECT_FALSE(grid.cells().find(253U));
    EXPECT_EQ(grid.days().at(kith::date{10}), one);
    EXPECT_FALSE(grid.days().contains_key(kith::date{11}));
    EXPECT_EQ(grid.hues().at(colour::blue), one);
    EXPECT_EQ(grid.hues().at(colour::red), minus);
    EXPECT_EQ(values(grid.days().keys() | std::views::transform([](kith::date day) { return day.days; })),
              "10");
}

TEST_F(map_ends, R244_a_missing_key_is_an_error_that_names_it) {
    h.items({cap});
    const auto message = [&](auto&& call) -> std::string {
        try {
            call();
        } catch (const kith::lookup_error& problem) {
            EXPECT_EQ(problem.code(), errc::not_a_member);
            return problem.what();
        }
        return "nothing was thrown";
    };
    EXPECT_EQ(message([&] { static_cast<void>(h.items().at("tail")); }),
              "kith: Hero.items has no member under the key 'tail'; test with contains_key, or use find");
    const auto grid = graph.add(Grid{.name = "g"});
    EXPECT_NE(message([&] { static_cast<void>(grid.cells()[5]); }).find("under the key 5;"),
              std::string::npos);
    EXPECT_NE(message([&] { static_cast<void>(grid.hues()[colour::blue]); }).find("the key 1;"),
              std::string::npos);
    EXPECT_NE(message([&] { static_cast<void>(grid.days().at(kith::date{0})); }).find("1970-01-01"),
              std::string::npos);
    EXPECT_EQ(refused(graph, [&] { h.items().erase_key("tail"); }), errc::not_a_member);
    EXPECT_EQ(refused(graph, [&] { h.items().pop("tail"); }), errc::not_a_member);
}

TEST_F(map_ends, R38_release_members_by_key) {
    h.items({cap, sword, boots});
    h.items().erase_key("head");
    EXPECT_FALSE(cap.hero());
    EXPECT_EQ(h.items().pop("hand"), sword);
    EXPECT_EQ(h.items().pop("hand", helmet), helmet);
    EXPECT_EQ(h.items().pop("feet", {}), boots);
    EXPECT_FALSE(h.items().pop("feet", {}));
    EXPECT_TRUE(h.items().empty());
    h.spares({cap});
    EXPECT_FALSE(h.spares().pop("head"));  // delete-orphan has erased it
    EXPECT_EQ(graph.count<Item>(), 3U);
}

TEST_F(map_ends, keys_and_items_are_views) {
    h.items({cap, sword, boots});
    EXPECT_EQ(values(h.items().keys()), "head hand feet");
    std::string all;
    for (const auto& [under, member] : h.items().items())
        all += std::string(under) + "=" + std::string(member.name()) + " ";
    EXPECT_EQ(all, "head=cap hand=sword feet=boots ");
    EXPECT_EQ(names(h.items()), "cap sword boots");
    EXPECT_EQ(names(h.items().items() | std::views::values), "cap sword boots");
}

TEST_F(map_ends, of_an_empty_ref_are_empty_and_cannot_be_changed) {
    const kith::ref<Hero> nobody;
    EXPECT_FALSE(nobody.items().find("head"));
    EXPECT_FALSE(nobody.items().contains_key("head"));
    EXPECT_TRUE(nobody.items().keys().empty());
    EXPECT_TRUE(nobody.items().items().empty());
    EXPECT_EQ(refused(graph, [&] { nobody.items().append(cap); }), errc::null_ref);
    EXPECT_EQ(refused(graph, [&] { nobody.items().erase_key("head"); }), errc::null_ref);
    EXPECT_EQ(refused(graph, [&] { nobody.items().pop("head", {}); }), errc::null_ref);
}

TEST_F(map_ends, X9_an_assignment_with_a_refused_member_changes_nothing) {
    h.items({cap, sword});
    EXPECT_EQ(refused(graph, [&] { h.items({boots, kith::ref<Item>()}); }), errc::null_member);
    EXPECT_EQ(names(h.items()), "cap sword");
}

}  // namespace map_end_test
