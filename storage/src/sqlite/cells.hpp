#pragma once

#include "connection.hpp"

#include <kith/core/loading.hpp>
#include <kith/storage/sql/tables.hpp>

namespace kith::storage::sqlite_room {

/// Binds a cell of a field as its column keeps it: see docs/sql-mapping.md.
void bind_cell(statement& to, int at, const core::extent& in, std::uint32_t field, slot row);

/// An id as SQLite keeps it: ids go up to 2^63-1.
[[nodiscard]] constexpr std::int64_t stored_id(key id) noexcept { return static_cast<std::int64_t>(id); }

/// Where a value stands, for errors.
struct value_place {
    const connection& in;
    const sql::table& table;
    const sql::column& column;
    std::int64_t row;  ///< its id; of pairs, how many were read before it

    /// Throws storage_error (database_value): table, column, row and value, then what is wrong and the remedy.
    [[noreturn]] void fail(const std::string& value, const std::string& why) const;
};

/// Puts the value that `from` has at place `at` into a cell. Throws storage_error (database_value).
void read_cell(const statement& from, int at, core::loading& into, core::extent& in, std::uint32_t field,
               slot row, const value_place& where);

}  // namespace kith::storage::sqlite_room
