#include <kith/memory/past.hpp>
#include <kith/memory/region.hpp>

#include <algorithm>
#include <cstring>

namespace kith::memory {

void past::reserve(std::uint32_t region, std::size_t pages) {
    if (pages_.size() <= region) pages_.resize(region + 1);
    if (pages_[region].size() < pages) pages_[region].resize(pages);
}

void past::read(const region& where, std::size_t offset, void* out, std::size_t size) const noexcept {
    auto* to = static_cast<std::byte*>(out);
    while (size != 0) {
        const auto page = static_cast<std::uint32_t>(offset >> page_bits);
        const std::size_t within = offset & (page_size - 1);
        const std::size_t part = std::min(size, page_size - within);
        if (!has(where.index(), page))
            std::memcpy(to, where.base() + offset, part);
        else if (const page_image* image = pages_[where.index()][page].image; image != nullptr)
            std::memcpy(to, image->bytes + within, part);
        else
            std::memset(to, 0, part);
        to += part;
        offset += part;
        size -= part;
    }
}

bool past::differs(const std::vector<region*>& regions) const noexcept {
    static constexpr std::byte zero[page_size] = {};
    for (std::uint32_t index = 0; written_ != 0 && index < pages_.size(); ++index)
        for (std::uint32_t page = 0; page < pages_[index].size(); ++page) {
            const entry& each = pages_[index][page];
            if (!each.written) continue;
            const std::byte* const before = each.image != nullptr ? each.image->bytes : zero;
            if (std::memcmp(before, regions[index]->page(page), page_size) != 0) return true;
        }
    return false;
}

std::vector<std::uint32_t> past::pages_written(const region& where) const {
    std::vector<std::uint32_t> out;
    if (where.index() >= pages_.size()) return out;
    const auto& pages = pages_[where.index()];
    for (std::uint32_t page = 0; page < pages.size(); ++page)
        if (pages[page].written) out.push_back(page);
    return out;
}

}  // namespace kith::memory
