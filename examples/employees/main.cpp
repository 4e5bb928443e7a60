// Many-to-many in two ways:
//
// - an employee has many meetings, a meeting has many employees: an association table and nothing else;
// - an employee has many projects through assignments, a project has many employees through assignments:
//   an association object, which knows the employee's role and from when to when it lasts.

#include <kith/kith.hpp>
#include <kith/storage/sqlite.hpp>

#include <cstdint>
#include <filesystem>
#include <iostream>
#include <optional>
#include <ranges>
#include <string>
#include <string_view>

namespace company {

struct Employee;
struct Meeting;
struct Project;
struct Assignment;

// What a proxy makes in between when something is added to it. These two do what the default creator does.
Assignment assignment_to(kith::ref<Project> project);
Assignment assignment_of(kith::ref<Employee> employee);

// The lesson's first listing calls the association table "employees_meetings", its solution
// "employee_meetings".
struct Employee {
    using kith_table = kith::name<"employees">;
    std::string name{};
    kith::date hire_date{};
    kith::many<Meeting, "employees", kith::secondary<"employee_meetings">> meetings{};
    kith::many<Assignment, "employee", kith::cascade<"all, delete-orphan">> assignments{};
    kith::proxy<"assignments", "project", kith::creator<assignment_to>> projects{};
};

struct Meeting {
    using kith_table = kith::name<"meetings">;
    std::string topic{};
    kith::timestamp scheduled_time{};
    std::string location{};
    kith::many<Employee, "meetings", kith::secondary<"employee_meetings">> employees{};
};

struct Project {
    using kith_table = kith::name<"projects">;
    std::string title{};
    std::int32_t budget = 0;
    kith::many<Assignment, "project", kith::cascade<"all, delete-orphan">> assignments{};
    kith::proxy<"assignments", "employee", kith::creator<assignment_of>> employees{};
};

struct Assignment {
    using kith_table = kith::name<"assignments">;
    std::string role{};
    std::optional<kith::timestamp> start_date{};
    std::optional<kith::timestamp> end_date{};
    kith::one<Employee, "assignments"> employee{};
    kith::one<Project, "assignments"> project{};
};

KITH_MODEL(Employee, name, hire_date, meetings, assignments, projects)
KITH_MODEL(Meeting, topic, scheduled_time, location, employees)
KITH_MODEL(Project, title, budget, assignments, employees)
KITH_MODEL(Assignment, role, start_date, end_date, employee, project)

Assignment assignment_to(kith::ref<Project> project) { return {.project = project}; }
Assignment assignment_of(kith::ref<Employee> employee) { return {.employee = employee}; }

inline constexpr auto models = kith::models<Employee, Meeting, Project, Assignment>;

}  // namespace company

namespace {

using namespace company;

// kith prints entities by itself: "<Employee 1, Uri Lee, 2022-05-17>". The lesson prints a project as
// "<Review 1, ...>", which was copied from another lesson; here it is a project.
std::string repr(const auto& entity) { return to_string(entity); }

// An assignment is printed with the names at its two ends, if there is anything at them.
std::string repr(const kith::ref<Assignment>& assignment) {
    const auto when = [](std::optional<kith::timestamp> moment) {
        return moment ? to_string(*moment) : std::string("null");
    };
    const auto employee = assignment.employee();
    const auto project = assignment.project();
    return "<Assignment " + std::to_string(assignment.id().value) + ", " + std::string(assignment.role()) +
           ", " + when(assignment.start_date()) + ", " + when(assignment.end_date()) + ", " +
           std::string(employee ? employee.name() : "null") + ", " +
           std::string(project ? project.title() : "null") + ">";
}

template <std::ranges::range Range>
std::string repr(const Range& entities) {
    std::string out = "[";
    for (const auto& each : entities) out += (out.size() == 1 ? "" : ", ") + repr(each);
    return out + "]";
}

void heading(std::string_view text) { std::cout << "\n== " << text << " ==\n"; }

// Prints like the lesson's shell: what was asked, and on the next line the answer.
void ask(std::string_view question, const auto& answer) {
    std::cout << ">>> " << question << "\n" << repr(answer) << "\n";
}

// The rows that a statement gives, one a line.
void print_rows(kith::storage::sqlite& db, std::string_view sql) {
    std::cout << "sql> " << sql << "\n";
    for (const auto& row : db.rows(sql)) {
        const char* between = "";
        for (const auto& value : row) {
            std::cout << between << value;
            between = " | ";
        }
        std::cout << "\n";
    }
}

void count_rows(kith::storage::sqlite& db) {
    for (const char* table : {"employees", "meetings", "projects", "assignments", "employee_meetings"})
        std::cout << table << " " << db.count("SELECT count(*) FROM " + std::string(table)) << "\n";
}

void delete_all(kith::graph& graph) {
    // The association table first, as the lesson does it. Erasing the employees would unlink them as well.
    for (const auto employee : graph.all<Employee>()) employee.meetings().clear();
    graph.query<Employee>().erase();
    graph.query<Meeting>().erase();
    graph.query<Project>().erase();
    graph.query<Assignment>().erase();  // none is left: they went with their employees
}

void seed(kith::graph& graph) {
    using kith::date;
    using kith::timestamp;

    const auto e1 = graph.add(Employee{.name = "Uri Lee", .hire_date = date::of(2022, 5, 17)});
    const auto e2 = graph.add(Employee{.name = "Tristan Tal", .hire_date = date::of(2020, 1, 30)});
    const auto e3 = graph.add(Employee{.name = "Sasha Hao", .hire_date = date::of(2021, 12, 1)});
    const auto e4 = graph.add(Employee{.name = "Taylor Jai", .hire_date = date::of(2015, 1, 2)});

    const auto m1 = graph.add(Meeting{.topic = "Software Engineering Weekly Update",
                                      .scheduled_time = timestamp::of(2023, 10, 31, 9, 30),
                                      .location = "Building A, Room 142"});
    const auto m2 = graph.add(Meeting{.topic = "Github Issues Brainstorming",
                                      .scheduled_time = timestamp::of(2023, 12, 1, 15, 15),
                                      .location = "Building D, Room 430"});

    const auto p1 = graph.add(Project{.title = "XYZ Project Flask server", .budget = 50000});
    const auto p2 = graph.add(Project{.title = "XYZ Project React UI", .budget = 100000});

    // Add meetings to an employee, and employees to a meeting: it is one relationship.
    e1.meetings().append(m1);
    e1.meetings().append(m2);
    m2.employees().append(e2);
    m2.employees().append(e3);
    m2.employees().append(e4);

    graph.add(Assignment{.role = "Project manager",
                         .start_date = timestamp::of(2023, 5, 28),
                         .end_date = timestamp::of(2023, 10, 30),
                         .employee = e1,
                         .project = p1});
    graph.add(Assignment{.role = "Flask programmer",
                         .start_date = timestamp::of(2023, 6, 10),
                         .end_date = timestamp::of(2023, 10, 1),
                         .employee = e2,
                         .project = p1});
    graph.add(Assignment{.role = "Flask programmer",
                         .start_date = timestamp::of(2023, 11, 1),
                         .end_date = timestamp::of(2024, 2, 1),
                         .employee = e2,
                         .project = p2});
}

void show_association_table(kith::graph& graph) {
    heading("Many-to-many with an association table");
    const auto meeting2 = graph.get(kith::id<Meeting>{2});
    ask("meeting2", meeting2);
    // The lesson's database happens to answer 1, 4, 3, 2. In kith the order in which they were linked counts.
    ask("meeting2.employees()", meeting2.employees());
    const auto employee1 = graph.get(kith::id<Employee>{1});
    ask("employee1.meetings()", employee1.meetings());
}

void show_association_object(kith::graph& graph) {
    heading("Many-to-many with association objects");
    const auto employee2 = graph.get(kith::id<Employee>{2});
    ask("employee2.assignments()", employee2.assignments());
    const auto project1 = graph.get(kith::id<Project>{1});
    ask("project1.assignments()", project1.assignments());
    ask("project1.assignments() | transform(employee)",
        project1.assignments() |
            std::views::transform([](auto assignment) { return assignment.employee(); }));
}

void show_proxies(kith::graph& graph) {
    heading("Association proxy");
    const auto project1 = graph.get(kith::id<Project>{1});
    const auto employee1 = graph.get(kith::id<Employee>{1});
    ask("project1.employees()", project1.employees());
    ask("employee1.projects()", employee1.projects());

    heading("A proxy can be written");
    const auto project2 = graph.get(kith::id<Project>{2});
    ask("employee1.projects().append(project2)", employee1.projects().append(project2));
    ask("project2.employees()", project2.employees());
    employee1.projects().remove(project2);  // its assignment is an orphan then, and goes
    ask("employee1.projects()", employee1.projects());
    ask("graph.all<Assignment>()", graph.all<Assignment>());

    heading("An assignment whose ends are empty can be printed");
    const auto vacancy = graph.add(Assignment{.role = "Tester"});
    ask("vacancy", vacancy);
    graph.erase(vacancy);
}

void show_tables(kith::storage::sqlite& db) {
    heading("Tables, with constraints named by convention");
    print_rows(
        db, "SELECT sql FROM sqlite_master WHERE name IN ('employee_meetings', 'assignments') ORDER BY name");
    heading("Their rows");
    print_rows(db, "SELECT * FROM employee_meetings ORDER BY employee_id, meeting_id");
    print_rows(db, "SELECT * FROM assignments ORDER BY id");
}

void show_seeding_again(kith::graph& graph, kith::storage::sqlite& db) {
    heading("Delete all rows");
    delete_all(graph);
    db.flush(graph);
    count_rows(db);

    heading("Seed again: ids are never used twice");
    seed(graph);
    db.flush(graph);
    count_rows(db);
    ask("graph.all<Employee>()", graph.all<Employee>());
}

}  // namespace

int main() {
    std::cout << "== Seed ==\n";
    std::filesystem::remove("employees.db");
    kith::storage::sqlite db("employees.db");
    kith::graph seeded(models);
    db.create_all(seeded);
    seed(seeded);
    db.flush(seeded);
    count_rows(db);
    show_tables(db);

    // What follows works on what the database gives back.
    kith::graph graph(models);
    db.load(graph);
    heading("Read back");
    std::cout << (graph.digest() == seeded.digest() ? "the same\n" : "something else\n");
    show_association_table(graph);
    show_association_object(graph);
    show_proxies(graph);
    show_seeding_again(graph, db);
}
