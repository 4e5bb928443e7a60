#pragma once

#include <kith/core/checkpoint.hpp>
#include <kith/core/net_changes.hpp>
#include <kith/core/observers.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace kith::core {

/// Tells observers what each unit of work of a graph has changed, once, after it has ended. A unit whose net
/// difference is empty is not told.
///
/// The graph remembers the state that was told last as a store remembers what it wrote (checkpoint); when a unit
/// ends, pages that were written since are compared. All that can fail comes before the end of the unit: one whose
/// difference cannot be made does not happen.
///
/// Observers run when the graph is nobody's: they may change it. What one changes is a unit of its own, which is
/// told when everybody has been told of this one. What one throws changes nothing about the unit: the others are
/// told, and the first exception goes to whoever made the change.
///
/// Ownership: part of its graph.
class commits {
public:
    using call = std::function<void(const std::shared_ptr<const net_changes>&)>;

    explicit commits(graph& of);
    commits(const commits&) = delete;
    commits& operator=(const commits&) = delete;

    /// Tells `told` from now on, in the middle of a transaction of what changes from now on. Returns a number for a
    /// subscription. Throws usage_error in the middle of a change.
    [[nodiscard]] std::uint64_t watch(call told);

    [[nodiscard]] bool watched() const noexcept { return !points_.empty(); }
    /// Runs a public change as a unit: what cannot be told does not happen.
    void run(const std::function<void()>& work);

    // A unit ends: `prepare`, and when the rest of what can fail has been done, `end_unit`; then `tell`.

    /// Makes the differences, and room for the rest.
    void prepare();
    /// The same where pages are about to get the bytes that `to` has.
    void prepare_restored(const memory::past& to);
    /// The present is the state that was told last.
    void end_unit() noexcept;
    /// A transaction was left: of interest to those who came inside it only. What they throw reaches nobody.
    void unit_left() noexcept;
    /// Tells what has ended; when somebody is being told already, they do it next.
    void tell();

private:
    // From when on observers are told: those who came inside a transaction later than others.
    struct point {
        std::unique_ptr<checkpoint> since;
        std::uint64_t last;  // the number of the last observer who came before the next point
    };
    // A difference, and the numbers of those whom it concerns: above `after`, up to `last`.
    struct message {
        std::shared_ptr<const net_changes> what;
        std::uint64_t after;
        std::uint64_t last;
    };
    void add(net_changes what, std::uint64_t after, std::uint64_t last);
    void release() noexcept;
    void choose_paths() noexcept;

    graph& graph_;
    std::vector<point> points_;
    std::vector<message> prepared_;
    std::vector<message> queue_;
    std::size_t next_ = 0;      // in the queue
    bool came_inside_ = false;  // somebody, inside a transaction, who has not been told since
    bool running_ = false;      // a unit
    bool telling_ = false;
};

}  // namespace kith::core
