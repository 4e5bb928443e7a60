#include "school.hpp"
#include "sparse_rows.hpp"

#include <cstddef>

namespace bench {
namespace {

class limit_enrolment final : public enrolment {
public:
    explicit limit_enrolment(const school& from) : age_(from.ages), credits_(from.credits) {
        std::vector<std::uint32_t> student;
        std::vector<std::uint32_t> course;
        student.reserve(from.pairs.size());
        course.reserve(from.pairs.size());
        for (const school::pair& each : from.pairs) {
            student.push_back(each.student);
            course.push_back(each.course);
        }
        courses_ = sparse_rows(student, age_.size());
        for (std::uint32_t& pair : courses_.members) pair = course[pair];
        students_ = sparse_rows(course, credits_.size());
        for (std::uint32_t& pair : students_.members) pair = student[pair];
    }

    std::int64_t credits() override { return sum(courses_, credits_); }
    std::int64_t ages() override { return sum(students_, age_); }

private:
    static std::int64_t sum(const sparse_rows& rows, const std::vector<std::int32_t>& cells) {
        const std::uint32_t* const first = rows.first.data();
        const std::uint32_t* const members = rows.members.data();
        const std::int32_t* const cell = cells.data();
        std::int64_t sum = 0;
        for (std::size_t row = 0; row + 1 < rows.first.size(); ++row) {
            for (std::uint32_t at = first[row]; at < first[row + 1]; ++at) sum += cell[members[at]];
        }
        return sum;
    }

    std::vector<std::int32_t> age_;
    std::vector<std::int32_t> credits_;
    sparse_rows courses_;   // of students
    sparse_rows students_;  // of courses
};

}  // namespace

std::unique_ptr<enrolment> build_enrolment_limit(const school& from) {
    return std::make_unique<limit_enrolment>(from);
}

}  // namespace bench
