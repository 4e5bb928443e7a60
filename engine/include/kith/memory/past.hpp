#pragma once

#include <kith/memory/page_pool.hpp>

#include <cstddef>
#include <cstdint>
#include <utility>
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
    /// Where the `size` bytes at `offset` of `where` can be read as they were then: in place, or where pages of
    /// both kinds meet copied into `scratch`, until its next use.
    [[nodiscard]] const std::byte* at(const region& where, std::size_t offset, std::size_t size,
                                      std::vector<std::byte>& scratch) const;
    /// What a page held then, if it was written since; else null.
    [[nodiscard]] const std::byte* before(std::uint32_t region, std::uint32_t page) const noexcept {
        if (!has(region, page)) return nullptr;
        const page_image* const image = parts_[region].pages[page].image;
        return image != nullptr ? image->bytes : zeros;
    }
    /// True if one of the pages on which these bytes lie was written since.
    [[nodiscard]] bool has(const region& where, std::size_t offset, std::size_t size) const noexcept;
    /// The pages of `where` that were written since, ascending.
    [[nodiscard]] std::vector<std::uint32_t> pages_written(const region& where) const;
    /// Calls `what` with each page of a region that was written since; the one that was written last comes first.
    template <class Do>
    void for_each_written(std::uint32_t region, Do&& what) const {
        if (region >= parts_.size()) return;
        const region_pages& of = parts_[region];
        for (std::uint32_t page = of.last; page != none; page = of.pages[page].before) what(page);
    }
    /// True if a page of `where` was written since.
    [[nodiscard]] bool any_written(const region& where) const noexcept;
    /// True if nothing at all was written since.
    [[nodiscard]] bool clean() const noexcept { return written_ == 0; }
    /// True if a page that was written holds other bytes than then.
    [[nodiscard]] bool differs(const std::vector<region*>& regions) const noexcept;
    /// How many pages were written since, and how many of them had been written before and have an image.
    [[nodiscard]] std::size_t size() const noexcept { return written_; }
    [[nodiscard]] std::size_t images() const noexcept { return images_; }

    [[nodiscard]] bool has(std::uint32_t region, std::uint32_t page) const noexcept {
        return region < parts_.size() && page < parts_[region].pages.size() &&
               parts_[region].pages[page].written;
    }
    /// Makes sure that `add` of pages of a region below `pages` cannot fail.
    void reserve(std::uint32_t region, std::size_t pages);
    /// Requires `reserve`, and that the page is not there yet.
    void add(std::uint32_t region, std::uint32_t page, page_image* image) noexcept {
        region_pages& of = parts_[region];
        of.pages[page] = {image, of.last, true};
        of.last = page;
        ++written_;
        if (image != nullptr) ++images_;
    }
    /// Forgets all pages, after `what(region, page, image)` was told of each: region by region, in no particular
    /// order of pages.
    template <class Do>
    void drain(Do&& what) noexcept {
        for (std::uint32_t region = 0; written_ != 0 && region < parts_.size(); ++region) {
            region_pages& of = parts_[region];
            while (of.last != none) {
                const entry each = std::exchange(of.pages[of.last], {});
                what(region, std::exchange(of.last, each.before), each.image);
                --written_;
            }
        }
        images_ = 0;
    }

private:
    static const std::byte zeros[page_size];
    static constexpr std::uint32_t none = UINT32_MAX;
    struct entry {
        page_image* image = nullptr;
        std::uint32_t before = none;  // the page of this region that was added before it
        bool written = false;
    };
    struct region_pages {
        std::vector<entry> pages;
        std::uint32_t last = none;  // the page that was added last
    };
    std::size_t written_ = 0;
    std::size_t images_ = 0;
    std::vector<region_pages> parts_;  // by region
};

}  // namespace kith::memory
