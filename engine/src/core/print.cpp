#include "cell_text.hpp"

#include <kith/core/graph.hpp>

#include <charconv>
#include <cstring>

namespace kith::core {
namespace {

template <class T>
T read(const std::byte* cell) {
    T value;
    std::memcpy(&value, cell, sizeof value);
    return value;
}

template <class T>
std::string number(const std::byte* cell) {
    char text[64];
    const auto end = std::to_chars(text, text + sizeof text, read<T>(cell)).ptr;
    return {text, end};
}

}  // namespace

std::string hex(std::string_view bytes) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string out = "0x";
    for (const char each : bytes) {
        out += digits[static_cast<unsigned char>(each) >> 4];
        out += digits[static_cast<unsigned char>(each) & 15];
    }
    return out;
}

std::string cell_text(const schema::field& field, const cell_value& value) {
    if (value.null) return "null";
    const auto* const cell = static_cast<const std::byte*>(value.bytes);
    switch (field.kind) {
        using schema::kind;
        case kind::boolean: return *cell != std::byte{0} ? "true" : "false";
        case kind::int8: return number<std::int8_t>(cell);
        case kind::int16: return number<std::int16_t>(cell);
        case kind::int32: return number<std::int32_t>(cell);
        case kind::int64: return number<std::int64_t>(cell);
        case kind::uint8: return number<std::uint8_t>(cell);
        case kind::uint16: return number<std::uint16_t>(cell);
        case kind::uint32: return number<std::uint32_t>(cell);
        case kind::uint64: return number<std::uint64_t>(cell);
        case kind::float32: return number<float>(cell);
        case kind::float64: return number<double>(cell);
        case kind::text: return std::string(value.text);
        case kind::bytes: return hex(value.text);
        case kind::date: return to_string(read<date>(cell));
        case kind::timestamp: return to_string(read<timestamp>(cell));
        case kind::plain: return hex({reinterpret_cast<const char*>(cell), field.width});
        case kind::boxed: return "[" + std::to_string(field.boxed->save(cell).size()) + " bytes]";
    }
    return {};
}

namespace {

cell_value value_of(const extent& in, std::uint32_t column, slot row) {
    const schema::field& field = *in.column(column).field;
    if (in.is_null(column, row)) return {.null = true};
    if (schema::is_string(field.kind)) return {.text = in.text(column, row)};
    if (field.kind == schema::kind::boxed) return {.bytes = in.boxed(column, row)};
    return {.bytes = in.cells(column) + std::size_t{row} * field.width};
}

// What an entity has from the type that it inherits from comes first. A type inherits from one that was
// there before it, so this ends.
void print_cells(const extent& in, slot row, std::string& out) {
    for (const link_end& each : in.ends())
        if (each.described->inherits) print_cells(*each.target, each.partner(row), out);
    for (std::uint32_t i = 0; i < in.columns().size(); ++i)
        out += ", " + cell_text(*in.column(i).field, value_of(in, i, row));
}

}  // namespace

std::string graph::print(const extent& in, slot row) const {
    std::string out = "<" + in.type().name;
    if (row != 0 && in.rows().lives(row)) {
        out += " " + std::to_string(in.rows().id(row));
        print_cells(in, row, out);
    }
    return out + ">";
}

}  // namespace kith::core
