// Students and the classes they take: many-to-many, with both ends as queries.

#include <kith/kith.hpp>
#include <kith/storage/sqlite.hpp>

#include <filesystem>
#include <iostream>
#include <string>
#include <string_view>

namespace school {

struct Student;
struct Class;

struct Student {
    using kith_table = kith::name<"students">;
    std::string name{};
    kith::many<Class, "students", kith::secondary<"registrations">> classes{};
};

struct Class {
    using kith_table = kith::name<"classes">;
    std::string name{};
    kith::many<Student, "classes", kith::secondary<"registrations">> students{};
};

KITH_MODEL(Student, name, classes)
KITH_MODEL(Class, name, students)

inline constexpr auto models = kith::models<Student, Class>;

}  // namespace school

namespace {

using namespace school;

void heading(std::string_view text) { std::cout << "\n== " << text << " ==\n"; }

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

template <class Range>
void print(std::string_view name, const Range& entities) {
    std::cout << name << ": [";
    const char* between = "";
    for (const auto& each : entities) {
        std::cout << between << each;
        between = ", ";
    }
    std::cout << "]\n";
}

void show_registration(kith::graph& graph) {
    std::cout << "== Register students for classes ==\n";
    const auto algebra = graph.add(Class{.name = "Algebra"});
    const auto biology = graph.add(Class{.name = "Biology"});
    const auto chemistry = graph.add(Class{.name = "Chemistry"});

    // Before the student is added, and after it.
    const Student draft{.name = "Sol", .classes = {chemistry, algebra}};
    const auto s = graph.add(draft);
    s.classes().append(biology);
    print("s.classes().all()", s.classes().all());

    const auto c = algebra;
    c.students().append(graph.add(Student{.name = "Ada"}));
    c.students().append(graph.add(Student{.name = "Max"}));
    print("c.students().all()", c.students().all());
    print("biology.students().all()", biology.students().all());
}

// A relationship can be asked like a whole type. Each answer looks anew: a query keeps nothing that could be
// out of date.
void show_queries(kith::graph& graph) {
    heading("Ask the classes of a student");
    const auto s = graph.query<Student>().where(kith::field<&Student::name> == "Sol").one();
    std::cout << "s.classes().count(): " << s.classes().count() << "\n";
    std::cout << "s.classes().first(): " << s.classes().first() << "\n";
    print("where name == Biology", s.classes().where(kith::field<&Class::name> == "Biology"));
    print("where name != Biology", s.classes().where(kith::field<&Class::name> != "Biology"));
    print("order by name", s.classes().query().order_by(kith::field<&Class::name>));
    print("order by name, the second",
          s.classes().query().order_by(kith::field<&Class::name>).offset(1).limit(1));

    heading("Ask the students of a class");
    const auto c = s.classes().where(kith::field<&Class::name> == "Algebra").one();
    print("order by name, descending", c.students().query().order_by(kith::desc<&Student::name>));
    const auto after_b = c.students().where(kith::field<&Student::name> > "B");
    std::cout << "students after B: " << after_b.count() << ", first " << after_b.first() << "\n";

    s.classes().remove(c);
    std::cout << "when Sol has left: " << after_b.count() << ", first " << after_b.first() << "\n";
    s.classes().append(c);
    std::cout << "and is back: " << after_b.count() << ", first " << after_b.first() << "\n";
}

void show_database(kith::graph& graph) {
    heading("In a database");
    std::filesystem::remove("registrations.db");
    kith::storage::sqlite db("registrations.db");
    db.flush(graph);
    print_rows(db, "SELECT * FROM registrations ORDER BY student_id, class_id");
    print_rows(db, "SELECT classes.name FROM classes JOIN registrations ON class_id = classes.id "
                   "WHERE student_id = 1 ORDER BY classes.name");

    kith::graph again(models);
    db.load(again);
    print("read back", again.get(kith::id<Student>{1}).classes().all());
    std::cout << (again.digest() == graph.digest() ? "read back: the same\n" : "read back: something else\n");
}

}  // namespace

int main() {
    kith::graph graph(models);
    show_registration(graph);
    show_queries(graph);
    show_database(graph);
}
