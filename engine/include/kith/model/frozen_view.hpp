#pragma once

#include <kith/core/frozen_view.hpp>
#include <kith/model/reading.hpp>

#include <utility>

namespace kith {

/// A graph as it was at one point in time: `auto view = graph.freeze();`. It is read like a graph, by other threads
/// too, while the graph goes on; what would change it through a ref or an end of it throws usage_error
/// (view_read_only). Dropping it frees what only it held. See core::frozen_view for threads and memory.
///
/// `kith::storage::snapshot::save(view, path)` in a thread of yours saves in the background.
class frozen_view : public core::frozen_view, public model::reading<frozen_view> {
public:
    /// Of no graph: false, and cannot be read.
    frozen_view() = default;

private:
    friend class graph;
    frozen_view(core::frozen_view&& of, const auto& types)
        : core::frozen_view(std::move(of)), model::reading<frozen_view>(types) {}
};

}  // namespace kith
