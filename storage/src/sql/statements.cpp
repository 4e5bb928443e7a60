#include <kith/storage/sql/names.hpp>
#include <kith/storage/sql/statements.hpp>

namespace kith::storage::sql {
namespace {

std::string_view words(on_delete rule) noexcept {
    switch (rule) {
        case on_delete::cascade: return "CASCADE";
        case on_delete::set_null: return "SET NULL";
        case on_delete::no_action: return "NO ACTION";
    }
    return "NO ACTION";
}

std::string column_line(const column& each, type_names types) {
    if (each.is_id()) return quoted(each.name) + " INTEGER PRIMARY KEY";
    std::string out = quoted(each.name) + " ";
    out += each.is_key() ? std::string_view("INTEGER") : types(each.field->kind);
    if (each.not_null) out += " NOT NULL";
    if (each.field != nullptr && each.field->stamp == schema::stamp::created)
        out += " DEFAULT CURRENT_TIMESTAMP";
    return out;
}

std::string listed(const std::vector<column>& columns) {
    std::string out;
    for (const column& each : columns) out += (out.empty() ? "" : ", ") + quoted(each.name);
    return out;
}

}  // namespace

std::string_view sqlite_type(schema::kind which) noexcept {
    using schema::kind;
    switch (which) {
        case kind::boolean: return "BOOLEAN";
        case kind::int8:
        case kind::uint8:
        case kind::int16: return "SMALLINT";
        case kind::uint16:
        case kind::int32: return "INTEGER";
        case kind::uint32:
        case kind::int64:
        case kind::uint64: return "BIGINT";
        case kind::float32: return "FLOAT";
        case kind::float64: return "DOUBLE";
        case kind::text: return "TEXT";
        case kind::date: return "DATE";
        case kind::timestamp: return "DATETIME";
        case kind::bytes:
        case kind::plain:
        case kind::boxed: return "BLOB";
    }
    return "BLOB";
}

std::string create_table(const tables& all, const table& which, type_names types) {
    std::vector<std::string> lines;
    for (const column& each : which.columns) lines.push_back(column_line(each, types));
    if (which.pairs)
        lines.push_back("CONSTRAINT " + quoted(which.primary_key) + " PRIMARY KEY (" + listed(which.columns) +
                        ")");
    for (const column& each : which.columns)
        if (each.unique)
            lines.push_back("CONSTRAINT " + quoted(each.unique_name) + " UNIQUE (" + quoted(each.name) + ")");
    for (const column& each : which.columns)
        if (each.is_key())
            lines.push_back("CONSTRAINT " + quoted(each.foreign_key) + " FOREIGN KEY (" + quoted(each.name) +
                            ") REFERENCES " + quoted(all.types[each.refers_to].name) +
                            " (\"id\") ON DELETE " + std::string(words(each.when_deleted)));
    std::string out = "CREATE TABLE " + quoted(which.name) + " (";
    for (std::size_t i = 0; i < lines.size(); ++i) out += (i == 0 ? "\n    " : ",\n    ") + lines[i];
    return out + "\n)";
}

std::vector<std::string> create_indexes(const table& which) {
    std::vector<std::string> out;
    for (const column& each : which.columns)
        if (!each.index_name.empty())
            out.push_back("CREATE INDEX " + quoted(each.index_name) + " ON " + quoted(which.name) + " (" +
                          quoted(each.name) + ")");
    return out;
}

std::string create_meta_table() {
    return "CREATE TABLE " + quoted(meta_table) +
           " (\n    \"name\" TEXT PRIMARY KEY NOT NULL,\n    \"value\" INTEGER NOT NULL\n)";
}

std::vector<std::string> create_all(const tables& all, type_names types) {
    std::vector<std::string> out;
    const auto create = [&](const table& each) {
        out.push_back(create_table(all, each, types));
        for (std::string& index : create_indexes(each)) out.push_back(std::move(index));
    };
    for (const std::uint32_t type : all.order) create(all.types[type]);
    for (const table& each : all.pairs) create(each);
    out.push_back(create_meta_table());
    return out;
}

std::string insert(const table& into) {
    std::string marks;
    for (std::size_t i = 0; i < into.columns.size(); ++i) marks += i == 0 ? "?" : ", ?";
    return "INSERT INTO " + quoted(into.name) + " (" + listed(into.columns) + ") VALUES (" + marks + ")";
}

std::string update(const table& in, std::span<const std::uint32_t> columns) {
    std::string out = "UPDATE " + quoted(in.name) + " SET ";
    for (std::size_t i = 0; i < columns.size(); ++i)
        out += (i == 0 ? "" : ", ") + quoted(in.columns[columns[i]].name) + " = ?";
    return out + " WHERE \"id\" = ?";
}

std::string remove(const table& from) {
    std::string out = "DELETE FROM " + quoted(from.name) + " WHERE ";
    if (!from.pairs) return out + "\"id\" = ?";
    return out + quoted(from.columns[0].name) + " = ? AND " + quoted(from.columns[1].name) + " = ?";
}

std::string select_all(const table& from) {
    return "SELECT " + listed(from.columns) + " FROM " + quoted(from.name) + " ORDER BY " +
           (from.pairs ? "rowid" : "\"id\"");
}

}  // namespace kith::storage::sql
