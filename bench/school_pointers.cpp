#include "school.hpp"

#include <algorithm>

namespace bench {
namespace {

struct course_object;

struct student_object {
    std::int32_t age;
    std::vector<course_object*> courses;
};

struct course_object {
    std::int32_t credits;
    std::vector<student_object*> students;
};

// A pair is linked once: whoever links looks in the shorter list first, as kith does.
void link(student_object& student, course_object& course) {
    const bool linked =
        student.courses.size() <= course.students.size()
            ? std::find(student.courses.begin(), student.courses.end(), &course) != student.courses.end()
            : std::find(course.students.begin(), course.students.end(), &student) != course.students.end();
    if (linked) return;
    student.courses.push_back(&course);
    course.students.push_back(&student);
}

class pointers_enrolment final : public enrolment {
public:
    explicit pointers_enrolment(const school& from) {
        for (const std::int32_t age : from.ages) {
            students_.push_back(std::unique_ptr<student_object>(new student_object{age, {}}));
        }
        for (const std::int32_t credits : from.credits) {
            courses_.push_back(std::unique_ptr<course_object>(new course_object{credits, {}}));
        }
        for (const school::pair& each : from.pairs) link(*students_[each.student], *courses_[each.course]);
    }

    std::int64_t credits() override {
        std::int64_t sum = 0;
        for (const auto& student : students_) {
            for (const course_object* course : student->courses) sum += course->credits;
        }
        return sum;
    }

    std::int64_t ages() override {
        std::int64_t sum = 0;
        for (const auto& course : courses_) {
            for (const student_object* student : course->students) sum += student->age;
        }
        return sum;
    }

private:
    std::vector<std::unique_ptr<student_object>> students_;
    std::vector<std::unique_ptr<course_object>> courses_;
};

}  // namespace

std::unique_ptr<enrolment> build_enrolment_pointers(const school& from) {
    return std::make_unique<pointers_enrolment>(from);
}

}  // namespace bench
