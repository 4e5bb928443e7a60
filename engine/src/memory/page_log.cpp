#include <kith/base/error.hpp>
#include <kith/memory/page_log.hpp>
#include <kith/memory/region.hpp>

#include <algorithm>
#include <cstring>
#include <limits>

namespace kith::memory {

void page_pool::add_slab() {
    slab next{std::make_unique_for_overwrite<std::byte[]>(slab_pages * page_size),
              std::make_unique<page_image[]>(slab_pages)};
    slabs_.push_back(std::move(next));
    for (std::size_t i = slab_pages; i-- > 0;) {
        page_image& image = slabs_.back().images[i];
        image = {slabs_.back().bytes.get() + i * page_size, free_, 0};
        free_ = &image;
    }
    free_count_ += slab_pages;
}

void page_pool::reserve(std::size_t count) {
    while (free_count_ < count) add_slab();
}

page_image* page_pool::take() {
    if (free_ == nullptr) add_slab();
    page_image* image = free_;
    free_ = image->next_free;
    --free_count_;
    image->shares = 1;
    return image;
}

void page_pool::drop(page_image* image) noexcept {
    if (image == nullptr || --image->shares != 0) return;
    image->next_free = free_;
    free_ = image;
    ++free_count_;
}

page_log::~page_log() = default;

std::uint32_t page_log::enlist(region& where) {
    // A region keeps its number for life; numbers of regions that went are not given again while the
    // graph lives, since baselines are addressed by them.
    regions_.push_back(&where);
    return static_cast<std::uint32_t>(regions_.size() - 1);
}

void page_log::before_growth(const region& where, std::size_t pages) {
    for (baseline* point : baselines_) point->reserve(where.index(), pages);
}

void page_log::retire(region& where) noexcept {
    regions_[where.index()] = nullptr;
    total_pages_ -= where.pages();
}

page_image* page_log::copy_of(const region& where, std::uint32_t page) {
    if (where.stamp(page) == 0) return nullptr;
    page_image* image = pool_.take();
    std::memcpy(image->bytes, where.page(page), page_size);
    return image;
}

void page_log::before_write(region& where, std::uint32_t page) {
    if (epoch_ >= sealed)
        throw usage_error(errc::graph_busy,
                          "kith: the graph is in the middle of a change; a clock, a validator or an observer "
                          "may read it, not change it");
    const std::uint32_t stamp = where.stamp(page);
    const bool for_mark = !intervals_.empty() && stamp < intervals_.back().first_epoch;
    bool for_baseline = false;
    for (const baseline* point : baselines_) for_baseline |= !point->has(where.index(), page);
    if (for_mark || for_baseline) {
        reserve_recording(1);  // so that nothing below can fail half-way
        page_image* image = copy_of(where, page);
        std::uint32_t holders = 0;
        if (for_mark) {
            intervals_.back().pages.push_back({&where, page, stamp, image});
            ++holders;
        }
        for (baseline* point : baselines_)
            if (!point->has(where.index(), page)) {
                point->add(where.index(), page, image);
                ++holders;
            }
        if (image != nullptr) image->shares = holders;
    }
    where.set_stamp(page, epoch_);
}

void page_log::reserve_recording(std::size_t pages) {
    // No operation writes more pages than there are, but for those it will have committed itself.
    constexpr std::size_t new_pages = 64;
    pool_.reserve(std::min(pages, total_pages()));
    if (intervals_.empty()) return;
    auto& list = intervals_.back().pages;
    const std::size_t most = std::min(pages, total_pages() + new_pages);
    if (list.capacity() - list.size() < most) list.reserve(std::max(list.size() + most, list.capacity() * 2));
}

void page_log::next_epoch() noexcept {
    if (epoch_ == last_epoch) renumber();
    ++epoch_;
}

// Epochs only matter by which marks they lie before: compress them to the live marks' ranks.
void page_log::renumber() noexcept {
    const auto rank = [this](std::uint32_t stamp) -> std::uint32_t {
        if (stamp == 0) return 0;
        const auto after = std::upper_bound(
            intervals_.begin(), intervals_.end(), stamp,
            [](std::uint32_t value, const interval& each) { return value < each.first_epoch; });
        return static_cast<std::uint32_t>(after - intervals_.begin()) + 1;
    };
    for (region* each : regions_) {
        if (each == nullptr) continue;
        for (std::uint32_t page = 0; page < each->pages(); ++page)
            each->set_stamp(page, rank(each->stamp(page)));
    }
    for (interval& each : intervals_)
        for (touched_page& page : each.pages) page.stamp_before = rank(page.stamp_before);
    for (std::size_t i = 0; i < intervals_.size(); ++i)
        intervals_[i].first_epoch = static_cast<std::uint32_t>(i + 2);
    epoch_ = static_cast<std::uint32_t>(intervals_.size() + 1);
}

std::size_t page_log::mark() {
    if (intervals_.size() == intervals_.capacity())
        intervals_.reserve(std::max<std::size_t>(16, intervals_.size() * 2));
    spare_.reserve(intervals_.capacity());  // so that ending a mark never allocates
    interval next{0, {}};
    if (!spare_.empty()) {
        next.pages = std::move(spare_.back());
        spare_.pop_back();
    }
    intervals_.push_back(std::move(next));
    // The newest interval is not yet numbered while renumbering would look at it.
    intervals_.back().first_epoch = std::numeric_limits<std::uint32_t>::max();
    next_epoch();
    intervals_.back().first_epoch = epoch_;
    note_recording();
    return intervals_.size();
}

void page_log::recycle(std::vector<touched_page>& pages) noexcept {
    for (touched_page& each : pages) pool_.drop(each.image);
    pages.clear();
    if (spare_.size() < spare_.capacity()) spare_.push_back(std::move(pages));
}

std::vector<touched_page> page_log::pages_since(std::size_t depth) const {
    // The first time a page was touched since the mark is the one whose stamp lies before the mark.
    const std::uint32_t first = intervals_[depth - 1].first_epoch;
    std::vector<touched_page> out;
    for (std::size_t i = depth - 1; i < intervals_.size(); ++i)
        for (const touched_page& each : intervals_[i].pages)
            if (each.stamp_before < first) out.push_back(each);
    return out;
}

void page_log::reserve_for_rollback(std::size_t depth) {
    if (baselines_.empty()) return;
    std::size_t pages = 0;
    for (std::size_t i = depth - 1; i < intervals_.size(); ++i) pages += intervals_[i].pages.size();
    pool_.reserve(pages);
}

void page_log::rollback(std::size_t depth) noexcept {
    const std::uint32_t first = intervals_[depth - 1].first_epoch;
    for (std::size_t i = depth - 1; i < intervals_.size(); ++i) {
        for (touched_page& each : intervals_[i].pages) {
            if (each.stamp_before >= first) continue;  // a later image of a page that is already back
            const std::uint32_t region = each.where->index();
            // Putting a page back is a write to it for a baseline that was taken after the mark.
            for (baseline* point : baselines_)
                if (!point->has(region, each.page))
                    point->add(region, each.page, copy_of(*each.where, each.page));
            std::byte* bytes = each.where->page(each.page);
            if (each.image != nullptr)
                std::memcpy(bytes, each.image->bytes, page_size);
            else
                std::memset(bytes, 0, page_size);
            each.where->set_stamp(each.page, each.stamp_before);
        }
    }
    while (intervals_.size() >= depth) {
        recycle(intervals_.back().pages);
        intervals_.pop_back();
    }
    note_recording();
}

void page_log::reserve_for_release(std::size_t depth) {
    std::size_t later = 0;
    for (std::size_t i = intervals_.size(); i >= depth && i >= 2; --i) {
        later += intervals_[i - 1].pages.size();
        auto& older = intervals_[i - 2].pages;
        if (older.capacity() < older.size() + later)
            older.reserve(std::max(older.size() + later, older.capacity() * 2));
    }
}

void page_log::release(std::size_t depth) {
    auto& ended = intervals_[depth - 1].pages;
    if (depth >= 2) {
        interval& older = intervals_[depth - 2];
        const auto kept = [&](const touched_page& each) { return each.stamp_before < older.first_epoch; };
        const auto needed =
            older.pages.size() + static_cast<std::size_t>(std::count_if(ended.begin(), ended.end(), kept));
        if (older.pages.capacity() < needed)
            older.pages.reserve(std::max(needed, older.pages.capacity() * 2));
        for (touched_page& each : ended) {
            if (!kept(each)) continue;
            older.pages.push_back(each);
            each.image = nullptr;  // handed over
        }
    }
    recycle(ended);
    intervals_.erase(intervals_.begin() + static_cast<std::ptrdiff_t>(depth) - 1);
    note_recording();
}

void page_log::attach(baseline& point) {
    baselines_.push_back(&point);
    next_epoch();
    note_recording();
}

void page_log::detach(baseline& point) noexcept {
    std::erase(baselines_, &point);
    note_recording();
}

baseline::baseline(page_log& log) : log_(log) {
    const auto& regions = log_.regions();
    for (std::uint32_t i = 0; i < regions.size(); ++i)
        if (regions[i] != nullptr) reserve(i, regions[i]->pages());
    log_.attach(*this);
}

baseline::~baseline() {
    clear();
    log_.detach(*this);
}

void baseline::clear() noexcept {
    for (auto& pages : pages_)
        for (entry& each : pages) {
            log_.drop(each.image);
            each = {};
        }
    written_ = 0;
}

void baseline::reset() noexcept {
    clear();
    log_.renew();
}

void baseline::reserve(std::uint32_t region, std::size_t pages) {
    if (pages_.size() <= region) pages_.resize(region + 1);
    if (pages_[region].size() < pages) pages_[region].resize(pages);
}

void baseline::add(std::uint32_t region, std::uint32_t page, page_image* image) {
    pages_[region][page] = {image, true};
    ++written_;
}

void baseline::read(const region& where, std::size_t offset, void* out, std::size_t size) const noexcept {
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

std::vector<std::uint32_t> baseline::pages_written(const region& where) const {
    std::vector<std::uint32_t> out;
    if (where.index() >= pages_.size()) return out;
    const auto& pages = pages_[where.index()];
    for (std::uint32_t page = 0; page < pages.size(); ++page)
        if (pages[page].written) out.push_back(page);
    return out;
}

}  // namespace kith::memory
