#include "support/names.hpp"

#include <stdexcept>

namespace scalar_proxy_test {

struct Employee;

struct Town {
    std::string name{};
};
struct Desk {
    std::string name{};
    std::optional<std::int32_t> floor{};
    std::int32_t legs = 4;
    kith::one<Town> town{};
};
struct Badge {
    std::string code{};
    kith::one<Employee, "badge"> employee{};
};
[[nodiscard]] Desk desk_in(const kith::ref<Town>& town);
struct Team {
    kith::column<std::string, kith::unique> name{};
    kith::many<Employee, "team"> members{};
};
struct Employee {
    std::string name{};
    kith::one<Desk> desk{};
    kith::proxy<"desk", "floor"> floor{};
    kith::proxy<"desk", "legs"> legs{};
    kith::proxy<"desk", "legs", kith::cascade_scalar_deletes> own_legs{};
    kith::proxy<"desk", "floor", kith::cascade_scalar_deletes> own_floor{};
    kith::proxy<"desk", "town", kith::creator<desk_in>> town{};
    kith::one<Badge, "employee", kith::cascade<"all, delete-orphan">, kith::single_parent> badge{};
    kith::proxy<"badge", "code", kith::cascade_scalar_deletes> code{};
    kith::one<Team, "members"> team{};
    kith::proxy<"team", "name"> team_name{};
};
KITH_MODEL(Town, name)
KITH_MODEL(Desk, name, floor, legs, town)
KITH_MODEL(Badge, code, employee)
KITH_MODEL(Team, name, members)
KITH_MODEL(Employee, name, desk, floor, legs, own_legs, own_floor, town, badge, code, team, team_name)

Desk desk_in(const kith::ref<Town>& town) {
    if (town.name() == "nowhere") throw std::invalid_argument("no such town");
    return {.name = "made", .town = town};
}

using kith::errc;
using tests::names;
using tests::refused;

class scalar_proxies : public testing::Test {
protected:
    ~scalar_proxies() override { tests::expect_sound(graph); }

    kith::graph graph{kith::models<Town, Desk, Badge, Team, Employee>};
    kith::ref<Employee> ana = graph.add(Employee{.name = "Ana"});
    kith::ref<Employee> bo = graph.add(Employee{.name = "Bo"});
    kith::ref<Town> ulm = graph.add(Town{.name = "Ulm"});
};

TEST_F(scalar_proxies, R124_R145_read_null_or_the_default_without_an_object_in_between) {
    EXPECT_EQ(ana.floor(), std::nullopt);
    EXPECT_EQ(ana.legs(), 0);
    EXPECT_EQ(ana.code(), "");
    EXPECT_FALSE(ana.town());
    EXPECT_EQ(kith::ref<Employee>().legs(), 0);
}

TEST_F(scalar_proxies, R145_setting_a_value_makes_the_object_in_between) {
    ana.floor(3);
    ASSERT_TRUE(ana.desk());
    EXPECT_EQ(ana.desk().floor(), 3);
    EXPECT_EQ(ana.desk().legs(), 4);
    const auto desk = ana.desk();
    ana.floor(5);
    EXPECT_EQ(ana.desk(), desk);
    EXPECT_EQ(desk.floor(), 5);
    EXPECT_EQ(graph.count<Desk>(), 1U);
}

TEST_F(scalar_proxies, R145_the_creator_makes_the_object_in_between) {
    ana.town(ulm);
    EXPECT_EQ(ana.desk().name(), "made");
    EXPECT_EQ(ana.town(), ulm);
    ana.town(nullptr);
    EXPECT_FALSE(ana.town());
    EXPECT_EQ(ana.desk().name(), "made");
}

TEST_F(scalar_proxies, take_the_other_members_of_the_object_in_between) {
    ana.floor(3, Desk{.name = "corner", .legs = 3});
    EXPECT_EQ(ana.desk().name(), "corner");
    EXPECT_EQ(ana.desk().legs(), 3);
    ana.floor(4, Desk{.name = "unused"});
    EXPECT_EQ(ana.desk().name(), "corner");
    EXPECT_EQ(ana.floor(), 4);
}

TEST_F(scalar_proxies, R145_setting_null_without_an_object_in_between_does_nothing) {
    const auto digest = graph.digest();
    ana.floor(std::nullopt);
    ana.floor(std::optional<std::int32_t>());
    ana.floor(nullptr);
    ana.floor({});
    ana.town(nullptr);
    ana.town(kith::ref<Town>());
    ana.own_legs(std::nullopt);
    EXPECT_EQ(graph.digest(), digest);
    EXPECT_EQ(graph.count<Desk>(), 0U);
}

TEST_F(scalar_proxies, R146_setting_null_keeps_the_object_in_between) {
    ana.floor(3);
    ana.town(ulm);
    ana.floor(std::nullopt);
    EXPECT_TRUE(ana.desk());
    EXPECT_EQ(ana.floor(), std::nullopt);
    ana.floor(std::optional<std::int32_t>(6));
    EXPECT_EQ(ana.floor(), 6);
    ana.town(kith::ref<Town>());
    EXPECT_FALSE(ana.town());
    EXPECT_TRUE(ana.desk());
}

TEST_F(scalar_proxies, R146_setting_null_releases_it_with_cascade_scalar_deletes) {
    ana.floor(3);
    const auto desk = ana.desk();
    ana.own_floor(std::nullopt);
    EXPECT_FALSE(ana.desk());
    EXPECT_EQ(desk.floor(), std::nullopt);
    EXPECT_EQ(graph.count<Desk>(), 1U);  // no delete-orphan here
    ana.desk(desk);
    desk.legs(3);
    ana.own_legs(nullptr);  // a column that cannot be null keeps its value
    EXPECT_FALSE(ana.desk());
    EXPECT_EQ(desk.legs(), 3);
    ana.code("x1");
    ana.code(nullptr);
    EXPECT_EQ(graph.count<Badge>(), 0U);  // delete-orphan
}

TEST_F(scalar_proxies, R146_resetting_always_releases_the_object_in_between) {
    ana.floor(3);
    ana.floor(kith::reset);
    EXPECT_FALSE(ana.desk());
    EXPECT_EQ(graph.count<Desk>(), 1U);
    ana.code("x1");
    ana.code(kith::reset);
    EXPECT_EQ(graph.count<Badge>(), 0U);
    EXPECT_EQ(refused(graph, [&] { ana.code(kith::reset); }), errc::not_a_member);
}

TEST_F(scalar_proxies, R147_write_the_column_of_what_others_share) {
    const auto red = graph.add(Team{.name = "red", .members = {ana, bo}});
    ana.team_name("blue");
    EXPECT_EQ(red.name(), "blue");
    EXPECT_EQ(bo.team_name(), "blue");
    EXPECT_EQ(graph.count<Team>(), 1U);
    ana.team_name(kith::reset);
    EXPECT_EQ(names(red.members()), "Bo");
    ana.team_name("green");
    EXPECT_EQ(graph.count<Team>(), 2U);
    EXPECT_EQ(names(ana.team().members()), "Ana");
}

TEST_F(scalar_proxies, X9_what_fails_leaves_everything_as_it_was) {
    graph.add(Team{.name = "red", .members = {bo}});
    EXPECT_EQ(refused(graph, [&] { ana.team_name("red"); }), errc::unique_taken);
    EXPECT_EQ(graph.count<Team>(), 1U);
    const auto nowhere = graph.add(Town{.name = "nowhere"});
    const auto digest = graph.digest();
    EXPECT_THROW(ana.town(nowhere), std::invalid_argument);
    EXPECT_EQ(graph.digest(), digest);
    EXPECT_EQ(refused(graph, [&] { ana.floor(std::int64_t{1} << 40); }), errc::value_out_of_range);
    ana.floor(1);
    EXPECT_EQ(refused(graph, [&] { ana.floor(std::int64_t{1} << 40); }), errc::value_out_of_range);
}

TEST_F(scalar_proxies, of_an_empty_ref_cannot_be_written) {
    const kith::ref<Employee> nobody;
    EXPECT_EQ(refused(graph, [&] { nobody.floor(1); }), errc::null_ref);
    EXPECT_EQ(refused(graph, [&] { nobody.floor(nullptr); }), errc::null_ref);
    EXPECT_EQ(refused(graph, [&] { nobody.floor(kith::reset); }), errc::null_ref);
}

}  // namespace scalar_proxy_test
