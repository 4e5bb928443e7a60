#pragma once

#include <kith/core/way.hpp>

#include <functional>
#include <vector>

namespace kith::core {

using row_test = std::function<bool(const extent&, slot)>;

/// What must hold of a row, and what a query can make of it.
struct criterion {
    row_test holds;
    std::vector<way> ways;     ///< each finds every row of which this holds
    std::vector<steps> looks;  ///< the rows besides its own that a test looks at, for `explain`
};

/// Throws usage_error (foreign_ref) unless `member` is a row of `target`.
void expect_own(const extent& target, const known_row& member);
[[nodiscard]] bool compare_numbers(comparison how, long double left, long double right) noexcept;

[[nodiscard]] criterion both(criterion a, criterion b);
[[nodiscard]] criterion either(criterion a, criterion b);
[[nodiscard]] criterion negated(criterion a);
/// Holds of no row.
[[nodiscard]] criterion never();

// Of what is linked to the row that `along` leads to by its end number `end`. Nothing is, where a link on the
// way is empty.

/// `wanted` holds of one of them. Time linear in their number, until one is found.
[[nodiscard]] criterion any_linked(const steps& along, std::uint32_t end, criterion wanted);
/// There is none.
[[nodiscard]] criterion none_linked(const steps& along, std::uint32_t end);
/// `member` is among them. A member of another graph is a usage_error; one that was erased since is linked to nothing.
/// Constant time; of a many-to-many linear in the shorter list.
[[nodiscard]] criterion linked_with(const steps& along, std::uint32_t end, const known_row& member);
/// One of `members` is, where the end holds one. Time logarithmic in their number.
[[nodiscard]] criterion linked_with_any(const steps& along, std::uint32_t end,
                                        std::vector<known_row> members);
/// Their number compares so. Constant time.
[[nodiscard]] criterion count_linked(const steps& along, std::uint32_t end, comparison how,
                                     long double number);

}  // namespace kith::core
