#pragma once

#include <kith/memory/page_pool.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace kith::memory {

class region;

/// What regions held at some point in time: their present bytes, but for the pages that were written since,
/// of which the old ones are at hand. A page that was written and has no image was all zero.
///
/// Ownership: refers to images that somebody else keeps.
class past {
public:
    /// What `size` bytes at `offset` of `where` held then. Copies into `out`.
    void read(const region& where, std::size_t offset, void* out, std::size_t size) const noexcept;
    /// The pages of `where` that were written since, ascending.
    [[nodiscard]] std::vector<std::uint32_t> pages_written(const region& where) const;
    /// True if nothing at all was written since.
    [[nodiscard]] bool clean() const noexcept { return written_ == 0; }
    /// True if a page that was written holds other bytes than then.
    [[nodiscard]] bool differs(const std::vector<region*>& regions) const noexcept;
    /// How many pages were written since, and how many of them had been written before and have an image.
    [[nodiscard]] std::size_t size() const noexcept { return written_; }
    [[nodiscard]] std::size_t images() const noexcept { return images_; }

    [[nodiscard]] bool has(std::uint32_t region, std::uint32_t page) const noexcept {
        return region < pages_.size() && page < pages_[region].size() && pages_[region][page].written;
    }
    /// Makes sure that `add` of pages of a region below `pages` cannot fail.
    void reserve(std::uint32_t region, std::size_t pages);
    /// Requires `reserve`, and that the page is not there yet.
    void add(std::uint32_t region, std::uint32_t page, page_image* image) noexcept {
        pages_[region][page] = {image, true};
        ++written_;
        if (image != nullptr) ++images_;
    }
    /// Forgets all pages, after `what(region, page, image)` was told of each.
    template <class Do>
    void drain(Do&& what) noexcept {
        for (std::uint32_t region = 0; written_ != 0 && region < pages_.size(); ++region)
            for (std::uint32_t page = 0; page < pages_[region].size(); ++page) {
                entry& each = pages_[region][page];
                if (!each.written) continue;
                what(region, page, each.image);
                each = {};
                --written_;
            }
        images_ = 0;
    }

private:
    struct entry {
        page_image* image = nullptr;
        bool written = false;
    };
    std::size_t written_ = 0;
    std::size_t images_ = 0;
    std::vector<std::vector<entry>> pages_;  // by region, by page
};

}  // namespace kith::memory
