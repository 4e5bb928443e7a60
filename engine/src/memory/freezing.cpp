#include <kith/memory/freezing.hpp>
#include <kith/memory/page_log.hpp>
#include <kith/memory/region.hpp>

#include <algorithm>
#include <thread>
#include <utility>

namespace kith::memory {

region& freezing::source(const page_log& from, std::uint32_t number) noexcept {
    return *from.regions()[number];
}

std::uint32_t freezing::source_pages(const page_log& from, std::uint32_t number) noexcept {
    return static_cast<std::uint32_t>(source(from, number).pages());
}

void freezing::reserve(const page_log& from, const page_log& to) {
    // Both logs serve graphs of one catalog, which make their regions in one order.
    parts_.resize(from.regions().size());
    for (std::uint32_t i = 0; i < parts_.size(); ++i) {
        part& each = parts_[i];
        const region& there = source(from, i);
        each.from = there.base();
        each.to = to.regions()[i];
        each.to->grow_to(there.size());
        const auto pages = static_cast<std::uint32_t>(there.pages());
        if (pages <= each.room) continue;
        const std::uint32_t room = std::max(pages, each.room + each.room / 2);
        phases grown = std::make_unique<std::atomic<std::uint8_t>[]>(room);
        for (std::uint32_t page = 0; page < each.pages; ++page)
            grown[page].store(each.phase_of[page].load(std::memory_order_relaxed), std::memory_order_relaxed);
        each.phase_of = std::move(grown);
        each.room = room;
    }
}

void freezing::take(const page_log& from) noexcept {
    const bool comparable = taken_ && renumberings_ == from.renumberings();
    const std::uint32_t least = comparable ? since_ : 1;
    // Then only stamps tell what is due. Of a copy that was never taken, what was written before has a stamp in
    // the source, too.
    const bool settled =
        !taken_ || (comparable && !any_outdated_ && complete_.load(std::memory_order_relaxed));
    bool all = true;
    for (std::uint32_t i = 0; i < parts_.size(); ++i) {
        part& each = parts_[i];
        const region& there = source(from, i);
        const auto pages = static_cast<std::uint32_t>(there.pages());
        for (std::uint32_t page = 0; page < pages; ++page) {
            // A page that this copy does not have may have been brought back by a rollback, under an older stamp.
            bool wanted = there.stamp(page) >= (page < each.pages ? least : 1);
            if (!wanted && settled) continue;
            const std::uint8_t before = each.phase_of[page].load(std::memory_order_relaxed);
            if (!wanted && !comparable) wanted = each.to->stamp(page) != 0;
            wanted = wanted || before == outdated || before == due;
            all = all && !wanted;
            each.phase_of[page].store(wanted ? due : copied, std::memory_order_relaxed);
        }
        each.pages = pages;
    }
    taken_ = true;
    any_outdated_ = false;
    complete_.store(all, std::memory_order_release);
}

void freezing::begin_at(std::uint32_t epoch, std::uint32_t renumberings) noexcept {
    since_ = epoch;
    renumberings_ = renumberings;
}

bool freezing::claim_and_copy(part& of, std::uint32_t page) noexcept {
    std::atomic<std::uint8_t>& now = of.phase_of[page];
    std::uint8_t expected = due;
    if (!now.compare_exchange_strong(expected, copying, std::memory_order_acquire)) return false;
    copy_page(of.to->page(page), of.from + (std::size_t{page} << page_bits));
    of.to->set_stamp(page, 1);
    now.store(copied, std::memory_order_release);
    return true;
}

// At most as long as it takes to copy a page, unless whoever does is kept from running.
void freezing::wait_for(const part& of, std::uint32_t page) noexcept {
    while (of.phase_of[page].load(std::memory_order_acquire) == copying) std::this_thread::yield();
}

void freezing::keep_page(std::uint32_t region, std::uint32_t page) noexcept {
    if (region >= parts_.size() || page >= parts_[region].pages) return;
    part& of = parts_[region];
    if (!claim_and_copy(of, page)) wait_for(of, page);
}

void freezing::outdate(std::uint32_t region, std::uint32_t page) noexcept {
    if (region >= parts_.size() || page >= parts_[region].pages) return;
    parts_[region].phase_of[page].store(outdated, std::memory_order_release);
    any_outdated_ = true;
}

void freezing::complete() noexcept {
    if (complete_.load(std::memory_order_acquire)) return;
    for (part& each : parts_)
        for (std::uint32_t page = 0; page < each.pages; ++page)
            if (each.phase_of[page].load(std::memory_order_relaxed) == due) claim_and_copy(each, page);
    for (const part& each : parts_)
        for (std::uint32_t page = 0; page < each.pages; ++page) wait_for(each, page);
    complete_.store(true, std::memory_order_release);
}

void freezing::drop() noexcept {
    for (part& each : parts_) {
        for (std::uint32_t page = 0; page < each.pages; ++page) {
            std::uint8_t expected = due;
            each.phase_of[page].compare_exchange_strong(expected, copied, std::memory_order_acquire);
        }
    }
    for (const part& each : parts_)
        for (std::uint32_t page = 0; page < each.pages; ++page) wait_for(each, page);
    complete_.store(true, std::memory_order_release);
    dropped_.store(true, std::memory_order_release);
}

bool freezing::changed(const page_log& from, std::uint32_t number, std::uint32_t page) const noexcept {
    const part& of = parts_[number];
    const std::uint32_t stamp = source(from, number).stamp(page);
    if (page >= of.pages) return stamp != 0;
    const bool comparable = renumberings_ == from.renumberings();
    const std::uint8_t now = of.phase_of[page].load(std::memory_order_acquire);
    if (now == due || now == copying) return false;  // nobody could have changed it
    if (comparable) return stamp >= since_ || now == outdated;
    return stamp != 0 || of.to->stamp(page) != 0;
}

std::byte* freezing::bytes_of(std::uint32_t number, std::uint32_t page) const noexcept {
    const part& of = parts_[number];
    return page < of.pages && of.to->stamp(page) != 0 ? of.to->page(page) : nullptr;
}

void freezing::forget_changes() noexcept {
    if (!std::exchange(any_outdated_, false)) return;
    for (part& each : parts_) {
        for (std::uint32_t page = 0; page < each.pages; ++page) {
            std::uint8_t expected = outdated;
            each.phase_of[page].compare_exchange_strong(expected, copied, std::memory_order_relaxed);
        }
    }
}

}  // namespace kith::memory
