#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace bench {

/// Which members each row has, one row after the other.
struct sparse_rows {
    std::vector<std::uint32_t> first;  // one more than there are rows
    std::vector<std::uint32_t> members;

    sparse_rows() = default;
    // A counting sort: `row_of[member]` says where a member belongs.
    sparse_rows(const std::vector<std::uint32_t>& row_of, std::size_t rows)
        : first(rows + 1), members(row_of.size()) {
        for (const std::uint32_t row : row_of) ++first[row];
        std::uint32_t before = 0;
        for (std::uint32_t& entry : first) {
            const std::uint32_t count = entry;
            entry = before;
            before += count;
        }
        std::vector<std::uint32_t> next(first);
        for (std::uint32_t member = 0; member < row_of.size(); ++member) {
            members[next[row_of[member]]++] = member;
        }
    }
};

}  // namespace bench
