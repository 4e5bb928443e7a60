#include "sqlite/world.hpp"

#include <cstdlib>

namespace {

using kith::storage::flush_counts;
using kith::storage::sqlite;

// The models of sqlalchemy_models.py.
struct Meeting;
struct Assignment;
struct Employee {
    using kith_table = kith::name<"employees">;
    std::string name{};
    kith::date hire_date{};
    double salary = 0;
    bool remote = false;
    std::int64_t badge = 0;
    kith::bytes photo{};
    kith::one<Employee, "reports"> boss{};
    kith::many<Employee, "boss"> reports{};
    kith::many<Meeting, "employees"> meetings{};
    kith::many<Assignment, "employee", kith::cascade<"all, delete-orphan">> assignments{};
};
struct Meeting {
    using kith_table = kith::name<"meetings">;
    std::string topic{};
    kith::timestamp scheduled_time{};
    kith::many<Employee, "meetings"> employees{};
};
struct Assignment {
    using kith_table = kith::name<"assignments">;
    std::string role{};
    std::optional<kith::timestamp> start_date{};
    kith::one<Employee, "assignments"> employee{};
};
KITH_MODEL(Employee, name, hire_date, salary, remote, badge, photo, boss, reports, meetings, assignments)
KITH_MODEL(Meeting, topic, scheduled_time, employees)
KITH_MODEL(Assignment, role, start_date, employee)
constexpr auto models = kith::models<Employee, Meeting, Assignment>;

/// Runs SQLAlchemy; what it complains about stands in the test's output.
void run_python(const char* what, const std::filesystem::path& database) {
    const auto script = std::filesystem::path(__FILE__).parent_path() / "sqlalchemy_models.py";
    const std::string command =
        "/usr/bin/python3 -B '" + script.string() + "' " + what + " '" + database.string() + "' 2>&1";
    ASSERT_EQ(std::system(command.c_str()), 0) << "needs the Debian packages python3 and python3-sqlalchemy";
}

TEST(sqlalchemy, databases_go_back_and_forth) {
    const world::folder temporary;
    const auto path = temporary / "company.db";
    ASSERT_NO_FATAL_FAILURE(run_python("write", path));

    kith::graph graph(models);
    sqlite db(path);
    db.load(graph);
    ASSERT_EQ(graph.count<Employee>(), 2U);
    const auto uri = graph.get(kith::id<Employee>{1});
    const auto tristan = graph.get(kith::id<Employee>{2});
    EXPECT_EQ(uri.name(), "Uri Lee");
    EXPECT_EQ(uri.hire_date(), kith::date::of(2022, 5, 17));
    EXPECT_EQ(tristan.hire_date(), kith::date::of(2020, 1, 30));
    EXPECT_EQ(uri.salary(), 1234.5);
    EXPECT_TRUE(uri.remote());
    EXPECT_EQ(uri.badge(), std::int64_t{1} << 40);
    EXPECT_EQ(uri.photo().size(), 2U);
    EXPECT_EQ(tristan.boss(), uri);
    EXPECT_EQ(uri.meetings().size(), 2U);
    const auto storm = graph.get(kith::id<Meeting>{2});
    EXPECT_EQ(storm.scheduled_time(), kith::timestamp::of(2023, 12, 1, 15, 15, 0, 7));
    EXPECT_EQ(storm.employees().front(), uri);
    EXPECT_EQ(storm.employees().back(), tristan);
    EXPECT_EQ(uri.assignments().front().role(), "Project manager");
    EXPECT_EQ(graph.check(), std::vector<std::string>{});

    const auto sasha = graph.add(Employee{.name = "Sasha Hao",
                                          .hire_date = kith::date::of(2021, 12, 1),
                                          .salary = 0.25,
                                          .remote = true,
                                          .badge = std::int64_t{1} << 62,
                                          .photo = {std::byte{1}, std::byte{0}},
                                          .boss = uri});
    tristan.boss(nullptr);
    storm.scheduled_time(kith::timestamp::of(2024, 2, 29, 23, 59, 59, 999'999));
    storm.employees().assign({tristan, sasha});
    graph.erase(uri.assignments().front());
    graph.add(Assignment{
        .role = "Flask programmer", .start_date = kith::timestamp::of(2023, 6, 10), .employee = tristan});
    EXPECT_EQ(db.flush(graph),
              (flush_counts{.inserted = 2, .updated = 2, .deleted = 1, .linked = 1, .unlinked = 1}));
    ASSERT_NO_FATAL_FAILURE(run_python("read", path));

    kith::graph again(models);
    sqlite(path).load(again);
    ASSERT_EQ(again.count<Employee>(), 3U);
    EXPECT_EQ(again.get(kith::id<Employee>{4}).name(), "Taylor Jai");
    EXPECT_FALSE(again.get(kith::id<Employee>{3}).boss());
    EXPECT_EQ(again.get(kith::id<Meeting>{2}).employees().size(), 3U);
    EXPECT_EQ(again.get(kith::id<Meeting>{1}).employees().size(), 0U);
}

TEST(sqlalchemy, uses_tables_that_kith_made) {
    const world::folder temporary;
    const auto path = temporary / "company.db";
    kith::graph graph(models);
    {
        sqlite db(path);
        db.flush(graph);
    }
    ASSERT_NO_FATAL_FAILURE(run_python("write", path));
    sqlite(path).load(graph);
    EXPECT_EQ(graph.count<Employee>(), 2U);
    EXPECT_EQ(graph.get(kith::id<Employee>{2}).boss().name(), "Uri Lee");
}

}  // namespace
