#pragma once

#include <kith/table/rows.hpp>

#include <span>
#include <vector>

namespace kith::storage::snapshot {

/// The rows of a type numbered 1, 2, 3 … in their order, which is how a file names them.
///
/// Refers to the rows, which must not change meanwhile.
class numbering {
public:
    explicit numbering(const table::rows& rows);

    [[nodiscard]] std::size_t size() const noexcept { return slots_.size(); }
    /// The n-th is row n + 1's slot.
    [[nodiscard]] std::span<const slot> slots() const noexcept { return slots_; }
    /// Every row's slot is its number.
    [[nodiscard]] bool plain() const noexcept { return plain_; }
    [[nodiscard]] std::uint32_t operator[](slot row) const noexcept { return plain_ ? row : numbers_[row]; }

private:
    std::vector<slot> compact_;  // when the rows' own list has holes
    std::span<const slot> slots_;
    std::vector<std::uint32_t> numbers_;  // by slot
    bool plain_ = true;
};

}  // namespace kith::storage::snapshot
