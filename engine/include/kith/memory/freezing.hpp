#pragma once

#include <kith/memory/page_pool.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace kith::memory {

class page_log;
class region;

/// A copy of what the regions of one log hold at a point in time, made page by page into the regions of a second
/// log, while the writer of the first goes on. Whoever needs a page copies it: the writer before it writes the
/// page for the first time since, a reader of the copy all others before it reads.
///
/// Ownership: refers to the regions on both sides. The writer's log holds a share of it until it is dropped.
/// Threads: each function says who may call it.
///
/// Invariants
/// 1. While a page is due, the source holds what it held then.
/// 2. Only who has claimed a page, from due to copying, reads it from the source and writes it to the copy.
///    What reads or writes it otherwise has seen that it is neither.
/// 3. A page of the copy whose stamp is 0 was never copied to and is zero.
class freezing {
public:
    // By the writer, while nobody reads the copy.

    /// Makes room in the copy for all that `from` has. Throws limit_error or std::bad_alloc.
    void reserve(const page_log& from, const page_log& to);
    /// Now is the point in time: what the copy lacks of it is due. Of a copy that was taken before, that is
    /// what was written since, unless stamps have been renumbered meanwhile. Requires `reserve`.
    void take(const page_log& from) noexcept;

    // By the writer.

    /// The source's page is about to change: copies it if it is due, and waits while a reader does.
    void keep(std::uint32_t region, std::uint32_t page) noexcept {
        if (!complete_.load(std::memory_order_acquire)) keep_page(region, page);
    }
    /// The source's page goes back to what it held earlier, with the stamp of then. Requires `keep`.
    void outdate(std::uint32_t region, std::uint32_t page) noexcept;
    /// Stamps of at least `epoch` are of pages that were written since, or since the source was made equal.
    void begin_at(std::uint32_t epoch, std::uint32_t renumberings) noexcept;
    /// Tells `what(region&, page, bytes)` of each page that may differ between the source and the copy, with
    /// the copy's bytes; no bytes stand for zero.
    template <class Do>
    void for_each_change(const page_log& from, Do&& what) const {
        for (std::uint32_t i = 0; i < parts_.size(); ++i)
            for (std::uint32_t page = 0; page < source_pages(from, i); ++page)
                if (changed(from, i, page)) what(source(from, i), page, bytes_of(i, page));
    }
    /// The source has been made equal to the copy.
    void forget_changes() noexcept;

    // By anybody, at the same time.

    /// Returns when the copy is complete: copies what is due, with others who do.
    void complete() noexcept;

    // By the last who has the copy.

    /// Nothing is due any more, and nobody writes to the copy from here on.
    void drop() noexcept;
    [[nodiscard]] bool dropped() const noexcept { return dropped_.load(std::memory_order_acquire); }

private:
    enum phase : std::uint8_t {
        copied,
        due,
        copying,
        outdated,  // copied, and the source's page is another although its stamp does not tell
    };
    using phases = std::unique_ptr<std::atomic<std::uint8_t>[]>;
    struct part {
        const std::byte* from = nullptr;
        region* to = nullptr;
        std::uint32_t pages = 0;  // of the source then
        std::uint32_t room = 0;
        phases phase_of{};
    };
    void keep_page(std::uint32_t region, std::uint32_t page) noexcept;
    static bool claim_and_copy(part& of, std::uint32_t page) noexcept;
    static void wait_for(const part& of, std::uint32_t page) noexcept;
    [[nodiscard]] bool changed(const page_log& from, std::uint32_t number, std::uint32_t page) const noexcept;
    [[nodiscard]] std::byte* bytes_of(std::uint32_t number, std::uint32_t page) const noexcept;
    [[nodiscard]] static region& source(const page_log& from, std::uint32_t number) noexcept;
    [[nodiscard]] static std::uint32_t source_pages(const page_log& from, std::uint32_t number) noexcept;

    std::vector<part> parts_;  // by region
    std::uint32_t since_ = 0;
    std::uint32_t renumberings_ = 0;
    bool taken_ = false;
    bool any_outdated_ = false;  // since it was taken, or was made equal
    std::atomic<bool> complete_{true};
    std::atomic<bool> dropped_{false};
};

}  // namespace kith::memory
