#pragma once

#include <kith/core/difference.hpp>
#include <kith/core/graph.hpp>
#include <kith/memory/baseline.hpp>

namespace kith::core {

/// A point in time of a graph that a store compares with: what it wrote last. It survives rollbacks in
/// either direction. While it lives, the first write to each page copies that page.
///
/// Ownership: refers to the graph. A graph that dies first leaves it without one: see `alive`.
class checkpoint {
public:
    explicit checkpoint(graph& of);
    ~checkpoint();
    checkpoint(const checkpoint&) = delete;
    checkpoint& operator=(const checkpoint&) = delete;

    [[nodiscard]] bool alive() const noexcept { return graph_ != nullptr; }
    [[nodiscard]] const core::graph* of() const noexcept { return graph_; }
    /// The graph as it was then. Refers to this. Requires `alive`.
    [[nodiscard]] core::difference since() const noexcept { return {*graph_, then_->then()}; }
    /// Everything that differs between then and now. Reads touched pages only.
    [[nodiscard]] changes difference() const { return since().between(); }
    [[nodiscard]] key id_then(const extent& in, slot row) const noexcept { return since().id_then(in, row); }
    [[nodiscard]] std::optional<std::string> value_then(const column& of, slot row) const {
        return since().value_then(of, row);
    }
    [[nodiscard]] key partner_then(const link_end& end, slot row) const noexcept {
        return since().partner_then(end, row);
    }
    /// The bytes of the graph then. Requires a graph that is alive.
    [[nodiscard]] const memory::past& then() const noexcept { return then_->then(); }
    /// Moves the point in time to now.
    void reset();

private:
    friend class graph;
    friend class history;

    core::graph* graph_;
    std::unique_ptr<memory::baseline> then_;
    std::uint64_t boxes_;
};

}  // namespace kith::core
