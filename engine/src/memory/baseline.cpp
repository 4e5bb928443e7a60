#include <kith/memory/baseline.hpp>
#include <kith/memory/page_log.hpp>
#include <kith/memory/region.hpp>

#include <algorithm>
#include <utility>

namespace kith::memory {

baseline::baseline(page_log& log) : log_(log) {
    const auto& regions = log_.regions();
    for (std::uint32_t i = 0; i < regions.size(); ++i)
        if (regions[i] != nullptr) then_.reserve(i, regions[i]->pages());
    log_.attach(*this);
}

baseline::~baseline() {
    drop_images();
    log_.detach(*this);
}

void baseline::reset() {
    log_.reserve_for_baseline();
    drop_images();
    log_.renew();
}

std::vector<held_page> baseline::take() {
    log_.reserve_for_baseline();
    std::vector<held_page> out;
    out.reserve(then_.size());
    then_.drain([&](std::uint32_t index, std::uint32_t page, page_image* image) {
        out.push_back({log_.regions()[index], page, image});
    });
    std::sort(out.begin(), out.end(), [](const held_page& a, const held_page& b) {
        return std::pair(a.where->index(), a.page) < std::pair(b.where->index(), b.page);
    });
    log_.renew();
    return out;
}

void baseline::drop_images() noexcept {
    then_.drain([this](std::uint32_t, std::uint32_t, page_image* image) { log_.drop(image); });
}

}  // namespace kith::memory
