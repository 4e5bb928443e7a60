#include "school.hpp"

#include "generator.hpp"

#include <algorithm>
#include <cstddef>

namespace bench {

school::school(const school_size& size) {
    generator random(22);
    for (std::uint32_t index = 0; index < size.students; ++index) {
        ages.push_back(static_cast<std::int32_t>(random.below(100)));
    }
    for (std::uint32_t index = 0; index < size.courses; ++index) {
        credits.push_back(static_cast<std::int32_t>(random.below(100)));
    }
    // Every student takes as many; a course comes at most once among those of one student.
    std::vector<std::uint32_t> taken;
    for (std::uint32_t student = 0; student < size.students; ++student) {
        taken.clear();
        while (taken.size() < size.pairs / size.students) {
            const std::uint32_t course = random.below(size.courses);
            if (std::find(taken.begin(), taken.end(), course) == taken.end()) taken.push_back(course);
        }
        for (const std::uint32_t course : taken) pairs.push_back({student, course});
    }
    random.shuffle(pairs);
}

std::int64_t school::expected_credits() const noexcept {
    std::int64_t sum = 0;
    for (const pair& each : pairs) sum += credits[each.course];
    return sum;
}

std::int64_t school::expected_ages() const noexcept {
    std::int64_t sum = 0;
    for (const pair& each : pairs) sum += ages[each.student];
    return sum;
}

}  // namespace bench
