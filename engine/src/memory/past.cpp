#include <kith/memory/past.hpp>
#include <kith/memory/region.hpp>

#include <algorithm>
#include <cstring>

namespace kith::memory {

alignas(64) const std::byte past::zeros[page_size] = {};

void past::reserve(std::uint32_t region, std::size_t pages) {
    if (parts_.size() <= region) parts_.resize(region + 1);
    if (parts_[region].pages.size() < pages) parts_[region].pages.resize(pages);
}

void past::read(const region& where, std::size_t offset, void* out, std::size_t size) const noexcept {
    auto* to = static_cast<std::byte*>(out);
    while (size != 0) {
        const auto page = static_cast<std::uint32_t>(offset >> page_bits);
        const std::size_t within = offset & (page_size - 1);
        const std::size_t part = std::min(size, page_size - within);
        if (!has(where.index(), page))
            std::memcpy(to, where.base() + offset, part);
        else if (const page_image* image = parts_[where.index()].pages[page].image; image != nullptr)
            std::memcpy(to, image->bytes + within, part);
        else
            std::memset(to, 0, part);
        to += part;
        offset += part;
        size -= part;
    }
}

bool past::differs(const std::vector<region*>& regions) const noexcept {
    for (std::uint32_t index = 0; written_ != 0 && index < parts_.size(); ++index) {
        const region_pages& of = parts_[index];
        for (std::uint32_t page = of.last; page != none; page = of.pages[page].before) {
            const page_image* const image = of.pages[page].image;
            const std::byte* const before = image != nullptr ? image->bytes : zeros;
            if (std::memcmp(before, regions[index]->page(page), page_size) != 0) return true;
        }
    }
    return false;
}

const std::byte* past::at(const region& where, std::size_t offset, std::size_t size,
                          std::vector<std::byte>& scratch) const {
    if (!has(where, offset, size)) return where.base() + offset;
    const auto page = static_cast<std::uint32_t>(offset >> page_bits);
    const std::size_t within = offset & (page_size - 1);
    if (within + size <= page_size) return before(where.index(), page) + within;
    scratch.resize(size);
    read(where, offset, scratch.data(), size);
    return scratch.data();
}

bool past::has(const region& where, std::size_t offset, std::size_t size) const noexcept {
    if (size == 0 || where.index() >= parts_.size()) return false;
    const auto& pages = parts_[where.index()].pages;
    const std::size_t end = std::min(((offset + size - 1) >> page_bits) + 1, pages.size());
    for (std::size_t page = offset >> page_bits; page < end; ++page)
        if (pages[page].written) return true;
    return false;
}

std::vector<std::uint32_t> past::pages_written(const region& where) const {
    std::vector<std::uint32_t> out;
    for_each_written(where.index(), [&](std::uint32_t page) { out.push_back(page); });
    std::sort(out.begin(), out.end());
    return out;
}

bool past::any_written(const region& where) const noexcept {
    return where.index() < parts_.size() && parts_[where.index()].last != none;
}

}  // namespace kith::memory
