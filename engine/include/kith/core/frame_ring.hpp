#pragma once

#include <kith/core/graph.hpp>

#include <cstddef>
#include <vector>

namespace kith {

namespace core {

/// What a kith::frame_ring of any size is.
class frames {
public:
    frames(const frames&) = delete;
    frames& operator=(const frames&) = delete;

    /// Keeps the graph as it is now as the newest frame. When there are as many as the ring keeps, the oldest is
    /// let go.
    ///
    /// Requires that no transaction is open: the middle of a unit of work is no state to go back to (usage_error).
    /// Throws std::bad_alloc, and has changed nothing then.
    /// Complexity: constant, and the pages that the oldest frame alone held.
    void save();
    /// Makes the graph what it was when the last frame but `count - 1` was saved: back(1) undoes everything since
    /// the newest. The frames gone back over, and the one gone back to, are spent: who simulates again saves
    /// again.
    ///
    /// Throws usage_error when so many frames are not kept, when a transaction is open, and when going back would
    /// spend a mark that somebody else has taken since: release that first.
    /// Complexity: the pages written since.
    void back(std::size_t count);
    /// Lets go of all frames. The graph stays as it is.
    void clear() noexcept;

    /// Frames that can be gone back to. Whoever rolls the graph back to a mark of their own spends the frames that
    /// were saved after it.
    [[nodiscard]] std::size_t size() const noexcept;
    [[nodiscard]] std::size_t capacity() const noexcept { return marks_.size(); }
    /// Bytes of old pages that are kept for its frames. Marks taken since the oldest frame keep theirs among them.
    [[nodiscard]] std::size_t memory() const noexcept;

protected:
    frames(graph& of, std::size_t capacity) : graph_(of), marks_(capacity) {}
    ~frames() { clear(); }

private:
    [[nodiscard]] kith::mark& at(std::size_t n) noexcept { return marks_[(first_ + n) % marks_.size()]; }
    [[nodiscard]] const kith::mark& at(std::size_t n) const noexcept {
        return marks_[(first_ + n) % marks_.size()];
    }
    void let_go_of_oldest();

    graph& graph_;
    std::vector<kith::mark> marks_;  // a ring: from `first_`, oldest first; those behind `size()` are spent
    std::size_t first_ = 0;
    std::size_t count_ = 0;
};

}  // namespace core

/// The last `N` frames of a graph, as rollback netcode needs them: save one before each step of the simulation;
/// when what another player did some steps ago arrives, go back and simulate again.
///
///     kith::frame_ring<8> ring(graph);
///     for (tick now = 0;; ++now) {
///         if (const std::size_t late = inputs.receive(now); late != 0) {  // so many steps ago
///             ring.back(late);
///             for (tick again = now - late; again != now; ++again) { ring.save(); simulate(again); }
///         }
///         ring.save();
///         simulate(now);
///     }
///
/// A frame is a mark: saving copies nothing, and each page is copied once when it is first written after it. So
/// memory is bounded by `N` times the pages that a frame writes; `memory()` tells.
///
/// Other marks, transactions and stores may be used beside it. A mark that is older than a frame holds on to what
/// it needs of the frames that are let go. Going back is refused while a mark that is younger lives.
///
/// Ownership: refers to the graph, which must outlive it. Not copied, not moved.
template <std::size_t N>
class frame_ring : public core::frames {
    static_assert(N != 0, "kith: a ring keeps at least one frame");

public:
    explicit frame_ring(core::graph& of) : frames(of, N) {}
};

}  // namespace kith
