#pragma once

#include "connection.hpp"

#include <kith/storage/sql/plan.hpp>

namespace kith::storage::sqlite_room {

/// Runs the statements of a plan, in order. Requires an open transaction that defers foreign keys. Throws
/// storage_error: database_constraint and database_changed name table and row.
void write(connection& to, const core::graph& graph, const sql::tables& all, const sql::plan& plan);

/// Throws storage_error (database_constraint) that names the rows whose foreign keys refer to nothing.
[[noreturn]] void fail_foreign_keys(connection& in);

}  // namespace kith::storage::sqlite_room
