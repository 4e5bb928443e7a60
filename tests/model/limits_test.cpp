#include "support/names.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>

namespace limits_test {

struct Boat;
struct Sailor;
struct Step;

struct Boat {
    std::string name;
    kith::many<Sailor, "boat", kith::at_most<3>, kith::at_least<1>> crew{};
    kith::many<Sailor, "wanted_by", kith::at_most<2>> wanted{};
};
struct Sailor {
    std::string name;
    kith::one<Boat, "crew"> boat{};
    kith::many<Boat, "wanted", kith::at_most<1>> wanted_by{};
    kith::one<Sailor, "crew"> captain{};
    kith::many<Sailor, "captain", kith::acyclic> crew{};
};
struct Step {
    std::string name;
    kith::many<Step, "after", kith::acyclic> before{};
    kith::many<Step, "before"> after{};
};
KITH_MODEL(Boat, name, crew, wanted)
KITH_MODEL(Sailor, name, boat, wanted_by, captain, crew)
KITH_MODEL(Step, name, before, after)

using kith::errc;
using kith::ref;
using testing::ElementsAre;
using testing::IsEmpty;
using tests::names;
using tests::refused;

struct limited : testing::Test {
    kith::graph graph{kith::models<Boat, Sailor, Step>, {.max_rows = 10'000}};
    ref<Sailor> ana = graph.add(Sailor{.name = "ana"});
    ref<Sailor> bo = graph.add(Sailor{.name = "bo"});
    ref<Sailor> cy = graph.add(Sailor{.name = "cy"});
    ref<Sailor> dee = graph.add(Sailor{.name = "dee"});
    ref<Boat> wind = graph.add(Boat{.name = "wind", .crew = {ana}});
    ref<Boat> rain = graph.add(Boat{.name = "rain", .crew = {bo}});

    void TearDown() override { EXPECT_THAT(graph.check(), IsEmpty()); }
};

TEST_F(limited, a_full_list_refuses_a_member_from_either_end) {
    wind.crew().append(cy);
    wind.crew().append(dee);
    EXPECT_EQ(refused(graph, [&] { wind.crew().append(bo); }), errc::too_many_members);
    EXPECT_EQ(refused(graph, [&] { bo.boat(wind); }), errc::too_many_members);
    EXPECT_EQ(refused(graph, [&] { wind.crew().insert(0, bo); }), errc::too_many_members);
    EXPECT_EQ(refused(graph, [&] { wind.crew().assign({ana, bo, cy, dee}); }), errc::too_many_members);
    EXPECT_EQ(refused(graph, [&] { graph.add(Sailor{.name = "eve", .boat = wind}); }),
              errc::too_many_members);
    wind.crew().append(dee);
    EXPECT_EQ(names(wind.crew()), "ana cy dee");
}

TEST_F(limited, whole_assignment_to_a_full_list_needs_no_room_for_those_who_leave) {
    wind.crew().assign({ana, cy, dee});
    const auto eve = graph.add(Sailor{.name = "eve"});
    const auto fay = graph.add(Sailor{.name = "fay"});
    wind.crew().assign({eve, ana, fay});
    EXPECT_EQ(names(wind.crew()), "eve ana fay");
    wind.crew().replace(0, cy);
    EXPECT_EQ(names(wind.crew()), "cy ana fay");
}

TEST_F(limited, both_ends_of_pairs_have_their_limits) {
    wind.wanted().append(ana);
    EXPECT_EQ(refused(graph, [&] { rain.wanted().append(ana); }), errc::too_many_members);
    wind.wanted().append(bo);
    EXPECT_EQ(refused(graph, [&] { cy.wanted_by().append(wind); }), errc::too_many_members);
}

TEST_F(limited, a_lower_limit_is_decided_when_the_unit_of_work_ends) {
    EXPECT_EQ(refused(graph, [&] { wind.crew().remove(ana); }), errc::too_few_members);
    EXPECT_EQ(refused(graph, [&] { ana.boat(nullptr); }), errc::too_few_members);
    EXPECT_EQ(refused(graph, [&] { ana.boat(rain); }), errc::too_few_members);
    EXPECT_EQ(refused(graph, [&] { wind.crew().clear(); }), errc::too_few_members);
    EXPECT_EQ(refused(graph, [&] { graph.erase(ana); }), errc::too_few_members);
    EXPECT_EQ(refused(graph, [&] { graph.add(Boat{.name = "empty"}); }), errc::too_few_members);
    graph.atomically([&] {
        wind.crew().remove(ana);
        wind.crew().append(cy);
    });
    EXPECT_EQ(names(wind.crew()), "cy");
    graph.atomically([&] {
        const auto snow = graph.add(Boat{.name = "snow"});
        snow.crew().append(ana);
    });
    EXPECT_EQ(ana.boat().name(), "snow");
    graph.erase(wind);
    EXPECT_FALSE(cy.boat());
}

TEST_F(limited, erasing_one_of_several_members_keeps_to_the_lower_limit) {
    wind.crew().append(cy);
    graph.erase(ana);
    EXPECT_EQ(refused(graph, [&] { graph.erase(cy); }), errc::too_few_members);
    wind.crew().append(dee);
    EXPECT_EQ(
        refused(graph, [&] { graph.query<Sailor>().where([&](auto each) { return each != bo; }).erase(); }),
        errc::too_few_members);
}

TEST_F(limited, X16_a_link_that_would_make_a_cycle_is_refused_when_it_is_made) {
    ana.crew().append(bo);
    bo.crew().append(cy);
    EXPECT_EQ(refused(graph, [&] { cy.crew().append(ana); }), errc::cycle);
    EXPECT_EQ(refused(graph, [&] { ana.captain(cy); }), errc::cycle);
    EXPECT_EQ(refused(graph, [&] { ana.captain(ana); }), errc::cycle);
    EXPECT_EQ(refused(graph, [&] { cy.crew().assign({dee, ana}); }), errc::cycle);
    cy.captain(ana);
    bo.captain(cy);
    EXPECT_EQ(names(ana.crew()), "cy");
    EXPECT_EQ(names(cy.crew()), "bo");
}

TEST_F(limited, X16_pairs_of_a_type_with_itself_can_be_acyclic) {
    const auto wash = graph.add(Step{.name = "wash"});
    const auto cut = graph.add(Step{.name = "cut"});
    const auto fry = graph.add(Step{.name = "fry"});
    const auto boil = graph.add(Step{.name = "boil"});
    wash.before().extend(std::vector{cut, boil});
    cut.before().extend(std::vector{fry, boil});
    boil.before().append(fry);
    EXPECT_EQ(refused(graph, [&] { fry.before().append(wash); }), errc::cycle);
    EXPECT_EQ(refused(graph, [&] { cut.after().append(boil); }), errc::cycle);
    EXPECT_EQ(refused(graph, [&] { fry.after().append(fry); }), errc::cycle);
    wash.before().append(fry);
    EXPECT_EQ(names(wash.before()), "cut boil fry");
}

TEST(acyclic, a_chain_grows_at_either_end_without_walking_it) {
    // 200,000 links in 40 billion steps would not end.
    kith::graph graph(kith::models<Boat, Sailor, Step>, {.max_rows = 300'000});
    auto low = graph.add(Sailor{});
    auto high = low;
    for (int i = 0; i < 100'000; ++i) {
        low = graph.add(Sailor{.name = "", .captain = low});
        const auto above = graph.add(Sailor{});
        above.crew().append(high);
        high = above;
    }
    EXPECT_EQ(refused(graph, [&] { high.captain(low); }), errc::cycle);
}

// --- what an erase would take ------------------------------------------------------------------------

struct Shelf;
struct Book;
struct Note;
struct Shelf {
    std::string name;
    kith::many<Book, "shelf", kith::cascade<"all, delete-orphan">> books{};
    kith::many<Book, "seen_on"> seen{};
};
struct Book {
    std::string name;
    kith::one<Shelf, "books"> shelf{};
    kith::many<Shelf, "seen"> seen_on{};
    kith::many<Note, "book", kith::cascade<"deny">> notes{};
    kith::many<Note, "quotes"> quoted{};
};
struct Note {
    std::string name;
    kith::one<Book, "notes"> book{};
    kith::one<Book, "quoted", kith::required> quotes{};
};
KITH_MODEL(Shelf, name, books, seen)
KITH_MODEL(Book, name, shelf, seen_on, notes, quoted)
KITH_MODEL(Note, name, book, quotes)

TEST(what_erase_takes, lists_what_would_happen_in_order_and_changes_nothing) {
    kith::graph graph(kith::models<Shelf, Book, Note>, {.max_rows = 1000});
    const auto top = graph.add(Shelf{.name = "top"});
    const auto low = graph.add(Shelf{.name = "low"});
    const auto a = graph.add(Book{.name = "a", .shelf = top, .seen_on = {low, top}});
    graph.add(Book{.name = "b", .shelf = top});
    const auto c = graph.add(Book{.name = "c", .shelf = low, .seen_on = {top}});
    const auto before = graph.digest();
    const kith::erase_preview preview = graph.what_erase_takes(top);
    EXPECT_EQ(preview.text(), "unlinks <Book 3, c> from Shelf.seen of <Shelf 1, top>\n"
                              "erases <Shelf 1, top>\n"
                              "unlinks <Shelf 2, low> from Book.seen_on of <Book 1, a>\n"
                              "erases <Book 1, a>\n"
                              "erases <Book 2, b>\n");
    EXPECT_TRUE(preview.allowed());
    EXPECT_EQ(preview.count(kith::erase_effect::erases), 3U);
    EXPECT_EQ(graph.digest(), before);
    graph.add(Note{.name = "n", .book = a, .quotes = a});
    graph.add(Note{.name = "m", .quotes = a});
    const kith::erase_preview refusing = graph.what_erase_takes(top);
    EXPECT_FALSE(refusing.allowed());
    EXPECT_EQ(
        refusing.steps[0].text,
        "refuses: <Book 1, a> cannot be erased: its notes (cascade deny) still has <Note 1, n>; erase or "
        "release its members first");
    EXPECT_EQ(refusing.count(kith::erase_effect::refuses), 3U);
    EXPECT_EQ(refused(graph, [&] { graph.erase(top); }), errc::erase_denied);
    graph.erase(c);
    EXPECT_EQ(refused(graph, [&] { static_cast<void>(graph.what_erase_takes(kith::ref<Book>())); }),
              errc::null_ref);
    EXPECT_THAT(graph.check(), IsEmpty());
}

}  // namespace limits_test
