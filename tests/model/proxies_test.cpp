#include "support/names.hpp"

#include <ranges>

namespace proxies_test {

struct Employee;
struct Project;
struct Assignment;
struct Team;
struct Desk;

[[nodiscard]] Assignment made_by_hand(const kith::ref<Project>& project);

struct Desk {
    std::string name{};
    std::optional<std::int32_t> floor{};
};
struct Team {
    std::string name{};
    kith::many<Employee, "team"> members{};
    kith::proxy<"members", "name"> nicknames{};
    kith::proxy<"members", "desk"> desks{};
};
struct Employee {
    std::string name{};
    kith::many<Assignment, "employee", kith::cascade<"all, delete-orphan">> assignments{};
    kith::proxy<"assignments", "project"> projects{};
    kith::proxy<"assignments", "project", kith::creator<made_by_hand>> created{};
    kith::proxy<"assignments", "role"> roles{};
    kith::proxy<"assignments", "project_name"> project_names{};
    kith::one<Team, "members"> team{};
    kith::one<Desk> desk{};
    kith::proxy<"team", "name"> team_name{};
    kith::proxy<"desk", "floor"> floor{};
};
struct Project {
    std::string name{};
    kith::many<Assignment, "project"> assignments{};
    kith::proxy<"assignments", "employee"> employees{};
};
struct Assignment {
    std::string role{};
    kith::one<Employee, "assignments"> employee{};
    kith::one<Project, "assignments"> project{};
    kith::proxy<"project", "name"> project_name{};
};
KITH_MODEL(Desk, name, floor)
KITH_MODEL(Team, name, members, nicknames, desks)
KITH_MODEL(Employee, name, assignments, projects, created, roles, project_names, team, desk, team_name, floor)
KITH_MODEL(Project, name, assignments, employees)
KITH_MODEL(Assignment, role, employee, project, project_name)

Assignment made_by_hand(const kith::ref<Project>& project) {
    if (!project) throw std::invalid_argument("no project");
    return {.role = "made", .project = project};
}

using kith::errc;
using tests::names;
using tests::refused;

std::string texts(auto&& range) {
    std::string out;
    for (const auto& each : range) {
        if (!out.empty()) out += ' ';
        out += std::string_view(each);
    }
    return out;
}

class proxies : public testing::Test {
protected:
    ~proxies() override { tests::expect_sound(graph); }

    kith::graph graph{kith::models<Desk, Team, Employee, Project, Assignment>};
    kith::ref<Employee> ana = graph.add(Employee{.name = "Ana"});
    kith::ref<Employee> bo = graph.add(Employee{.name = "Bo"});
    kith::ref<Project> x = graph.add(Project{.name = "x"});
    kith::ref<Project> y = graph.add(Project{.name = "y"});
    kith::ref<Project> z = graph.add(Project{.name = "z"});
};

TEST_F(proxies, R125_are_live_views_of_the_relationship_they_go_through) {
    const auto projects = ana.projects();
    const auto link = graph.add(Assignment{.employee = ana, .project = x});
    EXPECT_EQ(names(projects), "x");
    link.project(y);
    EXPECT_EQ(names(projects), "y");
    ana.assignments().assign(std::vector<kith::ref<Assignment>>());
    EXPECT_TRUE(projects.empty());
}

TEST_F(proxies, R127_R129_appending_makes_the_object_in_between_and_shows_at_both_ends) {
    const auto made = ana.projects().append(x);
    EXPECT_EQ(made.employee(), ana);
    EXPECT_EQ(made.project(), x);
    EXPECT_EQ(names(x.employees()), "Ana");
    x.employees().append(bo);
    EXPECT_EQ(names(bo.projects()), "x");
    EXPECT_EQ(graph.count<Assignment>(), 2U);
}

TEST_F(proxies, R127_a_creator_makes_the_object_in_between) {
    const auto made = ana.created().append(x);
    EXPECT_EQ(made.role(), "made");
    EXPECT_EQ(made.employee(), ana);
}

TEST_F(proxies, R245_a_creator_that_throws_leaves_everything_as_it_was) {
    const auto digest = graph.digest();
    EXPECT_THROW(ana.created().append(kith::ref<Project>()), std::invalid_argument);
    EXPECT_EQ(graph.digest(), digest);
    EXPECT_EQ(graph.count<Assignment>(), 0U);
}

TEST_F(proxies, append_takes_the_other_members_of_the_object_in_between) {
    ana.projects().append(x, Assignment{.role = "lead"});
    EXPECT_EQ(texts(ana.roles()), "lead");
}

TEST_F(proxies, R120_R134_the_same_target_may_come_several_times) {
    ana.projects().append(x);
    ana.projects().append(x);
    EXPECT_EQ(names(ana.projects()), "x x");
    EXPECT_EQ(ana.projects().count(x), 2U);
}

TEST_F(proxies, R131_removing_takes_the_object_in_between_and_never_the_target) {
    ana.projects().append(x);
    ana.projects().append(y);
    ana.projects().remove(x);
    EXPECT_EQ(names(ana.projects()), "y");
    EXPECT_EQ(graph.count<Assignment>(), 1U);  // delete-orphan
    y.employees().remove(ana);
    EXPECT_EQ(graph.count<Assignment>(), 1U);  // no cascade here: it is kept without a project
    EXPECT_EQ(names(ana.projects()), "-");
    EXPECT_EQ(graph.count<Project>(), 3U);
}

TEST_F(proxies, R132_an_object_in_between_without_a_target_shows_as_an_empty_entry) {
    graph.add(Assignment{.employee = ana});
    ana.projects().append(x);
    EXPECT_EQ(names(ana.projects()), "- x");
    EXPECT_TRUE(ana.projects().contains(kith::ref<Project>()));
    ana.projects().remove(kith::ref<Project>());
    EXPECT_EQ(names(ana.projects()), "x");
    ana.projects().append(kith::ref<Project>());
    EXPECT_EQ(names(ana.projects()), "x -");
}

TEST_F(proxies, R135_a_list_proxy_reads_like_a_list_of_its_targets) {
    for (const auto& each : {x, y, x}) ana.projects().append(each);
    EXPECT_EQ(ana.projects().size(), 3U);
    EXPECT_EQ(ana.projects()[1], y);
    EXPECT_EQ(ana.projects().front(), x);
    EXPECT_EQ(ana.projects().back(), x);
    EXPECT_TRUE(ana.projects().contains(y));
    EXPECT_FALSE(ana.projects().contains(z));
    EXPECT_EQ(ana.projects().find(y), 1U);
    EXPECT_EQ(ana.projects().find(z), ana.projects().npos);
    EXPECT_EQ(ana.projects().via().size(), 3U);
    EXPECT_EQ(ana.projects().all().size(), 3U);
    EXPECT_EQ(refused(graph, [&] { static_cast<void>(ana.projects()[3]); }), errc::out_of_range);
}

TEST_F(proxies, R136_remove_drops_the_first_match_and_is_an_error_without_one) {
    for (const auto& each : {x, y, x}) ana.projects().append(each);
    ana.projects().remove(x);
    EXPECT_EQ(names(ana.projects()), "y x");
    EXPECT_EQ(refused(graph, [&] { ana.projects().remove(z); }), errc::not_a_member);
    ana.projects().erase(0);
    EXPECT_EQ(names(ana.projects()), "x");
    ana.projects().clear();
    EXPECT_EQ(graph.count<Assignment>(), 0U);
}

TEST_F(proxies, R137_replacing_keeps_the_object_in_between_and_its_data) {
    const auto link = ana.projects().append(x, Assignment{.role = "lead"});
    ana.projects().replace(0, y);
    EXPECT_EQ(link.project(), y);
    EXPECT_EQ(link.role(), "lead");
    EXPECT_EQ(graph.count<Assignment>(), 1U);
    EXPECT_EQ(refused(graph, [&] { ana.projects().replace(1, x); }), errc::out_of_range);
}

TEST_F(proxies, K11_R140_assigning_keeps_the_objects_in_between_of_retained_targets) {
    ana.projects().append(x, Assignment{.role = "lead"});
    ana.projects().append(y, Assignment{.role = "test"});
    ana.projects(std::vector{z, x});
    EXPECT_EQ(names(ana.projects()), "z x");
    EXPECT_EQ(ana.assignments()[1].role(), "lead");
    EXPECT_EQ(graph.count<Assignment>(), 2U);
    const auto digest = graph.digest();
    ana.projects().assign(ana.projects());
    EXPECT_EQ(graph.digest(), digest);
    ana.projects().assign(std::vector{x, x});
    EXPECT_EQ(names(ana.projects()), "x x");
    EXPECT_EQ(ana.assignments()[0].role(), "lead");
}

TEST_F(proxies, an_assign_that_fails_half_way_changes_nothing) {
    ana.projects().append(x, Assignment{.role = "lead"});
    kith::graph elsewhere(kith::models<Desk, Team, Employee, Project, Assignment>);
    const auto stranger = elsewhere.add(Project{.name = "s"});
    EXPECT_EQ(refused(graph, [&] { ana.projects().assign(std::vector{y, stranger}); }), errc::foreign_ref);
    EXPECT_EQ(names(ana.projects()), "x");
}

TEST_F(proxies, of_columns_read_and_write_values) {
    ana.projects().append(x, Assignment{.role = "lead"});
    ana.roles().append("test");
    EXPECT_EQ(texts(ana.roles()), "lead test");
    EXPECT_EQ(names(ana.projects()), "x -");
    ana.roles().replace(1, "cook");
    EXPECT_TRUE(ana.roles().contains("cook"));
    ana.roles().remove("lead");
    EXPECT_EQ(texts(ana.roles()), "cook");
}

TEST_F(proxies, assigning_texts_from_the_proxy_itself_keeps_them_though_their_rows_go) {
    for (const char* role :
         {"a role that is longer than fifteen bytes", "another role that is as long as that"})
        ana.roles().append(role);
    std::vector<std::string> wanted;
    for (const auto role : ana.roles()) wanted.emplace_back(role);
    std::swap(wanted[0], wanted[1]);
    ana.roles().assign(wanted);
    EXPECT_EQ(texts(ana.roles()), wanted[0] + " " + wanted[1]);
    bo.roles().append("mine");
    bo.roles().assign(ana.roles());
    EXPECT_EQ(texts(bo.roles()), wanted[0] + " " + wanted[1]);
}

TEST_F(proxies, R147_a_proxy_through_a_reference_reads_and_writes_its_column) {
    EXPECT_EQ(ana.team_name(), "");
    const auto team = graph.add(Team{.name = "red", .members = {ana, bo}});
    EXPECT_EQ(ana.team_name(), "red");
    ana.team_name("blue");
    EXPECT_EQ(team.name(), "blue");
    EXPECT_EQ(bo.team_name(), "blue");
    EXPECT_EQ(ana.floor(), std::nullopt);
    ana.desk(graph.add(Desk{.name = "d", .floor = 4}));
    EXPECT_EQ(ana.floor(), 4);
}

TEST_F(proxies, R148_a_proxy_may_go_through_another_proxy) {
    ana.projects().append(x);
    graph.add(Assignment{.employee = ana});
    ana.projects().append(y);
    EXPECT_EQ(texts(ana.project_names()), "x  y");
    ana.project_names().replace(2, "why");
    EXPECT_EQ(y.name(), "why");
    ana.project_names().remove("x");
    EXPECT_EQ(names(ana.projects()), "- why");
    EXPECT_EQ(graph.count<Project>(), 3U);
}

TEST_F(proxies, of_references_of_members_read_in_order) {
    const auto desk = graph.add(Desk{.name = "d"});
    const auto team = graph.add(Team{.name = "t", .members = {bo, ana}});
    ana.desk(desk);
    EXPECT_EQ(texts(team.nicknames()), "Bo Ana");
    EXPECT_EQ(names(team.desks()), "- d");
}

TEST_F(proxies, of_an_empty_ref_are_empty_and_cannot_be_changed) {
    const kith::ref<Employee> nobody;
    EXPECT_TRUE(nobody.projects().empty());
    EXPECT_EQ(nobody.projects().size(), 0U);
    EXPECT_FALSE(nobody.projects().contains(x));
    EXPECT_EQ(refused(graph, [&] { nobody.projects().append(x); }), errc::null_ref);
    EXPECT_EQ(refused(graph, [&] { nobody.projects().assign(std::vector{x}); }), errc::null_ref);
    EXPECT_EQ(refused(graph, [&] { nobody.projects().clear(); }), errc::null_ref);
}

TEST_F(proxies, work_with_the_ranges_library) {
    static_assert(std::ranges::forward_range<decltype(ana.projects())>);
    static_assert(std::ranges::view<decltype(ana.projects())>);
    for (const auto& each : {x, y, z}) ana.projects().append(each);
    const auto not_y = [&](const kith::ref<Project>& each) { return each != y; };
    EXPECT_EQ(names(ana.projects() | std::views::filter(not_y)), "x z");
    EXPECT_EQ(names(ana.projects() | std::views::take(2)), "x y");
    const auto name = [](const kith::ref<Project>& each) { return each.name(); };
    EXPECT_EQ(texts(ana.projects() | std::views::transform(name)), "x y z");
    EXPECT_NE(std::ranges::find(ana.projects(), y), ana.projects().end());
}

TEST_F(proxies, appending_through_an_erased_owner_changes_nothing) {
#if KITH_CHECKED
    graph.erase(ana);
    EXPECT_EQ(refused(graph, [&] { ana.projects().append(x); }), errc::entity_gone);
#endif
    EXPECT_EQ(graph.count<Assignment>(), 0U);
}

}  // namespace proxies_test
