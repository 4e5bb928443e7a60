#include "format.hpp"

#include <kith/base/hash.hpp>

#include <algorithm>

namespace kith::storage::snapshot {

std::uint64_t checksum(const void* data, std::size_t size) noexcept {
    const auto* from = static_cast<const std::byte*>(data);
    std::uint64_t hash = 0;
    do {
        const std::size_t part = std::min(size, checksum_part);
        hash = hash_bytes(from, part, hash);
        from += part;
        size -= part;
    } while (size != 0);
    return hash;
}

std::string stored_schema::name_of(const stored_relation& which) const {
    const auto& side = which.sides[which.sides[0].end != none ? 0 : 1];
    return types[side.type].name + "." + types[side.type].ends[side.end].name;
}

std::vector<table_entry> stored_schema::table() const {
    std::vector<table_entry> out{{section_kind::schema, none, none, 0, 0, 0}};
    for (std::uint32_t i = 0; i < types.size(); ++i) {
        out.push_back({section_kind::rows, i, none, 0, 0, 0});
        for (std::uint32_t k = 0; k < types[i].fields.size(); ++k)
            out.push_back({section_kind::column, i, k, 0, 0, 0});
    }
    for (std::uint32_t i = 0; i < relations.size(); ++i)
        out.push_back({section_kind::links, i, none, 0, 0, 0});
    return out;
}

std::string stored_schema::name_of(const table_entry& section) const {
    switch (section.kind) {
        case section_kind::schema: return "schema";
        case section_kind::rows: return "rows " + types[section.type].name;
        case section_kind::column:
            return "column " + types[section.type].name + "." +
                   types[section.type].fields[section.member].name;
        case section_kind::links: return "links " + name_of(relations[section.type]);
    }
    return "unknown";
}

stored_schema stored(const schema::catalog& catalog) {
    stored_schema out{catalog.types, {}};
    for (schema::type& each : out.types)
        std::erase_if(each.ends, [](const schema::end& end) { return end.hidden; });
    for (const schema::relation& each : catalog.relations) {
        stored_relation made;
        for (unsigned side = 0; side < 2; ++side) {
            const schema::end& end = catalog.at(each.sides[side]);
            made.sides[side] = {each.sides[side].type, end.hidden ? none : each.sides[side].index, end.arity};
        }
        out.relations.push_back(made);
    }
    return out;
}

}  // namespace kith::storage::snapshot
