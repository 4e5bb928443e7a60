#pragma once

#include <cstdint>
#include <memory>
#include <vector>

namespace bench {

struct school_size {
    const char* name;
    std::uint32_t students;
    std::uint32_t courses;
    std::uint32_t pairs;
};

// Few courses with many students each, as a school has, and as many of the one as of the other.
inline constexpr school_size school_sizes[] = {
    {"1M", 100'000, 10'000, 1'000'000},
    {"1M_even", 100'000, 100'000, 1'000'000},
};

/// Who takes which course: pairs that are all different, in random order, the same on every machine.
struct school {
    struct pair {
        std::uint32_t student;
        std::uint32_t course;
    };
    std::vector<std::int32_t> ages;     // of students
    std::vector<std::int32_t> credits;  // of courses
    std::vector<pair> pairs;

    explicit school(const school_size& size);

    [[nodiscard]] std::int64_t expected_credits() const noexcept;
    [[nodiscard]] std::int64_t expected_ages() const noexcept;
};

/// The school as one system keeps it: students and courses, and both ends of the relationship between them.
class enrolment {
public:
    enrolment() = default;
    enrolment(const enrolment&) = delete;
    enrolment& operator=(const enrolment&) = delete;
    virtual ~enrolment() = default;

    /// For each student, for each of their courses: its credits.
    [[nodiscard]] virtual std::int64_t credits() = 0;
    /// For each course, for each of its students: their age.
    [[nodiscard]] virtual std::int64_t ages() = 0;
};

using build_enrolment_function = std::unique_ptr<enrolment> (*)(const school&);

/// Each takes the pairs in the order in which they come, and is told no count beforehand except `limit`.
std::unique_ptr<enrolment> build_enrolment_limit(const school& from);
std::unique_ptr<enrolment> build_enrolment_kith(const school& from);
std::unique_ptr<enrolment> build_enrolment_pointers(const school& from);

}  // namespace bench
