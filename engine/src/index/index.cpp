#include "key_kinds.hpp"

#include <kith/memory/text.hpp>

#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

namespace kith::index {
namespace {

template <class T>
T read(const void* cell) noexcept {
    T value;
    std::memcpy(&value, cell, sizeof value);
    return value;
}

// IEEE 754 numbers order like their bits, but for the sign.
std::int64_t order_double(double value) noexcept {
    if (std::isnan(value)) return std::numeric_limits<std::int64_t>::max();
    if (value == 0) return 0;
    const auto bits = std::bit_cast<std::int64_t>(value);
    return bits < 0 ? std::numeric_limits<std::int64_t>::min() - bits : bits;
}

}  // namespace

std::int64_t order_number(schema::kind of, const void* cell) noexcept {
    using schema::kind;
    switch (of) {
        case kind::boolean:
        case kind::uint8: return read<std::uint8_t>(cell);
        case kind::uint16: return read<std::uint16_t>(cell);
        case kind::uint32: return read<std::uint32_t>(cell);
        case kind::uint64:
            return static_cast<std::int64_t>(read<std::uint64_t>(cell) ^ (std::uint64_t{1} << 63));
        case kind::int8: return read<std::int8_t>(cell);
        case kind::int16: return read<std::int16_t>(cell);
        case kind::int32:
        case kind::date: return read<std::int32_t>(cell);
        case kind::int64:
        case kind::timestamp: return read<std::int64_t>(cell);
        case kind::float32: return order_double(static_cast<double>(read<float>(cell)));
        case kind::float64: return order_double(read<double>(cell));
        case kind::text:
        case kind::bytes:
        case kind::plain:
        case kind::boxed: break;
    }
    return 0;
}

std::int64_t source::number(slot where) const noexcept {
    return order_number(kind, cells + std::size_t{where} * schema::width_of(kind));
}

std::string_view source::text(slot where) const noexcept {
    return reinterpret_cast<const memory::text_cell*>(cells)[where].view(text_heap);
}

std::unique_ptr<index> index::make(const schema::field& field, source from) {
    return schema::is_string(field.kind) ? make_by_text(field, from) : make_by_number(field, from);
}

std::unique_ptr<index> index::make_within_owners(source from) { return make_by_owner(from); }

}  // namespace kith::index
