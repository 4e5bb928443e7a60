#pragma once

#include <kith/core/extent.hpp>

#include <vector>

namespace kith::core {

/// An index and the cells that decide which rows it holds, and where: when one of these cells goes back to what
/// it was, so does the row in the index.
class derived {
public:
    /// The index of a column.
    derived(const extent& in, std::uint32_t column);
    /// The index of a keyed end, by owner and key.
    explicit derived(const link_end& keyed);

    /// Before a page gets the bytes of an image, null for zeros: takes out the rows of which a cell on it will be
    /// another.
    void withdraw_rows(const memory::region& where, std::uint32_t page,
                       const memory::page_image* image) noexcept;
    /// After all pages have their bytes: puts in those rows on this one that were taken out and are to be there.
    void insert_rows(const memory::region& where, std::uint32_t page) noexcept;

private:
    struct cells {
        const memory::region* region;
        std::size_t width;
        bool is_text = false;
    };
    void watch_column(const extent& in, std::uint32_t column);
    [[nodiscard]] const cells* find(const memory::region& where) const noexcept;
    [[nodiscard]] bool holds(slot row) const noexcept;

    const extent* in_;
    std::uint32_t column_;
    index::index* index_;
    const link_end* owner_ = nullptr;  // of an index within owners
    std::vector<cells> from_;
};

}  // namespace kith::core
