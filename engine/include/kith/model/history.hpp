#pragma once

#include <kith/core/history.hpp>
#include <kith/model/changes.hpp>

namespace kith {

/// Undo and redo of a graph, in named steps: see core::history.
///
///     kith::history history(graph);
///     unit.x(5);
///     history.step("Move");
///     history.undo();
class history : public core::history {
public:
    using core::history::history;

    /// What `undo`, or `redo`, would change now, for a menu: nothing when there is no such step. Time linear in the
    /// pages of the step.
    [[nodiscard]] changes undo_changes() const { return as_changes(core::history::undo_changes()); }
    [[nodiscard]] changes redo_changes() const { return as_changes(core::history::redo_changes()); }

private:
    [[nodiscard]] static changes as_changes(core::net_changes what) {
        return changes(std::make_shared<const core::net_changes>(std::move(what)));
    }
};

}  // namespace kith
