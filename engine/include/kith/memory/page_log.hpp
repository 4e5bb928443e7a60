#pragma once

#include <kith/memory/past.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace kith::memory {

class region;
class baseline;
struct held_page;
class freezing;

/// A page that was written since some point in time, with what it held then. A null image says that the
/// page had never been written: it was all zero.
struct touched_page {
    region* where;
    std::uint32_t page;
    std::uint32_t stamp_before;  // the page's stamp before this interval touched it
    page_image* image;
};

/// The write barrier's memory: which pages were written since which mark, and what they held before.
/// One log serves all regions of a graph.
///
/// Invariants
/// 1. A page's stamp is 0 while it was never written; else it is the epoch of its last first-write.
/// 2. Mark i owns the epochs from its `first_epoch` up to the next mark's; a page whose stamp is at
///    least the newest mark's `first_epoch` has its old bytes in that mark's interval.
/// 3. Every live baseline holds the old bytes of every page that was written since it was taken.
/// 4. No page that is due to a live freezing has changed since that was taken.
///
/// Not thread-safe: one writer.
class page_log {
public:
    page_log() = default;
    ~page_log();
    page_log(const page_log&) = delete;
    page_log& operator=(const page_log&) = delete;

    /// Number of live marks; a mark is named by its depth, counted from 1.
    [[nodiscard]] std::size_t marks() const noexcept { return intervals_.size(); }
    /// True while old bytes are kept for anyone.
    [[nodiscard]] bool recording() const noexcept { return recording_; }
    /// Bytes of page images now held, and the number of them.
    [[nodiscard]] std::size_t pages_held() const noexcept { return pool_.pages() - pool_.pages_free(); }
    /// Page images that nobody holds: for the next ones.
    [[nodiscard]] std::size_t pages_spare() const noexcept { return pool_.pages_free(); }

    /// Starts a new interval and returns its depth. Constant time.
    std::size_t mark();
    /// Puts every page written since mark `depth` back and ends that mark and all later ones. Allocates
    /// nothing: what it may need was reserved by whoever recorded the pages.
    void rollback(std::size_t depth) noexcept {
        put_back(depth);
        forget(depth);
    }
    /// The two halves of a rollback: between them, both what was touched and what is there again can be read.
    void put_back(std::size_t depth) noexcept;
    void forget(std::size_t depth) noexcept;
    /// Forgets mark `depth`: what was written since belongs to the mark before it, if there is one.
    /// May throw std::bad_alloc, and has changed nothing then.
    void release(std::size_t depth);
    /// Makes sure that releasing mark `depth` and all later ones, the newest first, cannot fail.
    void reserve_for_release(std::size_t depth);
    /// Tells `what(touched_page)` of the pages written since mark `depth`, each once, with what they held at the
    /// mark.
    template <class Do>
    void for_each_page_since(std::size_t depth, Do&& what) const {
        // The first time a page was touched since the mark is the one whose stamp lies before the mark.
        const std::uint32_t first = intervals_[depth - 1].first_epoch;
        for (std::size_t i = depth - 1; i < intervals_.size(); ++i)
            for (const touched_page& each : intervals_[i].pages)
                if (each.stamp_before < first) what(each);
    }
    /// Bytes of the images that mark `depth` and later ones keep.
    [[nodiscard]] std::size_t bytes_since(std::size_t depth) const noexcept;
    /// What was there at mark `depth`. Refers to images that are gone when the mark is.
    [[nodiscard]] past at(std::size_t depth) const;

    /// Makes sure that `exchange` of so many pages cannot fail, nor `renew` after it.
    void reserve_exchange(std::size_t pages);
    /// The page gets the bytes that are held, and those that it had are held instead. A write like any other to
    /// marks and baselines.
    void exchange(held_page& with) noexcept;

    /// An operation begins: its reserves add up from here.
    void begin_operation() noexcept { needed_ = 0; }
    /// Makes sure that `pages` more first-writes of this operation allocate nothing, so that one that has
    /// reserved all it needs cannot fail half-way. Costs nothing while nobody records.
    void reserve(std::size_t pages) {
        if (recording()) reserve_recording(needed_ += pages);
    }

    /// While sealed, every write throws usage_error before it changes a byte. For the time in which somebody
    /// else's code runs in the middle of an operation: the barrier's one test does for this, too.
    void seal() noexcept { epoch_ += sealed; }
    void unseal() noexcept { epoch_ -= sealed; }
    /// Seals for good: what is written here is a frozen view's, and not for its readers to change.
    void make_read_only() noexcept {
        read_only_ = true;
        seal();
    }
    /// Throws what a write throws while sealed.
    [[noreturn]] void fail_sealed() const;

    /// The copy is to be of now: what the regions hold at this time goes to it before it changes. Requires that
    /// the copy has reserved. May throw std::bad_alloc, and has changed nothing then.
    void freeze(const std::shared_ptr<freezing>& copy);
    /// What the copy differs in has been put into the regions, behind the barrier: it is of now, too.
    void thawed(freezing& copy) noexcept;
    /// Completes every copy that somebody still has, since the regions are about to go.
    void complete_copies() noexcept;
    /// How often stamps were given other numbers.
    [[nodiscard]] std::uint32_t renumberings() const noexcept { return renumberings_; }

    // For region and baseline.
    [[nodiscard]] const std::uint32_t* epoch() const noexcept { return &epoch_; }
    void before_write(region& where, std::uint32_t page);
    std::uint32_t enlist(region& where);
    /// Called before a region has more pages, so that recording a write to one never allocates for it.
    void before_growth(const region& where, std::size_t pages);
    void after_growth(std::size_t pages) noexcept { total_pages_ += pages; }
    void retire(region& where) noexcept;
    [[nodiscard]] std::size_t total_pages() const noexcept { return total_pages_; }
    void attach(baseline& point);
    /// Makes sure that `renew` leaves enough for rollbacks. May throw std::bad_alloc.
    void reserve_for_baseline();
    /// A baseline begins anew.
    void renew() noexcept;
    void detach(baseline& point) noexcept;
    void drop(page_image* image) noexcept { pool_.drop(image); }
    [[nodiscard]] const std::vector<region*>& regions() const noexcept { return regions_; }
    /// Epochs are renumbered before they go beyond this.
    static constexpr std::uint32_t last_epoch = (std::uint32_t{1} << 31) - 1;
    /// For tests of the wrap: the next epochs are taken from here on.
    void set_epoch(std::uint32_t epoch) noexcept { epoch_ = epoch; }

private:
    struct interval {
        std::uint32_t first_epoch;
        std::vector<touched_page> pages;
        std::size_t owed = 0;  // how many of them were written before the newest baseline
    };
    void reserve_recording(std::size_t pages);
    void note_recording() noexcept;
    void record_for_all(region& where, std::uint32_t page, bool for_mark);
    void keep_copies(const region& where, std::uint32_t page) noexcept;
    void forget_copies() noexcept;
    void next_epoch() noexcept;
    void renumber() noexcept;
    [[nodiscard]] page_image* copy_of(const region& where, std::uint32_t page);
    void give_to_baselines(const region& where, std::uint32_t page, page_image* image) noexcept;
    void recycle(std::vector<touched_page>& pages) noexcept;

    static constexpr std::uint32_t sealed = last_epoch + 1;  // added to the epoch: no page has such a stamp

    // No mark, no baseline: pages are stamped once and the barrier's slow path ends there.
    std::uint32_t epoch_ = 1;
    bool recording_ = false;
    std::size_t total_pages_ = 0;  // of all regions
    std::size_t needed_ = 0;       // first-writes the operation under way has reserved
    std::uint32_t newest_ = 0;     // the newest mark's first epoch, 0 without marks
    // Putting back a page that a baseline lacks takes an image for that baseline. So many are kept free for it.
    std::size_t owed_ = 0;
    std::vector<interval> intervals_;
    std::vector<std::vector<touched_page>> spare_;  // capacity of ended intervals, used again
    std::vector<baseline*> baselines_;
    std::vector<std::shared_ptr<freezing>> copies_;  // those that may have been dropped since among them
    std::uint32_t renumberings_ = 0;
    bool read_only_ = false;
    std::vector<region*> regions_;
    page_pool pool_;
};

}  // namespace kith::memory
