#include "snapshot/world.hpp"

#include <gmock/gmock.h>

#include <cstring>
#include <limits>
#include <random>

namespace {

using namespace world;
using testing::ElementsAre;
using testing::IsEmpty;
namespace snapshot = kith::storage::snapshot;

void expect_same(kith::core::graph& left, kith::core::graph& right) {
    EXPECT_EQ(left.digest(), right.digest());
    EXPECT_THAT(right.check(), IsEmpty());
    for (std::uint32_t i = 0; i < left.types(); ++i)
        EXPECT_EQ(left.at(i).rows().next_id(), right.at(i).rows().next_id()) << left.at(i).type().name;
    EXPECT_EQ(saved(left), saved(right));
}

void fill(graph& in, kith::slot row, unsigned seed, bool with_nulls) {
    std::mt19937 random(seed);
    kith::core::extent& extent = in.at("Sample");
    for (std::uint32_t i = 0; i < extent.columns().size(); ++i) {
        const kith::schema::field& field = extent.type().fields[i];
        if (field.nullable && with_nulls && random() % 2 == 0) continue;
        if (kith::schema::is_string(field.kind)) {
            in.set_text(extent, i, row, std::string(random() % 40, static_cast<char>('a' + random() % 26)));
        } else if (field.kind == kind::boxed) {
            const numbers value(random() % 5, static_cast<std::uint8_t>(random() % 200));
            in.set_boxed(extent, i, row, &value);
        } else {
            std::array<std::uint8_t, 16> bytes{};
            for (auto& each : bytes) each = static_cast<std::uint8_t>(random());
            if (field.kind == kind::boolean) bytes[0] &= 1U;
            in.kith::core::graph::set(extent, i, row, bytes.data());
        }
    }
}

TEST(snapshot, a_graph_comes_back_with_every_kind_of_field) {
    graph before({sample()});
    for (unsigned i = 0; i < 300; ++i) fill(before, before.add("Sample"), i, true);
    graph after({sample()});
    load(after, saved(before));
    expect_same(before, after);
}

TEST(snapshot, an_empty_graph_comes_back) {
    graph before(society());
    graph after(society());
    load(after, saved(before));
    expect_same(before, after);
    EXPECT_TRUE(after.empty());
}

// Everybody knows everybody a little; then some leave.
void populate(graph& in, unsigned seed, unsigned people) {
    std::mt19937 random(seed);
    std::vector<kith::slot> persons, clubs, tags, toys;
    for (unsigned i = 0; i < people; ++i)
        persons.push_back(in.add_named("Person", "person number " + std::to_string(i)));
    for (unsigned i = 0; i < people / 3; ++i)
        clubs.push_back(in.add_named("Club", "club " + std::to_string(i)));
    for (unsigned i = 0; i < people / 2; ++i) tags.push_back(in.add("Tag"));
    for (unsigned i = 0; i < people; ++i) toys.push_back(in.add("Toy"));
    const auto any = [&](const std::vector<kith::slot>& of) { return of[random() % of.size()]; };
    for (unsigned i = 0; i < people * 3; ++i) {
        in.link("Person", "friends", any(persons), any(persons));
        in.link("Person", "clubs", any(persons), any(clubs));
        in.link("Person", "tags", any(persons), any(tags));
        in.link("Person", "badges", any(persons), any(tags));
        in.link("Person", "spouse", any(persons), any(persons));
        in.link("Person", "children", any(persons), any(persons));
        in.link("Person", "toys", any(persons), any(toys));
        in.link("Person", "favourite", any(persons), any(clubs));
        in.link("Club", "rooms", any(clubs), any(tags));
        in.set("Person", "age", any(persons), static_cast<std::int32_t>(random() % 90));
    }
    for (unsigned i = 0; i < people / 4; ++i) {
        auto& from = i % 3 == 0 ? persons : i % 3 == 1 ? tags : toys;
        const auto victim = from.begin() + static_cast<std::ptrdiff_t>(random() % from.size());
        in.erase(i % 3 == 0 ? "Person" : i % 3 == 1 ? "Tag" : "Toy", *victim);
        from.erase(victim);
    }
    for (unsigned i = 0; i < people / 8; ++i)
        in.link("Person", "friends", in.add_named("Person", "late " + std::to_string(i)), any(persons));
}

TEST(snapshot, a_graph_comes_back_with_every_kind_of_relationship) {
    for (unsigned seed = 1; seed <= 20; ++seed) {
        SCOPED_TRACE(seed);
        graph before(society());
        populate(before, seed, 5 + 7 * seed);
        ASSERT_THAT(before.check(), IsEmpty());
        graph after(society());
        load(after, saved(before));
        expect_same(before, after);
    }
}

}  // namespace
