#pragma once

#include <kith/memory/past.hpp>

namespace kith::memory {

class page_log;

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

private:
    friend class page_log;
    void drop_images() noexcept;

    page_log& log_;
    past then_;
};

}  // namespace kith::memory
