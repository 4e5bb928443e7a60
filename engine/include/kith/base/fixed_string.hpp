#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace kith {

/// A string literal as a template argument: `cascade<"all, delete-orphan">`.
template <std::size_t N>
struct fixed_string {
    char text[N]{};

    consteval fixed_string(const char (&literal)[N]) { std::copy_n(literal, N, text); }

    [[nodiscard]] constexpr std::string_view view() const noexcept { return {text, N - 1}; }
    [[nodiscard]] constexpr bool empty() const noexcept { return N == 1; }
};

}  // namespace kith
