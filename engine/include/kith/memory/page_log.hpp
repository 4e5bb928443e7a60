#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace kith::memory {

class region;
class baseline;

inline constexpr unsigned page_bits = 12;
inline constexpr std::size_t page_size = std::size_t{1} << page_bits;

/// The old bytes of one page, shared by the mark and the baselines that want them.
struct page_image {
    std::byte* bytes;
    page_image* next_free;
    std::uint32_t shares;
};

/// The 4 KiB buffers that page images live in: allocated in slabs, never given back before the graph is,
/// so that a frame allocates nothing in the steady state.
class page_pool {
public:
    /// Makes sure that `count` calls of `take` succeed without allocating.
    void reserve(std::size_t count);
    [[nodiscard]] page_image* take();
    void drop(page_image* image) noexcept;

    [[nodiscard]] std::size_t pages() const noexcept { return slabs_.size() * slab_pages; }
    [[nodiscard]] std::size_t pages_free() const noexcept { return free_count_; }

private:
    static constexpr std::size_t slab_pages = 64;
    struct slab {
        std::unique_ptr<std::byte[]> bytes;
        std::unique_ptr<page_image[]> images;
    };
    void add_slab();

    std::vector<slab> slabs_;
    page_image* free_ = nullptr;
    std::size_t free_count_ = 0;
};

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

    /// Starts a new interval and returns its depth. Constant time.
    std::size_t mark();
    /// Puts every page written since mark `depth` back and ends that mark and all later ones.
    /// No-throw once `reserve_for_rollback(depth)` has succeeded.
    void rollback(std::size_t depth) noexcept;
    void reserve_for_rollback(std::size_t depth);
    /// Forgets mark `depth`: what was written since belongs to the mark before it, if there is one.
    /// May throw std::bad_alloc, and has changed nothing then.
    void release(std::size_t depth);
    /// Makes sure that releasing mark `depth` and all later ones, the newest first, cannot fail.
    void reserve_for_release(std::size_t depth);
    /// The pages written since mark `depth`, each once, with what they held at the mark.
    [[nodiscard]] std::vector<touched_page> pages_since(std::size_t depth) const;

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
    void renew() noexcept { next_epoch(); }
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
    };
    void reserve_recording(std::size_t pages);
    void note_recording() noexcept { recording_ = !intervals_.empty() || !baselines_.empty(); }
    void next_epoch() noexcept;
    void renumber() noexcept;
    [[nodiscard]] page_image* copy_of(const region& where, std::uint32_t page);
    void recycle(std::vector<touched_page>& pages) noexcept;

    static constexpr std::uint32_t sealed = last_epoch + 1;  // added to the epoch: no page has such a stamp

    // No mark, no baseline: pages are stamped once and the barrier's slow path ends there.
    std::uint32_t epoch_ = 1;
    bool recording_ = false;
    std::size_t total_pages_ = 0;  // of all regions
    std::size_t needed_ = 0;       // first-writes the operation under way has reserved
    std::vector<interval> intervals_;
    std::vector<std::vector<touched_page>> spare_;  // capacity of ended intervals, used again
    std::vector<baseline*> baselines_;
    std::vector<region*> regions_;
    page_pool pool_;
};

/// The graph's bytes as they were at one point in time, while the graph goes on: the current bytes but
/// for the pages written since, of which it holds the old ones. Flushing compares against it.
///
/// Ownership: refers to the log, which must outlive it. Not copied, not moved.
class baseline {
public:
    explicit baseline(page_log& log);
    ~baseline();
    baseline(const baseline&) = delete;
    baseline& operator=(const baseline&) = delete;

    /// Moves the point in time to now and drops the old images.
    void reset() noexcept;
    /// What `size` bytes at `offset` of `where` held then. Copies into `out`.
    void read(const region& where, std::size_t offset, void* out, std::size_t size) const noexcept;
    /// The pages of `where` that were written since, ascending.
    [[nodiscard]] std::vector<std::uint32_t> pages_written(const region& where) const;
    /// True if nothing at all was written since.
    [[nodiscard]] bool clean() const noexcept { return written_ == 0; }

private:
    friend class page_log;
    struct entry {
        page_image* image = nullptr;
        bool written = false;
    };
    [[nodiscard]] bool has(std::uint32_t region, std::uint32_t page) const noexcept {
        return region < pages_.size() && page < pages_[region].size() && pages_[region][page].written;
    }
    void reserve(std::uint32_t region, std::size_t pages);
    void add(std::uint32_t region, std::uint32_t page, page_image* image);
    void clear() noexcept;

    page_log& log_;
    std::size_t written_ = 0;
    std::vector<std::vector<entry>> pages_;  // by region, by page
};

}  // namespace kith::memory
