#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace kith::schema {

/// How a column's cells are laid out. The numbers are part of the snapshot format.
enum class kind : std::uint8_t {
    boolean = 1,
    int8 = 2,
    int16 = 3,
    int32 = 4,
    int64 = 5,
    uint8 = 6,
    uint16 = 7,
    uint32 = 8,
    uint64 = 9,
    float32 = 10,
    float64 = 11,
    text = 12,
    bytes = 13,
    date = 14,
    timestamp = 15,
    plain = 16,  ///< a trivially copyable struct or array without padding, compared byte by byte
    boxed = 17,  ///< any type with Boost.Serialization's `serialize`
};

[[nodiscard]] std::string_view name_of(kind which) noexcept;
/// Bytes of one cell; 0 for `plain`, whose width is the type's.
[[nodiscard]] std::uint32_t width_of(kind which) noexcept;
/// True for text and bytes.
[[nodiscard]] constexpr bool is_string(kind which) noexcept {
    return which == kind::text || which == kind::bytes;
}
[[nodiscard]] constexpr bool is_signed(kind which) noexcept {
    return (which >= kind::int8 && which <= kind::int64) || which == kind::date || which == kind::timestamp;
}
[[nodiscard]] constexpr bool is_unsigned(kind which) noexcept {
    return which == kind::boolean || (which >= kind::uint8 && which <= kind::uint64);
}
[[nodiscard]] constexpr bool is_integer(kind which) noexcept {
    return is_signed(which) || is_unsigned(which);
}
[[nodiscard]] constexpr bool is_floating(kind which) noexcept {
    return which == kind::float32 || which == kind::float64;
}

enum class index_kind : std::uint8_t { none, hashed, ordered, ranked };
enum class stamp : std::uint8_t { none, created, updated };

/// What the engine can do with a boxed value without knowing its type.
struct boxed_type {
    std::string (*save)(const void* value);
    void* (*load)(std::string_view bytes);
    void* (*copy)(const void* value);
    bool (*equal)(const void* left, const void* right);
    void (*destroy)(void* value) noexcept;
    const void* (*empty)() noexcept;  ///< the default value, which cell 0 stands for
};

/// One column of a type.
struct field {
    std::string name;
    std::string column;  ///< its name in SQL
    schema::kind kind = kind::int32;
    std::uint32_t width = 4;  ///< bytes of a cell
    bool nullable = false;    ///< cells may be null (std::optional)
    bool required = false;    ///< null is refused when the unit of work ends
    bool unique = false;
    index_kind index = index_kind::none;
    schema::stamp stamp = stamp::none;
    const boxed_type* boxed = nullptr;
    /// What a new row holds when nothing is given: the cell's bytes, or the text itself; empty is zero.
    std::string initial;

    /// Nulls are kept apart from the values.
    [[nodiscard]] bool has_nulls() const noexcept { return nullable || required; }
};

}  // namespace kith::schema
