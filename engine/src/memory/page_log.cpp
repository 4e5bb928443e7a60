#include <kith/base/error.hpp>
#include <kith/memory/baseline.hpp>
#include <kith/memory/freezing.hpp>
#include <kith/memory/page_log.hpp>
#include <kith/memory/region.hpp>

#include <algorithm>
#include <cstring>
#include <limits>

namespace kith::memory {

page_log::~page_log() = default;

std::uint32_t page_log::enlist(region& where) {
    // A region keeps its number for life; numbers of regions that went are not given again while the
    // graph lives, since baselines are addressed by them.
    regions_.push_back(&where);
    return static_cast<std::uint32_t>(regions_.size() - 1);
}

void page_log::before_growth(const region& where, std::size_t pages) {
    for (baseline* point : baselines_) point->then_.reserve(where.index(), pages);
}

void page_log::retire(region& where) noexcept {
    regions_[where.index()] = nullptr;
    total_pages_ -= where.pages();
}

page_image* page_log::copy_of(const region& where, std::uint32_t page) {
    if (where.stamp(page) == 0) return nullptr;
    page_image* image = pool_.take();
    copy_page(image->bytes, where.page(page));
    return image;
}

void page_log::fail_sealed() const {
    if (read_only_)
        throw usage_error(errc::view_read_only,
                          "kith: a frozen view is read only; change the graph it was taken from");
    throw usage_error(errc::graph_busy,
                      "kith: the graph is in the middle of a change; a clock, a validator, an observer "
                      "or the work on its columns may read it, not change it");
}

void page_log::before_write(region& where, std::uint32_t page) {
    if (epoch_ >= sealed) fail_sealed();
    if (!copies_.empty()) [[unlikely]]
        keep_copies(where, page);
    const std::uint32_t stamp = where.stamp(page);
    const bool for_mark = stamp < newest_;
    if (!baselines_.empty()) {
        record_for_all(where, page, for_mark);
    } else if (for_mark) {
        auto& pages = intervals_.back().pages;
        if (pages.size() == pages.capacity() || pool_.pages_free() == 0) [[unlikely]]
            reserve_recording(1);
        pages.push_back({&where, page, stamp, copy_of(where, page)});
    }
    where.set_stamp(page, epoch_);
}

void page_log::record_for_all(region& where, std::uint32_t page, bool for_mark) {
    const bool for_baseline = std::any_of(baselines_.begin(), baselines_.end(), [&](const baseline* point) {
        return !point->then_.has(where.index(), page);
    });
    if (!for_mark && !for_baseline) return;
    reserve_recording(1);  // so that nothing below can fail half-way
    page_image* const image = copy_of(where, page);
    if (for_mark) intervals_.back().pages.push_back({&where, page, where.stamp(page), image});
    if (image != nullptr) image->shares = for_mark ? 1 : 0;
    give_to_baselines(where, page, image);
}

// To those that lack the page.
void page_log::give_to_baselines(const region& where, std::uint32_t page, page_image* image) noexcept {
    for (baseline* point : baselines_) {
        if (point->then_.has(where.index(), page)) continue;
        point->then_.add(where.index(), page, image);
        if (image != nullptr) ++image->shares;
    }
}

void page_log::reserve_recording(std::size_t pages) {
    // No operation writes more pages than there are, but for those it will have committed itself.
    constexpr std::size_t new_pages = 64;
    pool_.reserve(owed_ + std::min(pages, total_pages()));
    if (intervals_.empty()) return;
    auto& list = intervals_.back().pages;
    const std::size_t most = std::min(pages, total_pages() + new_pages);
    if (list.capacity() - list.size() < most) list.reserve(std::max(list.size() + most, list.capacity() * 2));
}

void page_log::note_recording() noexcept {
    recording_ = !intervals_.empty() || !baselines_.empty();
    newest_ = intervals_.empty() ? 0 : intervals_.back().first_epoch;
    owed_ = 0;
    for (interval& each : intervals_) {
        if (baselines_.empty()) each.owed = 0;
        owed_ += each.owed;
    }
}

void page_log::next_epoch() noexcept {
    if (epoch_ == last_epoch) renumber();
    ++epoch_;
}

// Epochs only matter by which marks they lie before: compress them to the live marks' ranks.
void page_log::renumber() noexcept {
    ++renumberings_;
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
    note_recording();
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

std::size_t page_log::bytes_since(std::size_t depth) const noexcept {
    std::size_t images = 0;
    for (std::size_t i = depth - 1; i < intervals_.size(); ++i)
        for (const touched_page& each : intervals_[i].pages) images += each.image != nullptr ? 1 : 0;
    return images * page_size;
}

past page_log::at(std::size_t depth) const {
    past then;
    for_each_page_since(depth, [&](const touched_page& each) {
        then.reserve(each.where->index(), each.where->pages());
        then.add(each.where->index(), each.page, each.image);
    });
    return then;
}

void page_log::put_back(std::size_t depth) noexcept {
    for_each_page_since(depth, [this](const touched_page& each) {
        region& where = *each.where;
        keep_copies(where, each.page);
        for (const auto& copy : copies_) copy->outdate(where.index(), each.page);
        // Putting a page back is a write to it for a baseline that was taken after the mark.
        const bool wanted = std::any_of(baselines_.begin(), baselines_.end(), [&](const baseline* point) {
            return !point->then_.has(where.index(), each.page);
        });
        if (wanted) {
            page_image* const image = copy_of(where, each.page);
            if (image != nullptr) image->shares = 0;
            give_to_baselines(where, each.page, image);
        }
        if (each.image != nullptr)
            copy_page(where.page(each.page), each.image->bytes);
        else
            std::memset(where.page(each.page), 0, page_size);
        where.set_stamp(each.page, each.stamp_before);
    });
}

void page_log::forget(std::size_t depth) noexcept {
    while (intervals_.size() >= depth) {
        recycle(intervals_.back().pages);
        intervals_.pop_back();
    }
    note_recording();
}

void page_log::reserve_exchange(std::size_t pages) {
    begin_operation();
    reserve(pages);
    // One for each page that is held as zeros, or by others too; and what a baseline that begins anew needs.
    std::size_t recorded = 0;
    for (const interval& each : intervals_) recorded += each.pages.size();
    pool_.reserve(owed_ + recorded + 3 * pages);
}

void page_log::exchange(held_page& with) noexcept {
    region& where = *with.where;
    if (where.stamp(with.page) != epoch_) before_write(where, with.page);
    std::byte* const bytes = where.page(with.page);
    if (with.image != nullptr && with.image->shares == 1) {
        std::swap_ranges(bytes, bytes + page_size, with.image->bytes);
        return;
    }
    page_image* const now = pool_.take();
    copy_page(now->bytes, bytes);
    if (with.image != nullptr)
        copy_page(bytes, with.image->bytes);
    else
        std::memset(bytes, 0, page_size);
    pool_.drop(with.image);
    with.image = now;
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
    interval& last = intervals_[depth - 1];
    auto& ended = last.pages;
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
        older.owed += last.owed;
    }
    recycle(ended);
    intervals_.erase(intervals_.begin() + static_cast<std::ptrdiff_t>(depth) - 1);
    note_recording();
}

void page_log::keep_copies(const region& where, std::uint32_t page) noexcept {
    bool any_dropped = false;
    for (const auto& copy : copies_) {
        copy->keep(where.index(), page);
        any_dropped |= copy->dropped();
    }
    if (any_dropped) forget_copies();
}

void page_log::forget_copies() noexcept {
    std::erase_if(copies_, [](const auto& copy) { return copy->dropped(); });
}

void page_log::freeze(const std::shared_ptr<freezing>& copy) {
    forget_copies();
    if (std::find(copies_.begin(), copies_.end(), copy) == copies_.end()) copies_.push_back(copy);
    copy->take(*this);
    next_epoch();
    copy->begin_at(epoch_, renumberings_);
}

void page_log::thawed(freezing& copy) noexcept {
    copy.forget_changes();
    next_epoch();
    copy.begin_at(epoch_, renumberings_);
}

void page_log::complete_copies() noexcept {
    for (const auto& copy : copies_)
        if (!copy->dropped()) copy->complete();
}

void page_log::attach(baseline& point) {
    baselines_.reserve(baselines_.size() + 1);
    reserve_for_baseline();
    baselines_.push_back(&point);
    renew();
}

void page_log::reserve_for_baseline() {
    std::size_t pages = 0;
    for (const interval& each : intervals_) pages += each.pages.size();
    pool_.reserve(pages);
}

void page_log::renew() noexcept {
    next_epoch();
    for (interval& each : intervals_) each.owed = each.pages.size();
    note_recording();
}

void page_log::detach(baseline& point) noexcept {
    std::erase(baselines_, &point);
    note_recording();
}

}  // namespace kith::memory
