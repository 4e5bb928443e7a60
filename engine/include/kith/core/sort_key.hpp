#pragma once

#include <kith/core/steps.hpp>

#include <compare>
#include <string_view>

namespace kith::core {

/// A value of the row that `along` leads to, by which rows are put in order or told apart.
struct sort_key {
    enum class kind : std::uint8_t { column, partner, members };

    kind what = kind::column;
    std::uint32_t index = 0;  ///< of the column; of the end whose partner, or number of members, it is
    bool descending = false;
    steps along;
};

/// Such a value, read once for many comparisons. Null comes before every value, as SQLite has it; what lies
/// behind an empty link is null. A text is a view of the graph's.
struct sort_value {
    bool present = false;
    std::int64_t number = 0;
    std::string_view text;

    friend std::strong_ordering operator<=>(const sort_value&, const sort_value&) = default;
    friend bool operator==(const sort_value&, const sort_value&) = default;
};

/// Requires a column that is not boxed.
[[nodiscard]] sort_value read(const extent& in, const sort_key& by, slot row) noexcept;

}  // namespace kith::core
