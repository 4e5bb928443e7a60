#include "meta.hpp"

#include "shape.hpp"

namespace kith::storage::sqlite_room {

meta meta::read(connection& in) {
    meta out;
    if (!has_table(in, sql::meta_table)) return out;
    statement query(in, "SELECT \"name\", \"value\" FROM \"kith_meta\"");
    while (query.step()) out.values[std::string(query.text(0))] = query.integer(1);
    if (out.get("format") > 1)
        throw storage_error(errc::database_shape,
                            "kith: " + in.name() + ": table kith_meta has format " +
                                std::to_string(out.get("format")) +
                                ", and this kith knows format 1; use the kith that wrote it, or a newer one");
    return out;
}

std::int64_t meta::get(const std::string& name) const {
    const auto found = values.find(name);
    return found == values.end() ? 0 : found->second;
}

void meta::put(connection& in, const std::string& name, std::int64_t value) {
    if (values.count(name) != 0 && values[name] == value) return;
    statement& write = in.prepared("INSERT INTO \"kith_meta\" (\"name\", \"value\") VALUES (?, ?) "
                                   "ON CONFLICT (\"name\") DO UPDATE SET \"value\" = excluded.\"value\"");
    write.bind_text_copy(1, name);
    write.bind(2, value);
    write.run();
    values[name] = value;
}

}  // namespace kith::storage::sqlite_room
