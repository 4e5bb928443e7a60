#pragma once

#include <kith/core/steps.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kith::core {

enum class comparison : std::uint8_t { equal, less, less_equal, greater, greater_equal };

/// A row that a question speaks of. The id tells whether its slot still holds the same one.
struct known_row {
    const extent* in = nullptr;
    slot row = 0;
    key id = 0;

    known_row() = default;
    known_row(const extent* of, slot which) noexcept
        : in(of), row(which), id(of == nullptr ? 0 : of->rows().id(which)) {}
    [[nodiscard]] bool still_there() const noexcept { return id != 0 && in->rows().id(row) == id; }
};

/// How rows can be found without looking at every row of their type: by an index, or back along links from
/// rows that are found so. A way finds every row of which a criterion holds, and maybe others.
struct way {
    enum class kind : std::uint8_t {
        nothing,  ///< there is no such row
        value,    ///< what an index has under a value, or beyond it
        row,      ///< a row that is known
        both,     ///< each of `of` finds all: any of them will do
        either,   ///< each of `of` finds some: all of them are needed
    };

    kind by = kind::nothing;
    steps along;  ///< from the rows that are asked for to those that are looked up
    std::uint32_t column = 0;
    comparison how = comparison::equal;
    std::int64_t number = 0;  ///< as index::order_number makes it
    std::string text;
    known_row known;
    std::vector<way> of;

    [[nodiscard]] index::probe probe() const { return {number, text}; }
};

/// The way to rows whose column compares with a value of its kind.
[[nodiscard]] way way_at(std::uint32_t column, comparison how, std::int64_t number, std::string text = {});
/// The way to rows whose column compares with a number, which need not be one that the column can hold: the
/// next one that it can be takes its place. None when the comparison holds of every value.
[[nodiscard]] std::vector<way> way_by_number(std::uint32_t column, schema::kind kind, comparison how,
                                             long double asked);
/// The way to rows whose text begins so.
[[nodiscard]] std::vector<way> way_by_prefix(std::uint32_t column, std::string_view prefix);

/// The rows that the best of `ways` finds, each once: the one that finds the fewest. Nothing when none can be
/// gone, for want of an index or because it would find more than `most`. `told`, if given, tells it in words.
///
/// Complexity: that of looking up and of walking back from what is found; never more than a multiple of `most`
/// that the number of ways gives.
[[nodiscard]] std::optional<std::vector<slot>> find(const extent& in, std::span<const way> ways,
                                                    std::size_t most, std::string* told = nullptr);

}  // namespace kith::core
