#include "support/names.hpp"

#include <limits>
#include <sstream>

namespace accessors_test {

enum class color : std::uint16_t { red = 1, green = 700 };
enum plain_enum { first_value, second_value };
struct point {
    float x = 0;
    float y = 0;
    friend bool operator==(const point&, const point&) = default;
};

struct Everything {
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
    color paint = color::red;
    plain_enum old = first_value;
    std::string text = "as declared";
    kith::bytes raw{};
    kith::date day{};
    kith::timestamp moment{};
    point where{};
    std::array<std::int32_t, 3> triple{1, 2, 3};
    std::optional<std::int32_t> maybe{};
    std::optional<std::string> maybe_text{};
    std::optional<color> maybe_paint = color::green;
    std::optional<kith::bytes> maybe_raw{};
    std::optional<point> maybe_where{};
};
KITH_MODEL(Everything, flag, i8, i16, i32, i64, u8, u16, u32, u64, f32, f64, paint, old, text, raw, day,
           moment, where, triple, maybe, maybe_text, maybe_paint, maybe_raw, maybe_where)

struct Card;
struct Lender;
struct Person {
    std::string name{};
    kith::one<Card, "holder"> card{};
    kith::one<Person> idol{};  // alone: others may have the same
    kith::one<Lender, "", kith::single_parent> lender{};
};
struct Card {
    std::string name{};
    kith::one<Person, "card", kith::foreign_key> holder{};
    kith::many<Person, "", kith::secondary<"seen">> seen_by{};
};
struct Lender {
    std::string name{};
};
KITH_MODEL(Person, name, card, idol, lender)
KITH_MODEL(Card, name, holder, seen_by)
KITH_MODEL(Lender, name)

using kith::errc;
using tests::names;
using tests::refused;

TEST(fields, R4_of_every_kind_read_what_was_written) {
    kith::graph graph(kith::models<Everything>);
    const auto e = graph.add(Everything{});
    EXPECT_EQ(e.text(), "as declared");
    EXPECT_EQ(e.triple()[2], 3);
    EXPECT_EQ(e.maybe_paint(), color::green);
    EXPECT_EQ(e.maybe(), std::nullopt);
    e.flag(true);
    e.i8(-128);
    e.i16(-32768);
    e.i32(std::numeric_limits<std::int32_t>::min());
    e.i64(std::numeric_limits<std::int64_t>::min());
    e.u8(255);
    e.u16(65535);
    e.u32(4'000'000'000U);
    e.u64(std::numeric_limits<std::uint64_t>::max());
    e.f32(0.5F);
    e.f64(-1e300);
    e.paint(color::green);
    e.old(second_value);
    e.text("a text that is longer than fifteen bytes");
    e.raw(kith::bytes{std::byte{0}, std::byte{255}});
    e.day(kith::date::of(2024, 2, 29));
    e.moment(kith::timestamp::of(1969, 12, 31, 23, 59, 59, 1));
    e.where(point{1.5F, -2.0F});
    e.triple(std::array<std::int32_t, 3>{7, 8, 9});
    e.maybe(-4);
    e.maybe_text("");
    e.maybe_paint(std::nullopt);
    e.maybe_raw(kith::bytes{});
    e.maybe_where(point{0, 0});
    EXPECT_TRUE(e.flag());
    EXPECT_EQ(e.i8(), -128);
    EXPECT_EQ(e.i16(), -32768);
    EXPECT_EQ(e.i32(), std::numeric_limits<std::int32_t>::min());
    EXPECT_EQ(e.i64(), std::numeric_limits<std::int64_t>::min());
    EXPECT_EQ(e.u8(), 255);
    EXPECT_EQ(e.u16(), 65535);
    EXPECT_EQ(e.u32(), 4'000'000'000U);
    EXPECT_EQ(e.u64(), std::numeric_limits<std::uint64_t>::max());
    EXPECT_EQ(e.f32(), 0.5F);
    EXPECT_EQ(e.f64(), -1e300);
    EXPECT_EQ(e.paint(), color::green);
    EXPECT_EQ(e.old(), second_value);
    EXPECT_EQ(e.text(), "a text that is longer than fifteen bytes");
    EXPECT_EQ(e.raw().size(), 2U);
    EXPECT_EQ(e.raw()[1], std::byte{255});
    EXPECT_EQ(to_string(e.day()), "2024-02-29");
    EXPECT_EQ(to_string(e.moment()), "1969-12-31 23:59:59.000001");
    EXPECT_EQ(e.where(), (point{1.5F, -2.0F}));
    EXPECT_EQ(e.triple(), (std::array<std::int32_t, 3>{7, 8, 9}));
    EXPECT_EQ(e.maybe(), -4);
    EXPECT_EQ(e.maybe_text(), "");
    EXPECT_EQ(e.maybe_paint(), std::nullopt);
    EXPECT_TRUE(e.maybe_raw().has_value() && e.maybe_raw()->empty());
    EXPECT_EQ(e.maybe_where(), (point{0, 0}));
    tests::expect_sound(graph);
}

TEST(fields, convert_what_they_are_given) {
    kith::graph graph(kith::models<Everything>);
    const auto e = graph.add(Everything{.i8 = 5});
    const std::string kept = "kept";
    e.text(kept);
    e.text(std::string_view("a view"));
    EXPECT_EQ(e.text(), "a view");
    e.i64(7);
    e.f64(3);
    e.maybe(std::optional<std::int32_t>(6));
    EXPECT_EQ(e.maybe(), 6);
    e.maybe(std::optional<std::int32_t>());
    EXPECT_FALSE(e.maybe());
    e.text(e.text().substr(2));  // a view of itself
    EXPECT_EQ(e.text(), "view");
}

TEST(fields, a_long_text_may_be_set_to_a_part_of_itself) {
    kith::graph graph(kith::models<Everything>);
    std::string digits;
    for (int i = 0; i < 100; ++i) digits += std::to_string(i);
    const auto e = graph.add(Everything{.text = digits});
    e.text(e.text().substr(10));
    EXPECT_EQ(e.text(), digits.substr(10));
    e.text(e.text().substr(0, 20));
    EXPECT_EQ(e.text(), digits.substr(10, 20));
    e.text(e.text().substr(3, 4));
    EXPECT_EQ(e.text(), digits.substr(13, 4));
}

TEST(fields, reading_through_an_empty_ref_gives_default_values) {
    const kith::ref<Everything> nobody;
    EXPECT_FALSE(nobody);
    EXPECT_FALSE(nobody.flag());
    EXPECT_EQ(nobody.i32(), 0);
    EXPECT_EQ(nobody.f64(), 0.0);
    EXPECT_EQ(nobody.text(), "");
    EXPECT_TRUE(nobody.raw().empty());
    EXPECT_EQ(nobody.where(), point{});
    EXPECT_EQ(nobody.maybe(), std::nullopt);
    EXPECT_EQ(nobody.maybe_text(), std::nullopt);
    EXPECT_FALSE(nobody.id());
    const kith::ref<Person> no_person;
    EXPECT_FALSE(no_person.card());
    EXPECT_EQ(no_person.card().holder().idol().name(), "");
}

TEST(fields, R21_walking_over_missing_links_reads_defaults) {
    kith::graph graph(kith::models<Person, Card, Lender>);
    const auto ana = graph.add(Person{.name = "Ana"});
    EXPECT_EQ(ana.card().holder().name(), "");
    std::ostringstream out;
    out << ana << ' ' << ana.card();
    EXPECT_EQ(out.str(), "<Person 1, Ana> <Card>");
}

TEST(fields, writing_through_an_empty_ref_is_an_error) {
    kith::graph graph(kith::models<Everything, Person, Card, Lender>);
    const kith::ref<Everything> nobody;
    EXPECT_EQ(refused(graph, [&] { nobody.i32(1); }), errc::null_ref);
    EXPECT_EQ(refused(graph, [&] { nobody.text("x"); }), errc::null_ref);
    const auto ana = graph.add(Person{.name = "Ana"});
    EXPECT_EQ(refused(graph, [&] { ana.card().name("x"); }), errc::null_ref);
    EXPECT_EQ(refused(graph, [&] { ana.card().holder(ana); }), errc::null_ref);
}

// --- one-to-one --------------------------------------------------------------------------------------

class one_to_one : public testing::Test {
protected:
    ~one_to_one() override { tests::expect_sound(graph); }

    kith::graph graph{kith::models<Person, Card, Lender>};
    kith::ref<Person> ana = graph.add(Person{.name = "Ana"});
    kith::ref<Person> bo = graph.add(Person{.name = "Bo"});
    kith::ref<Card> c = graph.add(Card{.name = "c"});
    kith::ref<Card> d = graph.add(Card{.name = "d"});
};

TEST_F(one_to_one, R48_setting_either_side_sets_the_other) {
    ana.card(c);
    EXPECT_EQ(c.holder(), ana);
    d.holder(bo);
    EXPECT_EQ(bo.card(), d);
    c.holder(nullptr);
    EXPECT_FALSE(ana.card());
    bo.card(nullptr);
    EXPECT_FALSE(d.holder());
}

TEST_F(one_to_one, R49_replacing_the_partner_releases_the_old_one) {
    ana.card(c);
    ana.card(d);
    EXPECT_FALSE(c.holder());
    EXPECT_EQ(d.holder(), ana);
    const auto digest = graph.digest();
    ana.card(d);
    EXPECT_EQ(graph.digest(), digest);
}

TEST_F(one_to_one, X1_R51_taking_a_partner_displaces_its_former_owner_at_once) {
    ana.card(c);
    bo.card(c);
    EXPECT_FALSE(ana.card());
    EXPECT_EQ(c.holder(), bo);
}

TEST_F(one_to_one, X1_R52_claiming_an_owner_displaces_its_former_partner_at_once) {
    ana.card(c);
    d.holder(ana);
    EXPECT_FALSE(c.holder());
    EXPECT_EQ(ana.card(), d);
}

TEST_F(one_to_one, X1_two_owners_with_partners_end_as_one_pair_and_two_singles) {
    ana.card(c);
    bo.card(d);
    ana.card(d);
    EXPECT_EQ(d.holder(), ana);
    EXPECT_FALSE(bo.card());
    EXPECT_FALSE(c.holder());
}

TEST_F(one_to_one, R53_exchanging_partners_leaves_four_consistent_references) {
    ana.card(c);
    bo.card(d);
    const auto kept = ana.card();
    ana.card(bo.card());
    bo.card(kept);
    EXPECT_EQ(ana.card(), d);
    EXPECT_EQ(d.holder(), ana);
    EXPECT_EQ(bo.card(), c);
    EXPECT_EQ(c.holder(), bo);
}

TEST_F(one_to_one, R57_erasing_an_owner_without_cascade_keeps_its_partner) {
    ana.card(c);
    graph.erase(ana);
    EXPECT_FALSE(c.holder());
    EXPECT_EQ(graph.count<Card>(), 2U);
}

TEST_F(one_to_one, R232_an_empty_ref_unlinks_and_a_foreign_one_is_refused) {
    ana.card(c);
    ana.card(kith::ref<Card>());
    EXPECT_FALSE(c.holder());
    kith::graph elsewhere(kith::models<Person, Card, Lender>);
    const auto stranger = elsewhere.add(Card{.name = "x"});
    EXPECT_EQ(refused(graph, [&] { ana.card(stranger); }), errc::foreign_ref);
    EXPECT_EQ(refused(graph, [&] { graph.add(Person{.name = "Cy", .card = stranger}); }), errc::foreign_ref);
    EXPECT_EQ(graph.count<Person>(), 2U);
}

// --- links without a counterpart ---------------------------------------------------------------------

TEST_F(one_to_one, R24_a_link_without_a_counterpart_is_walked_backwards_by_backref) {
    ana.idol(bo);
    bo.idol(bo);
    EXPECT_EQ(names(kith::backref<&Person::idol>(bo)), "Ana Bo");
    EXPECT_TRUE(kith::backref<&Person::idol>(ana).empty());
    kith::backref<&Person::idol>(ana).append(bo);
    EXPECT_EQ(bo.idol(), ana);
    graph.erase(bo);
    EXPECT_FALSE(ana.idol());
    EXPECT_TRUE(kith::backref<&Person::idol>(kith::ref<Person>()).empty());
}

TEST_F(one_to_one, a_lone_list_with_an_association_table_shares_its_members) {
    c.seen_by().assign({ana, bo});
    d.seen_by().append(ana);
    EXPECT_EQ(names(kith::backref<&Card::seen_by>(ana)), "c d");
    EXPECT_EQ(names(c.seen_by()), "Ana Bo");
}

TEST_F(one_to_one, R54_a_lone_reference_with_a_single_parent_has_one_holder) {
    const auto bank = graph.add(Lender{.name = "bank"});
    ana.lender(bank);
    EXPECT_EQ(kith::backref<&Person::lender>(bank), ana);
    EXPECT_EQ(refused(graph, [&] { bo.lender(bank); }), errc::unique_taken);
    ana.lender(nullptr);
    bo.lender(bank);
    EXPECT_EQ(kith::backref<&Person::lender>(bank), bo);
}

}  // namespace accessors_test
