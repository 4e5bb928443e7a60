#pragma once

#include <kith/base/calendar.hpp>
#include <kith/core/extent.hpp>
#include <kith/schema/field.hpp>

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace kith {

/// A byte string, as a member's type. Read as std::span<const std::byte>.
using bytes = std::vector<std::byte>;

namespace model {

/// Specialised in kith/boxed.hpp, which a unit includes that has fields of such types.
template <class T>
struct boxed_functions;

template <class T>
concept boxable = requires {
    sizeof(boxed_functions<T>);
};

/// Numbers that std::cmp_less and its kin compare: integers, but for bool and the character types.
template <class T>
inline constexpr bool is_integer =
    std::is_integral_v<T> && !std::is_same_v<T, bool> && !std::is_same_v<T, char> &&
    !std::is_same_v<T, wchar_t> && !std::is_same_v<T, char8_t> && !std::is_same_v<T, char16_t> &&
    !std::is_same_v<T, char32_t>;

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

template <class T>
struct without_optional {
    using type = T;
};
template <class T>
struct without_optional<std::optional<T>> {
    using type = T;
};

// A constant expression cannot read padding: adding up all bytes of a default value fails to be one
// exactly when the type has some.
template <class T>
consteval unsigned sum_of_bytes() {
    const auto all = std::bit_cast<std::array<unsigned char, sizeof(T)>>(T{});
    unsigned sum = 0;
    for (const unsigned char each : all) sum += each;
    return sum;
}

template <class T>
concept without_padding = std::has_unique_object_representations_v<T> || requires {
    typename std::integral_constant<unsigned, sum_of_bytes<T>()>;
};

/// How a C++ type is kept in a column: its kind, its cell, and what a read returns.
template <class T>
consteval schema::kind kind_of() {
    using schema::kind;
    if constexpr (std::is_enum_v<T>) {
        return kind_of<std::underlying_type_t<T>>();
    } else if constexpr (std::is_same_v<T, bool>) {
        return kind::boolean;
    } else if constexpr (std::is_integral_v<T>) {
        constexpr kind with_sign[] = {kind::int8, kind::int16, kind::int32, kind::int64};
        constexpr kind without[] = {kind::uint8, kind::uint16, kind::uint32, kind::uint64};
        return (std::is_signed_v<T> ? with_sign : without)[std::bit_width(sizeof(T)) - 1];
    } else if constexpr (std::is_same_v<T, float>) {
        return kind::float32;
    } else if constexpr (std::is_same_v<T, double>) {
        return kind::float64;
    } else if constexpr (std::is_same_v<T, std::string>) {
        return kind::text;
    } else if constexpr (std::is_same_v<T, bytes>) {
        return kind::bytes;
    } else if constexpr (std::is_same_v<T, date>) {
        return kind::date;
    } else if constexpr (std::is_same_v<T, timestamp>) {
        return kind::timestamp;
    } else if constexpr (std::is_trivially_copyable_v<T>) {
        static_assert(!std::is_pointer_v<T>,
                      "kith: a pointer cannot be a column; declare a kith::one to link entities");
        static_assert(
            without_padding<T>,
            "kith: a plain struct in a column must have no padding and a constexpr default; fill the gaps "
            "with members, or give it Boost.Serialization's `serialize` and a non-trivial copy");
        return kind::plain;
    } else {
        static_assert(boxable<T>, "kith: this type is no column type; with Boost.Serialization's `serialize` "
                                  "it can be one: include "
                                  "<kith/boxed.hpp>");
        return kind::boxed;
    }
}

template <class T>
inline constexpr schema::kind kind_v = kind_of<T>();

template <class T>
[[nodiscard]] std::uint32_t width_of() {
    return kind_v<T> == schema::kind::plain ? static_cast<std::uint32_t>(sizeof(T))
                                            : schema::width_of(kind_v<T>);
}

/// What the cell of a `T` reads as; the cell is not null.
template <class T>
[[nodiscard]] inline decltype(auto) read_cell(const core::extent& in, std::uint32_t column,
                                              slot row) noexcept {
    if constexpr (kind_v<T> == schema::kind::text) {
        return in.text(column, row);
    } else if constexpr (kind_v<T> == schema::kind::bytes) {
        const std::string_view text = in.text(column, row);
        return std::span<const std::byte>(reinterpret_cast<const std::byte*>(text.data()), text.size());
    } else if constexpr (kind_v<T> == schema::kind::boxed) {
        return *static_cast<const T*>(in.boxed(column, row));
    } else if constexpr (kind_v<T> == schema::kind::plain) {
        return in.cell<T>(column, row);
    } else {
        return T{in.cell<T>(column, row)};
    }
}

/// A value on its way into a text or bytes cell.
[[nodiscard]] inline std::string_view as_text(std::string_view text) noexcept { return text; }
[[nodiscard]] inline std::string_view as_text(std::span<const std::byte> bytes) noexcept {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

template <class T>
concept textual = requires(const T& text) {
    as_text(text);
};

template <bool Fits>
consteval void expect_value() {
    static_assert(Fits, "kith: this value is none that the column could hold; give one of the column's type");
}

/// The value as a cell keeps it, for what is neither text nor boxed. A number that does not fit is refused, not
/// cut.
template <class T, class Value>
[[nodiscard]] T to_cell(const core::extent& in, std::uint32_t column, Value&& value) {
    using given = std::remove_cvref_t<Value>;
    constexpr bool integers = is_integer<T> && is_integer<given>;
    static_assert(!std::is_enum_v<T> || std::is_same_v<T, given>,
                  "kith: this column holds an enum; give a value of that enum");
    static_assert(!(std::is_integral_v<T> && std::is_floating_point_v<given>),
                  "kith: this column holds whole numbers; round the value first");
    expect_value<std::is_constructible_v<T, Value&&>>();
    if constexpr (integers && !std::is_same_v<T, given>) {
        if (!std::in_range<T>(value)) [[unlikely]]
            in.fail_range(column, std::to_string(value));
    }
    return static_cast<T>(std::forward<Value>(value));
}

/// The bytes that schema::field::initial wants for a value.
template <class T>
[[nodiscard]] std::string initial_bytes(const T& value) {
    if constexpr (schema::is_string(kind_v<T>)) {
        return std::string(as_text(value));
    } else if constexpr (kind_v<T> == schema::kind::boxed) {
        return boxed_functions<T>::hooks.save(&value);
    } else {
        std::string out(sizeof(T), '\0');
        std::memcpy(out.data(), &value, sizeof(T));
        // All zero is what a cell holds anyway.
        return out.find_first_not_of('\0') == std::string::npos ? std::string() : out;
    }
}

}  // namespace model
}  // namespace kith
