#pragma once

#include <kith/storage/sql/tables.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kith::storage::sql {

/// How a database calls the type of a column that holds fields of a kind.
using type_names = std::string_view (*)(schema::kind kind);

/// SQLite's, chosen so that SQLAlchemy's types of the same names read and write the values.
[[nodiscard]] std::string_view sqlite_type(schema::kind kind) noexcept;

/// CREATE TABLE with its constraints; without a semicolon.
[[nodiscard]] std::string create_table(const tables& all, const table& which, type_names types);
/// A CREATE INDEX for each column that wants one.
[[nodiscard]] std::vector<std::string> create_indexes(const table& which);
[[nodiscard]] std::string create_meta_table();
/// Everything that a catalog needs in an empty database, in order.
[[nodiscard]] std::vector<std::string> create_all(const tables& all, type_names types);

// Statements with `?` for each value. Columns are numbers within the table.

/// All columns, in the table's order.
[[nodiscard]] std::string insert(const table& into);
/// SET for the given columns; the last value is the id.
[[nodiscard]] std::string update(const table& in, std::span<const std::uint32_t> columns);
/// By id, or by the two keys of a pair.
[[nodiscard]] std::string remove(const table& from);
/// All columns in the table's order; rows by id, pairs in the order they were linked.
[[nodiscard]] std::string select_all(const table& from);

}  // namespace kith::storage::sql
