#pragma once

#include <kith/core/checkpoint.hpp>
#include <kith/storage/sql/tables.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace kith::storage::sql {

/// One statement's worth of a change set.
struct step {
    enum class what : std::uint8_t {
        unlink,  ///< delete the pair (id, other)
        update,  ///< set `columns` of row `id` to what they hold now
        park,  ///< get `columns` of row `id` out of the way: NULL, or where that is not allowed a value that no row has
        remove,  ///< delete row `id`
        insert,  ///< a new row
        link,    ///< insert the pair (id, other)
    };
    what kind = what::update;
    bool may_be_gone = false;  ///< of a remove: the database's own cascade may have been there first
    std::uint32_t table = 0;   ///< index into tables::types; of pairs, into tables::pairs
    slot row = 0;              ///< of updates and inserts: where the row is now
    key id = 0;
    key other = 0;
    std::uint32_t first_column = 0;  ///< of updates and parks: the table's columns, in plan::columns
    std::uint32_t column_count = 0;
};

/// A change set as statements in an order that a database accepts, if it checks foreign keys when the
/// transaction ends.
///
/// 1. Pairs are deleted before the rows they name and inserted after them.
/// 2. A row lets go of one that is deleted before that is deleted, so that no ON DELETE reaches it.
/// 3. Rows are deleted before what they refer to, and inserted after it, row by row where types refer to
///    each other or to themselves; where rows refer to each other in a circle, the check at the end helps.
/// 4. A unique value is given up before another row takes it: deletes, then updates, then inserts; of
///    updates that pass values around, the holders are parked first.
/// 5. Pairs are inserted in an order that keeps both ends' lists in order, where one exists.
struct plan {
    std::vector<step> steps;
    std::vector<std::uint32_t> columns;
    std::size_t inserted = 0;
    std::size_t updated = 0;  ///< rows, however many statements each takes
    std::size_t deleted = 0;
    std::size_t linked = 0;
    std::size_t unlinked = 0;

    [[nodiscard]] std::span<const std::uint32_t> columns_of(const step& which) const noexcept {
        return {columns.data() + which.first_column, which.column_count};
    }
    /// `since` is what the changes are counted from; none for a graph that was never stored.
    [[nodiscard]] static plan of(const core::graph& graph, const tables& all, const core::changes& changes,
                                 const core::checkpoint* since);
};

/// The change set that makes an empty database hold the graph.
[[nodiscard]] core::changes everything(const core::graph& graph);

}  // namespace kith::storage::sql
