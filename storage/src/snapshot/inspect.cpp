#include "container.hpp"
#include "opaque.hpp"
#include "rows_section.hpp"
#include "section_reader.hpp"

#include <kith/base/error.hpp>
#include <kith/storage/file/disk.hpp>
#include <kith/storage/snapshot.hpp>

namespace kith::storage::snapshot {
namespace {

schema::catalog catalog_of(const container& from) {
    auto types = from.schema.types;
    for (schema::type& type : types)
        for (schema::field& field : type.fields)
            if (field.kind == schema::kind::boxed) field.boxed = &opaque_boxed();
    try {
        return schema::catalog::of(std::move(types));
    } catch (const schema_error& reason) {
        from.file.damaged(std::string("its schema contradicts itself (") + reason.what() + ")");
    }
}

}  // namespace

schema::catalog read_schema(const file::file_system& files, const std::filesystem::path& path) {
    return catalog_of(open(files, path));
}

schema::catalog read_schema(const std::filesystem::path& path) { return read_schema(file::disk(), path); }

info inspect(const file::file_system& files, const std::filesystem::path& path) {
    const container from = open(files, path);
    info out;
    out.version = from.version;
    out.bytes = from.bytes.size;
    out.fingerprint = catalog_of(from).fingerprint();
    for (std::size_t i = 0; i < from.sections.size(); ++i) {
        const table_entry& entry = from.sections[i].entry;
        out.sections.push_back({from.name_of(i), entry.bytes, entry.checksum});
        if (entry.kind != section_kind::rows) continue;
        section_reader rows(from.sections[i].payload, from.name_of(i), from.file);
        const stored_rows found = read_rows_section(rows);
        out.types.push_back({from.schema.types[entry.type].name, found.count, found.next_id});
    }
    return out;
}

info inspect(const std::filesystem::path& path) { return inspect(file::disk(), path); }

}  // namespace kith::storage::snapshot
