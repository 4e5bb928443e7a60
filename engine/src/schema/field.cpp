#include <kith/schema/field.hpp>

namespace kith::schema {

std::string_view name_of(kind which) noexcept {
    switch (which) {
        case kind::boolean: return "bool";
        case kind::int8: return "int8";
        case kind::int16: return "int16";
        case kind::int32: return "int32";
        case kind::int64: return "int64";
        case kind::uint8: return "uint8";
        case kind::uint16: return "uint16";
        case kind::uint32: return "uint32";
        case kind::uint64: return "uint64";
        case kind::float32: return "float";
        case kind::float64: return "double";
        case kind::text: return "text";
        case kind::bytes: return "bytes";
        case kind::date: return "date";
        case kind::timestamp: return "timestamp";
        case kind::plain: return "plain struct";
        case kind::boxed: return "boxed value";
    }
    return "unknown";
}

std::uint32_t width_of(kind which) noexcept {
    switch (which) {
        case kind::boolean:
        case kind::int8:
        case kind::uint8: return 1;
        case kind::int16:
        case kind::uint16: return 2;
        case kind::int32:
        case kind::uint32:
        case kind::float32:
        case kind::date:
        case kind::boxed: return 4;
        case kind::int64:
        case kind::uint64:
        case kind::float64:
        case kind::timestamp: return 8;
        case kind::text:
        case kind::bytes: return 16;
        case kind::plain: return 0;
    }
    return 0;
}

}  // namespace kith::schema
