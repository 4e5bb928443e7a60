#pragma once

#include <kith/base/config.hpp>
#include <kith/memory/heap.hpp>

#include <cstdint>

namespace kith::table {

/// Where the ids live that are not found at the slot of the same number. An open-addressing table in the
/// link heap, so that a rollback restores it. All its state is this plain value, kept in a region.
struct key_map {
    struct entry {
        key id;  // 0: free
        kith::slot slot;
        std::uint32_t unused;
    };

    std::uint32_t block;     // 0: no entries yet
    std::uint32_t capacity;  // a power of two
    std::uint32_t count;
    std::uint32_t unused;

    [[nodiscard]] slot find(const memory::heap& heap, key id) const noexcept;
    /// Makes sure that one `insert` cannot fail; may move the entries to a larger block.
    void reserve_one(memory::heap& heap);
    /// Requires that `id` is absent, and `reserve_one`.
    void insert(memory::heap& heap, key id, slot where);
    void erase(memory::heap& heap, key id);
    /// The pages that an insert, an erase or a growth may write.
    [[nodiscard]] std::size_t pages() const noexcept;
};

}  // namespace kith::table
