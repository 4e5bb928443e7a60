#include <kith/base/hash.hpp>
#include <kith/core/graph.hpp>

namespace kith::core {
namespace {

constexpr std::uint64_t null_mark = 0x6E75'6C6C;

std::uint64_t cell_hash(const extent& in, std::uint32_t column, slot row) {
    const core::column& of = in.column(column);
    if (of.is_null(row)) return null_mark;
    if (schema::is_string(of.field->kind)) return hash_text(in.text(column, row));
    if (of.field->kind == schema::kind::boxed) return hash_text(of.field->boxed->save(in.boxed(column, row)));
    return hash_bytes(in.cells(column) + std::size_t{row} * of.field->width, of.field->width);
}

std::uint64_t end_hash(const extent& in, std::uint32_t end, slot row) {
    const link_end& link = in.end(end);
    std::uint64_t hash = 0;
    for (const slot member : in.linked(end, row)) {
        const key id = link.target->rows().id(member);
        hash = link.described->as_set ? hash + hash_mix(0, id) : hash_mix(hash, id);
    }
    return hash;
}

}  // namespace

// A sum over entities: it does not depend on slots or on the order of rows, only on what they hold.
std::uint64_t graph::digest() const {
    std::uint64_t sum = 0;
    for (const auto& each : extents_) {
        const std::uint64_t type = hash_text(each->type().name);
        for (const slot row : each->rows().all()) {
            std::uint64_t hash = hash_mix(type, each->rows().id(row));
            for (std::uint32_t i = 0; i < each->columns().size(); ++i)
                hash = hash_mix(hash, cell_hash(*each, i, row));
            for (std::uint32_t i = 0; i < each->ends().size(); ++i)
                if (!each->end(i).described->hidden) hash = hash_mix(hash, end_hash(*each, i, row));
            sum += hash;
        }
    }
    return sum;
}

}  // namespace kith::core
