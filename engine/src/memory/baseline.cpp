#include <kith/memory/baseline.hpp>
#include <kith/memory/page_log.hpp>
#include <kith/memory/region.hpp>

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

void baseline::drop_images() noexcept {
    then_.drain([this](std::uint32_t, std::uint32_t, page_image* image) { log_.drop(image); });
}

}  // namespace kith::memory
