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

TEST(snapshot, rows_that_were_erased_leave_no_trace) {
    graph with_holes({type("Club", field("name", kind::text))});
    for (int i = 1; i <= 200; ++i) with_holes.add_named("Club", "club " + std::to_string(i));
    for (kith::slot row = 1; row <= 200; ++row)
        if (row % 7 != 0) with_holes.erase("Club", row);
    graph after({type("Club", field("name", kind::text))});
    load(after, saved(with_holes));
    expect_same(with_holes, after);
    const kith::slot added = after.add_named("Club", "new");
    EXPECT_EQ(after.at("Club").rows().find(201), added);
    EXPECT_THAT(after.check(), IsEmpty());
}

TEST(snapshot, equal_graphs_give_equal_bytes_whatever_their_slots) {
    const auto types = [] {
        return std::vector{type("Club", field("name", kind::text), end("parts", "Club", "", arity::many))};
    };
    graph direct(types());
    direct.add("Club", 3);
    direct.add("Club", 5);
    direct.add("Club", 4);
    direct.link("Club", "parts", direct.at("Club").rows().find(3), direct.at("Club").rows().find(4));
    direct.add("Club", 9);
    direct.erase("Club", direct.at("Club").rows().find(9));

    graph roundabout(types());
    for (int i = 1; i <= 3; ++i) roundabout.add("Club");
    roundabout.erase("Club", 1);
    roundabout.erase("Club", 2);
    roundabout.add("Club", 9);
    roundabout.add("Club", 5);
    roundabout.add("Club", 4);
    const auto at = [&](kith::key id) { return roundabout.at("Club").rows().find(id); };
    roundabout.link("Club", "parts", at(3), at(5));
    roundabout.link("Club", "parts", at(3), at(4));
    roundabout.unlink("Club", "parts", at(3), at(5));
    roundabout.erase("Club", at(9));

    EXPECT_NE(direct.at("Club").rows().find(5), at(5));
    EXPECT_EQ(direct.digest(), roundabout.digest());
    EXPECT_EQ(saved(direct), saved(roundabout));
    graph after(types());
    load(after, saved(roundabout));
    EXPECT_THAT(after.ids("Club"), ElementsAre(3, 5, 4));
    expect_same(roundabout, after);
}

TEST(snapshot, ids_far_apart_come_back) {
    graph before({type("Tag")});
    const kith::key most = kith::max_id;
    for (const kith::key id : {kith::key{1} << 40, kith::key{1}, kith::key{70}, kith::key{2}, most})
        before.add("Tag", id);
    graph after({type("Tag")});
    load(after, saved(before));
    EXPECT_THAT(after.ids("Tag"), ElementsAre(kith::key{1} << 40, 1, 70, 2, most));
    expect_same(before, after);
}

TEST(snapshot, a_set_has_no_order_in_the_file) {
    graph first(society());
    graph second(society());
    for (graph* each : {&first, &second}) {
        each->add_named("Person", "Ana");
        each->add_named("Person", "Bo");
        for (int i = 0; i < 3; ++i) each->add("Tag");
    }
    for (const auto& [person, tag] : {std::pair{1U, 1U}, {1U, 2U}, {1U, 3U}, {2U, 2U}})
        first.link("Person", "badges", person, tag);
    for (const auto& [person, tag] : {std::pair{2U, 2U}, {1U, 3U}, {1U, 2U}, {1U, 1U}})
        second.link("Person", "badges", person, tag);
    EXPECT_EQ(first.digest(), second.digest());
    EXPECT_EQ(saved(first), saved(second));
    graph after(society());
    load(after, saved(second));
    expect_same(first, after);
}

TEST(snapshot, both_orders_of_a_many_to_many_come_back) {
    graph before(society());
    for (const char* name : {"Ana", "Bo", "Cy"}) before.add_named("Person", name);
    for (const char* name : {"chess", "go"}) before.add_named("Club", name);
    for (const auto& [person, club] : {std::pair{3U, 2U}, {1U, 2U}, {1U, 1U}, {2U, 2U}, {3U, 1U}})
        before.link("Person", "clubs", person, club);
    before.unlink("Person", "clubs", 1, 2);
    before.link("Club", "members", 2, 1);
    graph after(society());
    load(after, saved(before));
    EXPECT_THAT(after.members("Club", "members", 2), ElementsAre(3, 2, 1));
    EXPECT_THAT(after.members("Club", "members", 1), ElementsAre(1, 3));
    EXPECT_THAT(after.members("Person", "clubs", 1), ElementsAre(1, 2));
    EXPECT_THAT(after.members("Person", "clubs", 3), ElementsAre(2, 1));
    expect_same(before, after);
}

// What is loaded is a graph like any other: it can be changed as the original can.
TEST(snapshot, a_loaded_graph_goes_on_living) {
    graph before(society());
    populate(before, 77, 60);
    graph after(society());
    load(after, saved(before));
    for (graph* each : {&before, &after}) {
        const auto at = [&](kith::key id) { return each->at("Person").rows().find(id); };
        std::mt19937 random(5);
        const auto ids = each->ids("Person");
        const auto any = [&] { return at(ids[random() % ids.size()]); };
        for (int i = 0; i < 100; ++i) {
            each->link("Person", "friends", any(), any());
            each->link("Person", "children", any(), any());
            const auto row = any();
            if (const auto friends = each->at("Person").members(each->end("Person", "friends"), row);
                !friends.empty())
                each->unlink("Person", "friends", row, friends.nth(0));
        }
        for (int i = 0; i < 20; ++i) each->add_named("Person", "newcomer " + std::to_string(i));
        each->erase("Person", any());
        EXPECT_THAT(each->check(), IsEmpty());
    }
    EXPECT_EQ(before.digest(), after.digest());
    EXPECT_EQ(saved(before), saved(after));
}

TEST(snapshot, a_graph_must_be_empty_to_be_loaded) {
    graph before(society());
    before.add("Tag");
    const std::string file = saved(before);
    const auto digest = before.digest();
    try {
        load(before, file);
        FAIL();
    } catch (const kith::usage_error& reason) {
        EXPECT_EQ(reason.code(), kith::errc::graph_not_empty);
    }
    EXPECT_EQ(before.digest(), digest);
    before.clear();
    load(before, file);
    EXPECT_EQ(before.digest(), digest);
    EXPECT_THAT(before.check(), IsEmpty());
}

TEST(snapshot, of_a_transaction_that_is_open_is_refused_and_leaves_the_file_as_it_was) {
    kith::storage::file::simulated_disk disk;
    graph world(society());
    world.add_named("Person", "Ana");
    snapshot::save(world, disk, "world.kith");
    const auto digest = world.digest();
    const kith::mark begun = world.begin();
    world.add_named("Person", "half");
    try {
        snapshot::save(world, disk, "world.kith");
        FAIL() << "saved what is not committed";
    } catch (const kith::usage_error& reason) {
        EXPECT_EQ(reason.code(), kith::errc::transaction_open);
    }
    world.abandon(begun);
    graph after(society());
    snapshot::load(after, disk, "world.kith");
    EXPECT_EQ(after.digest(), digest);
}

TEST(snapshot, a_graph_that_was_cleared_can_be_loaded) {
    graph before(society());
    populate(before, 3, 50);
    graph after(society());
    populate(after, 4, 80);
    after.clear();
    load(after, saved(before));
    expect_same(before, after);
}

TEST(snapshot, loading_can_be_rolled_back) {
    graph before(society());
    populate(before, 6, 40);
    graph after(society());
    const auto mark = after.mark();
    load(after, saved(before));
    EXPECT_EQ(after.digest(), before.digest());
    after.rollback(mark);
    EXPECT_TRUE(after.empty());
    EXPECT_THAT(after.check(), IsEmpty());
    EXPECT_EQ(after.at("Person").rows().next_id(), 1U);
    load(after, saved(before));
    expect_same(before, after);
}

TEST(snapshot, a_failed_load_leaves_the_ids_as_they_were) {
    graph before({type("Thing", field("list", kind::boxed))});
    const numbers bad{255};
    const auto row = before.add("Thing");
    before.set_boxed(before.at("Thing"), 0, row, &bad);
    graph after({type("Thing", field("list", kind::boxed))});
    after.add("Thing");
    after.clear();
    const refusal found = load_fails(after, saved(before));
    EXPECT_EQ(found.code, kith::errc::snapshot_damaged);
    EXPECT_TRUE(found.unchanged);
    EXPECT_EQ(after.at("Thing").rows().next_id(), 2U);
}

TEST(snapshot, a_file_can_be_read_without_the_types_that_wrote_it) {
    auto types = society();
    types.push_back(sample());
    graph before(types);
    populate(before, 9, 30);
    for (unsigned i = 0; i < 20; ++i) fill(before, before.add("Sample"), i, true);
    kith::storage::file::simulated_disk disk;
    snapshot::save(before, disk, "world.kith");
    graph after(snapshot::read_schema(disk, "world.kith"));
    EXPECT_EQ(after.catalog().fingerprint(), before.catalog().fingerprint());
    snapshot::load(after, disk, "world.kith");
    expect_same(before, after);
    // And what was written without them can be read with them.
    graph again(types);
    load(again, saved(after));
    expect_same(before, again);
}

TEST(snapshot, a_file_tells_what_it_is_made_of) {
    graph before(society());
    populate(before, 2, 20);
    kith::storage::file::simulated_disk disk;
    snapshot::save(before, disk, "world.kith");
    const snapshot::info found = snapshot::inspect(disk, "world.kith");
    EXPECT_EQ(found.version, 1U);
    EXPECT_EQ(found.bytes, disk.content("world.kith").size());
    EXPECT_EQ(found.fingerprint, before.catalog().fingerprint());
    ASSERT_EQ(found.types.size(), 4U);
    EXPECT_EQ(found.types[0].name, "Person");
    EXPECT_EQ(found.types[0].rows, before.at("Person").rows().size());
    EXPECT_EQ(found.types[0].next_id, before.at("Person").rows().next_id());
    EXPECT_EQ(found.sections[0].name, "schema");
    EXPECT_EQ(found.sections[1].name, "rows Person");
    EXPECT_EQ(found.sections[2].name, "column Person.name");
    EXPECT_EQ(found.sections.back().name, "links Club.rooms");
    std::uint64_t bytes = 40;
    for (const auto& each : found.sections) bytes += each.bytes + 32;
    EXPECT_EQ(bytes, found.bytes);
}

TEST(snapshot, a_power_loss_while_saving_leaves_the_old_or_the_new_graph) {
    using kith::storage::file::simulated_disk;
    graph old_world(society());
    old_world.add_named("Person", "Ana");
    graph new_world(society());
    populate(new_world, 1, 10);
    for (const auto names : {simulated_disk::names::lost, simulated_disk::names::kept}) {
        bool done = false;
        for (std::size_t step = 0; !done; ++step) {
            SCOPED_TRACE(step);
            simulated_disk disk;
            snapshot::save(old_world, disk, "world.kith");
            disk.lose_power_after(step, names);
            try {
                snapshot::save(new_world, disk, "world.kith");
                done = true;
            } catch (const kith::storage_error& reason) {
                EXPECT_EQ(reason.code(), kith::errc::file_unwritable);
            }
            disk.restore_power();
            graph after(society());
            snapshot::load(after, disk, "world.kith");
            EXPECT_TRUE(after.digest() == old_world.digest() || after.digest() == new_world.digest());
            if (!done) continue;
            EXPECT_EQ(after.digest(), new_world.digest());
        }
    }
}

TEST(snapshot, sections_larger_than_a_part_of_a_checksum_come_back) {
    graph before({type("Thing", field("note", kind::text), field("number", kind::int64))});
    for (int i = 0; i < 3000; ++i) {
        kith::core::adding row(before.at("Thing"));
        row.set_initial();
        row.set_text(0, std::string(static_cast<std::size_t>(i), static_cast<char>('a' + i % 26)));
        row.finish();
    }
    graph after({type("Thing", field("note", kind::text), field("number", kind::int64))});
    load(after, saved(before));
    expect_same(before, after);
}

TEST(snapshot, a_table_with_too_little_room_stays_empty) {
    graph before({type("Tag")});
    for (int i = 0; i < 100; ++i) before.add("Tag");
    kith::options few;
    few.max_rows = 50;
    kith::core::graph after(before.catalog(), few);
    const refusal found = load_fails(after, saved(before));
    EXPECT_EQ(found.code, kith::errc::rows_exhausted);
    EXPECT_TRUE(found.unchanged);
}

}  // namespace
