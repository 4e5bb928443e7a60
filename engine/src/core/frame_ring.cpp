#include <kith/base/error.hpp>
#include <kith/core/frame_ring.hpp>

#include <string>

namespace kith::core {

// Rolling back to a mark spends those that were taken after it: of the frames, the newest.
std::size_t frames::size() const noexcept {
    std::size_t live = count_;
    while (live != 0 && !graph_.is_live(at(live - 1))) --live;
    return live;
}

std::size_t frames::memory() const noexcept { return size() == 0 ? 0 : graph_.history_since(at(0)); }

void frames::let_go_of_oldest() {
    graph_.release(at(0));
    first_ = (first_ + 1) % marks_.size();
    --count_;
}

void frames::save() {
    graph_.expect_between_units("saving a frame");
    count_ = size();
    const kith::mark taken = graph_.mark();
    if (count_ == capacity()) {
        try {
            let_go_of_oldest();
        } catch (...) {
            graph_.release(taken);  // nothing was written since: it has nothing to hand on
            throw;
        }
    }
    at(count_++) = taken;
}

void frames::back(std::size_t count) {
    const std::size_t kept = size();
    if (count == 0 || count > kept)
        throw usage_error(errc::frame_not_kept, "kith: cannot go back " + std::to_string(count) +
                                                    " frames: this ring of " + std::to_string(capacity()) +
                                                    " keeps " + std::to_string(kept) +
                                                    " now; save more often, or make it larger");
    graph_.expect_between_units("going back to a frame");
    const kith::mark to = at(kept - count);
    if (const std::size_t others = graph_.marks_after(to) - (count - 1); others != 0)
        throw usage_error(errc::mark_in_between,
                          "kith: going back " + std::to_string(count) + " frames would spend " +
                              std::to_string(others) +
                              " marks that were taken since and are not of this ring; release them first");
    graph_.rollback(to);
    count_ = kept - count;
}

void frames::clear() noexcept {
    count_ = size();
    while (count_ != 0) {
        try {
            let_go_of_oldest();
        } catch (...) {
            // An older mark wants its pages, and there is no memory for the list of them. It goes with that one.
            first_ = (first_ + 1) % marks_.size();
            --count_;
        }
    }
    first_ = 0;
}

}  // namespace kith::core
