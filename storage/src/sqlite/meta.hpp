#pragma once

#include "connection.hpp"

#include <kith/storage/sql/tables.hpp>

#include <cstdint>
#include <map>
#include <string>

namespace kith::storage::sqlite_room {

/// What the table kith_meta says, and how it is kept. See sql::meta_table.
struct meta {
    std::map<std::string, std::int64_t> values;

    /// Everything; nothing when there is no such table, as in a database that SQLAlchemy made. Throws
    /// storage_error (database_shape) when a newer kith wrote it.
    [[nodiscard]] static meta read(connection& in);
    /// 0 for what is not there.
    [[nodiscard]] std::int64_t get(const std::string& name) const;
    /// Writes one value, when it is another than the known one.
    void put(connection& in, const std::string& name, std::int64_t value);

    [[nodiscard]] static std::string next_id_of(const sql::table& which) { return "next_id:" + which.name; }
};

}  // namespace kith::storage::sqlite_room
