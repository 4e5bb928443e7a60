#pragma once

#include <kith/base/config.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace kith::table {

/// Some rows of a type, each once: a bit for each row that there could be, and the list of those that are in.
/// Kept from one use to the next for its room.
class row_set {
public:
    /// Makes room for slots below `end`.
    void reserve_slots(slot end) {
        if (bits_.size() * 64 < end) bits_.resize(end / 64 + 1);
    }
    /// False if it was in already. Requires `reserve_slots`.
    bool add(slot row) {
        const std::uint64_t bit = std::uint64_t{1} << (row % 64);
        if ((bits_[row / 64] & bit) != 0) return false;
        rows_.push_back(row);
        bits_[row / 64] |= bit;
        return true;
    }
    [[nodiscard]] bool has(slot row) const noexcept {
        return row / 64 < bits_.size() && (bits_[row / 64] >> (row % 64) & 1U) != 0;
    }
    /// In the order in which they were added, unless sorted since.
    [[nodiscard]] std::span<const slot> rows() const noexcept { return rows_; }
    [[nodiscard]] bool empty() const noexcept { return rows_.empty(); }
    [[nodiscard]] std::size_t size() const noexcept { return rows_.size(); }

    /// Sorts the rows if they are so many that it pays: cells are then visited as they lie in memory.
    void sort_if_many() noexcept;
    void clear() noexcept;

private:
    [[nodiscard]] bool many() const noexcept { return rows_.size() >= bits_.size(); }

    std::vector<std::uint64_t> bits_;
    std::vector<slot> rows_;
};

}  // namespace kith::table
