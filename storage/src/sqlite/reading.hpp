#pragma once

#include "connection.hpp"
#include "meta.hpp"

#include <kith/core/checkpoint.hpp>
#include <kith/storage/sql/tables.hpp>

namespace kith::storage::sqlite_room {

/// Fills an empty graph from the tables, all or nothing. Requires an open transaction. Returns the loaded
/// state as a checkpoint.
[[nodiscard]] std::unique_ptr<core::checkpoint> read(connection& from, core::graph& into,
                                                     const sql::tables& all, const meta& known);

}  // namespace kith::storage::sqlite_room
