#include "support/names.hpp"

namespace associations_test {

struct Employee;
struct Project;
struct Assignment;

[[nodiscard]] Assignment as_guest(const kith::ref<Project>& project);

struct Employee {
    std::string name{};
    kith::many<Assignment, "employee", kith::cascade<"all, delete-orphan">> assignments{};
    kith::proxy<"assignments", "project"> projects{};
    kith::proxy<"assignments", "project", kith::creator<as_guest>> visits{};
};
struct Project {
    std::string name{};
    kith::many<Assignment, "project", kith::cascade<"all, delete-orphan">> assignments{};
    kith::proxy<"assignments", "employee"> employees{};
};
struct Assignment {
    std::string role{};
    std::int32_t hours = 0;
    kith::one<Employee, "assignments"> employee{};
    kith::one<Project, "assignments"> project{};
};
KITH_MODEL(Employee, name, assignments, projects, visits)
KITH_MODEL(Project, name, assignments, employees)
KITH_MODEL(Assignment, role, hours, employee, project)

std::size_t employees_seen_by_creator = 99;

Assignment as_guest(const kith::ref<Project>& project) {
    employees_seen_by_creator = project.employees().size();
    return {.role = "guest", .project = project};
}

using tests::names;

class associations : public testing::Test {
protected:
    ~associations() override { tests::expect_sound(graph); }

    kith::graph graph{kith::models<Employee, Project, Assignment>};
    kith::ref<Employee> ana = graph.add(Employee{.name = "Ana"});
    kith::ref<Employee> bo = graph.add(Employee{.name = "Bo"});
    kith::ref<Project> x = graph.add(Project{.name = "x"});
    kith::ref<Project> y = graph.add(Project{.name = "y"});
};

TEST_F(associations, R118_two_links_and_columns_of_its_own_make_an_association_object) {
    const auto lead = graph.add(Assignment{.role = "lead", .hours = 8, .employee = ana, .project = x});
    graph.add(Assignment{.role = "cook", .employee = bo, .project = x});
    EXPECT_EQ(names(x.employees()), "Ana Bo");
    EXPECT_EQ(names(ana.projects()), "x");
    EXPECT_EQ(ana.assignments().front(), lead);
    EXPECT_EQ(x.assignments().front().hours(), 8);
}

TEST_F(associations, R121_giving_a_link_another_target_keeps_it_and_its_columns) {
    const auto lead = graph.add(Assignment{.role = "lead", .employee = ana, .project = x});
    const auto id = lead.id();
    lead.project(y);
    EXPECT_EQ(names(ana.projects()), "y");
    EXPECT_TRUE(x.assignments().empty());
    EXPECT_EQ(graph.get(id).role(), "lead");
}

TEST_F(associations, R121_replacing_a_link_erases_the_old_one) {
    const auto id = graph.add(Assignment{.role = "lead", .employee = ana, .project = x}).id();
    ana.assignments().replace(0, graph.add(Assignment{.role = "cook", .project = y}));
    EXPECT_FALSE(graph.find(id));
    EXPECT_EQ(names(ana.projects()), "y");
    EXPECT_TRUE(x.employees().empty());
}

TEST_F(associations, R122_erasing_one_of_the_two_takes_the_links_and_never_the_other) {
    graph.add(Assignment{.employee = ana, .project = x});
    graph.add(Assignment{.employee = ana, .project = y});
    graph.add(Assignment{.employee = bo, .project = y});
    graph.erase(ana);
    EXPECT_EQ(graph.count<Assignment>(), 1U);
    EXPECT_EQ(names(graph.all<Project>()), "x y");
    EXPECT_EQ(names(y.employees()), "Bo");
    EXPECT_TRUE(x.employees().empty());
}

TEST_F(associations, R123_a_proxy_adds_no_column_and_no_relationship) {
    const auto& described = *graph.catalog().find("Project");
    EXPECT_EQ(described.fields.size(), 1U);
    EXPECT_EQ(described.ends.size(), 1U);
    EXPECT_EQ(described.proxies.size(), 1U);
    EXPECT_EQ(graph.catalog().relations.size(), 2U);
}

TEST_F(associations, R128_a_creator_runs_before_its_object_is_attached_and_sets_the_far_side_only) {
    const auto made = ana.visits().append(x);
    EXPECT_EQ(employees_seen_by_creator, 0U);
    EXPECT_EQ(made.role(), "guest");
    EXPECT_EQ(made.employee(), ana);
    EXPECT_EQ(names(x.employees()), "Ana");
    EXPECT_EQ(graph.count<Assignment>(), 1U);
}

}  // namespace associations_test
