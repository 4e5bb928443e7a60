#include "shape.hpp"

#include <kith/storage/sql/names.hpp>
#include <kith/storage/sql/statements.hpp>

#include <algorithm>

namespace kith::storage::sqlite_room {
namespace {

enum class affinity : std::uint8_t { integer, text, blob, real, numeric };

struct found_column {
    std::string name;
    std::string type;
    bool not_null;
    bool has_default;
    bool primary_key;
};

// SQLite's rule: what a column's declared type makes of the values put in.
affinity affinity_of(const std::string& declared) {
    std::string upper = declared;
    std::transform(upper.begin(), upper.end(), upper.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    const auto has = [&](const char* word) { return upper.find(word) != std::string::npos; };
    if (has("INT")) return affinity::integer;
    if (has("CHAR") || has("CLOB") || has("TEXT")) return affinity::text;
    if (upper.empty() || has("BLOB")) return affinity::blob;
    if (has("REAL") || has("FLOA") || has("DOUB")) return affinity::real;
    return affinity::numeric;
}

// Whether values of a field come back from a column as they were put in.
bool can_hold(affinity in, const sql::column& wanted) {
    using schema::kind;
    if (in == affinity::blob) return true;
    if (wanted.field == nullptr) return in == affinity::integer || in == affinity::numeric;
    switch (wanted.field->kind) {
        case kind::text: return in == affinity::text;
        case kind::bytes:
        case kind::plain:
        case kind::boxed: return in == affinity::numeric;  // VARBINARY and the like
        case kind::float32:
        case kind::float64: return in == affinity::real || in == affinity::numeric;
        case kind::date:
        case kind::timestamp: return in == affinity::numeric || in == affinity::text;
        default: return in == affinity::integer || in == affinity::numeric;
    }
}

std::vector<found_column> columns_of(connection& in, const std::string& table) {
    statement query(in,
                    "SELECT name, type, \"notnull\", dflt_value IS NOT NULL, pk FROM pragma_table_info(?)");
    query.bind_text(1, table);
    std::vector<found_column> out;
    while (query.step())
        out.push_back({std::string(query.text(0)), std::string(query.text(1)), query.integer(2) != 0,
                       query.integer(3) != 0, query.integer(4) != 0});
    return out;
}

[[noreturn]] void fail(const connection& in, const std::string& table, const std::string& why) {
    throw storage_error(errc::database_shape, "kith: " + in.name() + ": table " + table + " " + why);
}

bool is_without_rowid(connection& in, const std::string& table) {
    statement query(in, "SELECT sql LIKE '%WITHOUT ROWID%' FROM sqlite_master WHERE type = 'table' AND "
                        "lower(name) = lower(?)");
    query.bind_text(1, table);
    return query.step() && query.integer(0) != 0;
}

void check_column(const connection& in, const sql::table& table, const sql::column& wanted,
                  const found_column& found, use what) {
    const std::string named = "has a column " + found.name;
    const std::string type(wanted.field == nullptr ? "INTEGER" : sql::sqlite_type(wanted.field->kind));
    if (!can_hold(affinity_of(found.type), wanted))
        fail(in, table.name,
             named + " of type " + found.type + ", and kith keeps " +
                 (wanted.field == nullptr ? "ids" : "a " + std::string(schema::name_of(wanted.field->kind))) +
                 " there as " + type + "; change the column's type, or give the member another kith::name");
    if (wanted.is_id() && !found.primary_key)
        fail(in, table.name,
             named + " that is no primary key; make it INTEGER PRIMARY KEY, or use another table");
    if (what == use::writing && found.not_null && !wanted.not_null && !wanted.is_id())
        fail(in, table.name,
             named +
                 " that is NOT NULL, where kith may have to write a null; allow nulls there, or declare the "
                 "member kith::required");
}

}  // namespace

bool has_table(connection& in, std::string_view name) {
    statement query(in, "SELECT 1 FROM sqlite_master WHERE type = 'table' AND lower(name) = lower(?)");
    query.bind_text(1, name);
    const bool found = query.step();
    query.reset();
    return found;
}

void check_shape(connection& in, const sql::table& wanted, use what) {
    if (wanted.pairs && is_without_rowid(in, wanted.name))
        fail(in, wanted.name,
             "is WITHOUT ROWID, and the order of a relationship's pairs is that of their rows; make it an "
             "ordinary table");
    const auto found = columns_of(in, wanted.name);
    for (const sql::column& each : wanted.columns) {
        const auto at = std::find_if(found.begin(), found.end(), [&](const found_column& one) {
            return sql::same_name(one.name, each.name);
        });
        if (at == found.end())
            fail(in, wanted.name,
                 "has no column " + each.name +
                     "; it is another table, or one of an older model: add the column "
                     "(ALTER TABLE " +
                     sql::quoted(wanted.name) + " ADD COLUMN ...), or use another database");
        check_column(in, wanted, each, *at, what);
    }
    if (what == use::reading) return;
    for (const found_column& each : found)
        if (wanted.find(each.name) == nullptr && each.not_null && !each.has_default && !each.primary_key)
            fail(in, wanted.name,
                 "has a column " + each.name +
                     " that the model does not have, and that is NOT NULL without a "
                     "default; add the member to the model, or give the column a default");
}

void create_missing(connection& in, const sql::tables& all) {
    const auto provide = [&](const sql::table& each) {
        if (has_table(in, each.name)) return check_shape(in, each, use::writing);
        in.execute(sql::create_table(all, each, sql::sqlite_type));
        for (const std::string& index : sql::create_indexes(each)) in.execute(index);
    };
    for (const std::uint32_t type : all.order) provide(all.types[type]);
    for (const sql::table& each : all.pairs) provide(each);
    if (!has_table(in, sql::meta_table)) {
        in.execute(sql::create_meta_table());
        in.execute("INSERT INTO \"kith_meta\" (\"name\", \"value\") VALUES ('format', 1)");
    }
}

}  // namespace kith::storage::sqlite_room
