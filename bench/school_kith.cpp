#include "school.hpp"

#include <kith/kith.hpp>

namespace bench::campus {

struct Student;
struct Course {
    std::int32_t credits = 0;
    kith::many<Student, "courses"> students = {};
};
struct Student {
    std::int32_t age = 0;
    kith::many<Course, "students"> courses = {};
};
KITH_MODEL(Course, credits, students)
KITH_MODEL(Student, age, courses)

}  // namespace bench::campus

namespace bench {
namespace {

using campus::Course;
using campus::Student;

class kith_enrolment final : public enrolment {
public:
    explicit kith_enrolment(const school& from) {
        std::vector<kith::ref<Student>> students;
        for (const std::int32_t age : from.ages) students.push_back(graph_.add(Student{.age = age}));
        std::vector<kith::ref<Course>> courses;
        for (const std::int32_t credits : from.credits) {
            courses.push_back(graph_.add(Course{.credits = credits}));
        }
        for (const school::pair& each : from.pairs) {
            students[each.student].courses().append(courses[each.course]);
        }
    }

    std::int64_t credits() override {
        std::int64_t sum = 0;
        for (auto student : graph_.all<Student>()) {
            for (auto course : student.courses()) sum += course.credits();
        }
        return sum;
    }

    std::int64_t ages() override {
        std::int64_t sum = 0;
        for (auto course : graph_.all<Course>()) {
            for (auto student : course.students()) sum += student.age();
        }
        return sum;
    }

private:
    kith::graph graph_{kith::models<Student, Course>};
};

}  // namespace

std::unique_ptr<enrolment> build_enrolment_kith(const school& from) {
    return std::make_unique<kith_enrolment>(from);
}

}  // namespace bench
