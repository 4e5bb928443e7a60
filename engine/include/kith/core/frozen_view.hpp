#pragma once

#include <kith/core/graph.hpp>
#include <kith/memory/freezing.hpp>

#include <memory>

namespace kith::core {

/// A graph as it was at one point in time, which others read while its writer goes on: a whole graph of its own
/// that takes no changes. What it was taken from is copied page by page, each by whoever needs it first: by the
/// writer before it changes a page, all others by the first who reads the view. From then on the two share
/// nothing but boxed values, which do not change.
///
/// What is made through its refs and ends of a change throws usage_error (view_read_only).
///
/// A view has no indexes unless they are asked for: queries scan.
///
/// Ownership: owns its copy, and has a share of the boxed values. Moved, not copied; refs into it stay valid when
/// it is moved. It may outlive the graph, whose end completes it.
/// Threads: it is made, refreshed and put back in the writer's thread. It may be read by any number of threads,
/// which have to be handed it as any object, and dropped in any thread when they are done.
class frozen_view {
public:
    /// Of no graph: false, and cannot be read.
    frozen_view() = default;
    frozen_view(frozen_view&&) noexcept = default;
    frozen_view& operator=(frozen_view&& other) noexcept;
    ~frozen_view() { drop(); }

    explicit operator bool() const noexcept { return graph_ != nullptr; }

    /// The graph as it was: what it is read by. Returns when it is complete. Throws usage_error (view_empty) of a
    /// view of no graph.
    [[nodiscard]] const graph& contents() const {
        if (graph_ == nullptr) fail_empty();
        copy_->complete();
        return *graph_;
    }
    operator const graph&() const { return contents(); }

    /// Makes the indexes that the schema asks for, all or none: before others read the view. A refresh takes them
    /// away again. Throws std::bad_alloc.
    /// Complexity: n log n.
    void build_indexes();

    [[nodiscard]] std::uint64_t digest() const { return contents().digest(); }
    [[nodiscard]] std::vector<std::string> check() const { return contents().check(); }
    [[nodiscard]] graph::memory_use memory() const { return contents().memory(); }

private:
    friend class graph;
    [[noreturn]] static void fail_empty();
    void drop() noexcept;

    std::unique_ptr<graph> graph_;
    std::shared_ptr<memory::freezing> copy_;
};

}  // namespace kith::core
