#include <kith/table/row_set.hpp>

#include <algorithm>
#include <bit>

namespace kith::table {

void row_set::sort_if_many() noexcept {
    if (!many()) return;
    std::size_t next = 0;
    for (std::size_t word = 0; word < bits_.size(); ++word)
        for (std::uint64_t left = bits_[word]; left != 0; left &= left - 1)
            rows_[next++] = static_cast<slot>(word * 64 + static_cast<std::size_t>(std::countr_zero(left)));
}

void row_set::clear() noexcept {
    if (many())
        std::fill(bits_.begin(), bits_.end(), 0);
    else
        for (const slot row : rows_) bits_[row / 64] = 0;
    rows_.clear();
}

}  // namespace kith::table
