#include <kith/core/sort_key.hpp>

namespace kith::core {

sort_value read(const extent& in, const sort_key& by, slot row) noexcept {
    const row_place at = follow(in, row, by.along);
    if (by.what == sort_key::kind::members)
        return {true, static_cast<std::int64_t>(at.in->linked(by.index, at.row).size()), {}};
    if (by.what == sort_key::kind::partner) return {true, at.in->partner(by.index, at.row), {}};
    if (at.row == 0 || at.in->is_null(by.index, at.row)) return {};
    const schema::field& field = *at.in->column(by.index).field;
    if (field.kind == schema::kind::plain) {
        // A struct has no order of its own, but its bytes tell it from others.
        const std::byte* cell = at.in->cells(by.index) + std::size_t{at.row} * field.width;
        return {true, 0, {reinterpret_cast<const char*>(cell), field.width}};
    }
    const index::probe value = at.in->probe(by.index, at.row);
    return {true, value.number, value.text};
}

}  // namespace kith::core
