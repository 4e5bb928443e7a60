#include <kith/kith.hpp>
#include <kith/storage/file/simulated_disk.hpp>
#include <kith/storage/snapshot.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace hub_test {

struct Person;
struct Club {
    std::string name{};
    kith::many<Person, "club"> members{};
    kith::many<Person, "park", kith::as_set> visitors{};
    kith::many<Person, "libraries"> readers{};
};
struct Person {
    std::int32_t number = 0;
    kith::one<Club, "members"> club{};
    kith::one<Club, "visitors"> park{};
    kith::many<Club, "readers"> libraries{};
};
KITH_MODEL(Club, name, members, visitors, readers)
KITH_MODEL(Person, number, club, park, libraries)

constexpr std::int32_t very_many = 200'000;

// What costs more than a step or two a member does not come to an end here.
class an_entity_with_very_many_members : public testing::Test {
protected:
    kith::graph graph{kith::models<Club, Person>};
    kith::ref<Club> hub = graph.add(Club{.name = "hub"});
    kith::ref<Club> other = graph.add(Club{.name = "other"});
    std::vector<kith::ref<Person>> people;

    void SetUp() override {
        for (std::int32_t number = 0; number < very_many; ++number)
            people.push_back(graph.add(Person{.number = number}));
    }
    void link_from_the_hub() {
        for (const auto& each : people) {
            hub.members().append(each);
            hub.visitors().add(each);
            hub.readers().append(each);
        }
    }
    void link_from_the_members() {
        for (const auto& each : people) {
            each.club(hub);
            each.park(hub);
            each.libraries().append(hub);
        }
    }
    void shuffle() { std::shuffle(people.begin(), people.end(), std::mt19937(9)); }
    void expect_nobody() {
        EXPECT_TRUE(hub.members().empty());
        EXPECT_TRUE(hub.visitors().empty());
        EXPECT_TRUE(hub.readers().empty());
        EXPECT_TRUE(std::all_of(people.begin(), people.end(), [](const auto& each) {
            return !each.club() && !each.park() && each.libraries().empty();
        }));
        EXPECT_TRUE(graph.check().empty());
    }
};

TEST_F(an_entity_with_very_many_members, is_the_same_from_whichever_end_it_is_linked) {
    link_from_the_hub();
    EXPECT_TRUE(graph.check().empty());
    EXPECT_EQ(hub.members().back(), people.back());
    const std::uint64_t linked = graph.digest();
    kith::graph from_members(kith::models<Club, Person>);
    hub = from_members.add(Club{.name = "hub"});
    static_cast<void>(from_members.add(Club{.name = "other"}));
    for (auto& each : people) each = from_members.add(Person{.number = each.number()});
    link_from_the_members();
    EXPECT_EQ(from_members.digest(), linked);
}

TEST_F(an_entity_with_very_many_members, loses_its_first_one_again_and_again) {
    link_from_the_hub();
    while (!hub.members().empty()) hub.members().remove(hub.members().front());
    while (!hub.visitors().empty()) hub.visitors().remove(hub.visitors().front());
    while (!hub.readers().empty()) hub.readers().erase(0);
    expect_nobody();
}

TEST_F(an_entity_with_very_many_members, loses_its_last_one_again_and_again_though_there_are_holes) {
    link_from_the_hub();
    for (std::size_t i = 0; i < people.size(); i += 3) {
        hub.members().remove(people[i]);
        hub.readers().remove(people[i]);
    }
    while (!hub.members().empty()) hub.members().remove(hub.members().back());
    while (!hub.readers().empty()) hub.readers().remove(hub.readers().back());
    hub.visitors().clear();
    expect_nobody();
}

TEST_F(an_entity_with_very_many_members, loses_them_in_any_order) {
    link_from_the_members();
    shuffle();
    const auto half = people.begin() + very_many / 2;
    std::for_each(people.begin(), half, [this](const auto& each) {
        hub.members().remove(each);
        hub.visitors().remove(each);
        hub.readers().remove(each);
    });
    EXPECT_TRUE(graph.check().empty());
    EXPECT_TRUE(std::ranges::is_sorted(hub.members(), {}, [](const auto& each) { return each.number(); }));
    std::for_each(half, people.end(), [this](const auto& each) {
        each.club(nullptr);
        each.park(nullptr);
        each.libraries().remove(hub);
    });
    expect_nobody();
}

TEST_F(an_entity_with_very_many_members, loses_them_all_at_once) {
    link_from_the_hub();
    hub.members().clear();
    hub.visitors().clear();
    hub.readers().clear();
    expect_nobody();
}

TEST_F(an_entity_with_very_many_members, sees_them_go_elsewhere) {
    link_from_the_hub();
    for (const auto& each : people) {
        each.club(other);
        other.visitors().add(each);
    }
    EXPECT_TRUE(hub.members().empty());
    EXPECT_EQ(other.members().size(), people.size());
    EXPECT_EQ(other.visitors().size(), people.size());
    EXPECT_TRUE(graph.check().empty());
}

TEST_F(an_entity_with_very_many_members, is_forgotten_by_all_when_it_is_erased) {
    link_from_the_hub();
    const std::uint64_t linked = graph.digest();
    const auto mark = graph.mark();
    graph.erase(hub);
    EXPECT_TRUE(std::all_of(people.begin(), people.end(), [](const auto& each) {
        return !each.club() && !each.park() && each.libraries().empty();
    }));
    EXPECT_TRUE(graph.check().empty());
    graph.rollback(mark);
    EXPECT_EQ(graph.digest(), linked);
}

TEST_F(an_entity_with_very_many_members, forgets_those_that_are_erased) {
    link_from_the_hub();
    shuffle();
    const auto half = people.begin() + very_many / 2;
    std::for_each(people.begin(), half, [this](const auto& each) { graph.erase(each); });
    EXPECT_EQ(hub.members().size(), std::size_t{very_many} / 2);
    EXPECT_TRUE(graph.check().empty());
    EXPECT_EQ(graph.query<Person>().erase(), std::size_t{very_many} / 2);
    people.clear();
    expect_nobody();
}

TEST_F(an_entity_with_very_many_members, is_saved_and_loaded) {
    link_from_the_hub();
    shuffle();
    for (std::size_t i = 0; i < people.size(); i += 2) hub.readers().remove(people[i]);
    namespace snapshot = kith::storage::snapshot;
    kith::storage::file::simulated_disk disk;
    snapshot::save(graph, disk, "hub.kith");
    kith::graph loaded(kith::models<Club, Person>);
    snapshot::load(loaded, disk, "hub.kith");
    EXPECT_EQ(loaded.digest(), graph.digest());
    EXPECT_TRUE(loaded.check().empty());
}

}  // namespace hub_test
