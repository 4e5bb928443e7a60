#pragma once

#include <kith/memory/past.hpp>

#include <vector>

namespace kith::memory {

class page_log;
class region;

/// A page with other bytes than the ones it has now. A null image stands for zeros.
struct held_page {
    region* where;
    std::uint32_t page;
    page_image* image;
};

/// The graph's bytes as they were at one point in time, while the graph goes on. It survives rollbacks to
/// before that point and forth again. While it lives, the first write to each page copies that page.
///
/// Ownership: refers to the log, which must outlive it. Not copied, not moved.
class baseline {
public:
    /// May throw std::bad_alloc.
    explicit baseline(page_log& log);
    ~baseline();
    baseline(const baseline&) = delete;
    baseline& operator=(const baseline&) = delete;

    /// What was there then. Refers to this.
    [[nodiscard]] const past& then() const noexcept { return then_; }
    /// Moves the point in time to now and drops the old images.
    /// May throw std::bad_alloc, and has changed nothing then.
    void reset();
    /// The same, but the old bytes of the pages that were written go to the caller, by region and page, ascending, who
    /// gives them to page_log::drop in the end. Those that hold equal bytes again are among them: a cell may name
    /// other bytes of a heap than it did, and who looks for what differs starts from cells.
    [[nodiscard]] std::vector<held_page> take();

private:
    friend class page_log;
    void drop_images() noexcept;

    page_log& log_;
    past then_;
};

}  // namespace kith::memory
