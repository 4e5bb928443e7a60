#pragma once

#include "connection.hpp"

#include <kith/storage/sql/tables.hpp>

namespace kith::storage::sqlite_room {

enum class use : std::uint8_t { reading, writing };

/// Whether the database has the table.
[[nodiscard]] bool has_table(connection& in, std::string_view name);

/// Looks at a table that is there: has it every column, of a type that can hold the field's values? For
/// writing, it must also take a null where kith has one, and rows without the columns kith does not know.
/// Throws storage_error (database_shape). Constraints and indexes are not looked at.
void check_shape(connection& in, const sql::table& wanted, use what);

/// Checks the tables that are there and makes those that are not. Requires an open transaction.
void create_missing(connection& in, const sql::tables& all);

}  // namespace kith::storage::sqlite_room
