#include "support/names.hpp"

namespace many_to_many_test {

struct Crew;
struct Ship;
struct Person;

struct Ship {
    std::string name{};
    kith::many<Crew, "ships", kith::cascade<"all, delete">> crews{};
};
struct Crew {
    std::string name{};
    kith::many<Ship, "crews"> ships{};
    kith::many<Person, "crews", kith::cascade<"all">> people{};
};
struct Person {
    std::string name{};
    kith::many<Crew, "people", kith::cascade<"all">> crews{};
    kith::many<Person, "", kith::secondary<"friendships">> friends{};
};
KITH_MODEL(Ship, name, crews)
KITH_MODEL(Crew, name, ships, people)
KITH_MODEL(Person, name, crews, friends)

using kith::errc;
using tests::names;
using tests::refused;

class many_to_many : public testing::Test {
protected:
    ~many_to_many() override { tests::expect_sound(graph); }

    kith::graph graph{kith::models<Ship, Crew, Person>};
    kith::ref<Ship> s = graph.add(Ship{.name = "s"});
    kith::ref<Ship> t = graph.add(Ship{.name = "t"});
    kith::ref<Crew> x = graph.add(Crew{.name = "x"});
    kith::ref<Crew> y = graph.add(Crew{.name = "y"});
};

TEST_F(many_to_many, R68_friends_of_a_list_that_stands_alone_are_friends_in_one_direction) {
    const auto ana = graph.add(Person{.name = "Ana"});
    const auto bo = graph.add(Person{.name = "Bo", .friends = {ana}});
    EXPECT_TRUE(ana.friends().empty());
    ana.friends().append(bo);
    bo.friends().remove(ana);
    EXPECT_EQ(names(ana.friends()), "Bo");
}

TEST_F(many_to_many, R71_delete_takes_partners_that_others_share) {
    s.crews().assign({x, y});
    t.crews().assign({y});
    graph.erase(s);
    EXPECT_EQ(graph.count<Crew>(), 0U);
    EXPECT_TRUE(t.crews().empty());
    EXPECT_EQ(names(graph.all<Ship>()), "t");
}

TEST_F(many_to_many, R71_delete_on_both_ends_takes_all_that_hangs_together) {
    const auto ana = graph.add(Person{.name = "Ana", .crews = {x}});
    graph.add(Person{.name = "Bo", .crews = {x, y}});
    const auto cy = graph.add(Person{.name = "Cy"});
    graph.erase(ana);
    EXPECT_EQ(graph.count<Crew>(), 0U);
    EXPECT_EQ(names(graph.all<Person>()), "Cy");
    EXPECT_TRUE(cy.crews().empty());
}

TEST_F(many_to_many, R91_R113_without_delete_orphan_a_released_partner_stays) {
    s.crews().assign({x, y});
    s.crews().remove(x);
    graph.erase(s);
    EXPECT_EQ(names(graph.all<Crew>()), "x");
}

}  // namespace many_to_many_test
