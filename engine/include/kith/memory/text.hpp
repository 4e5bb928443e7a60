#pragma once

#include <kith/memory/heap.hpp>

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace kith::memory {

/// A text or byte string in a column: up to 15 bytes inline, longer ones in the text heap.
/// All zero is the empty string. Equal short strings have equal cells.
struct text_cell {
    static constexpr std::size_t inline_capacity = 15;
    static constexpr std::uint8_t is_long = 0xFF;

    std::uint32_t size;   // long: bytes; else the first bytes of the text
    std::uint32_t block;  // long: where in the heap
    std::uint8_t rest[7];
    std::uint8_t tag;  // inline size, or is_long

    [[nodiscard]] std::string_view view(const std::byte* heap_base) const noexcept {
        if (tag != is_long) return {reinterpret_cast<const char*>(this), tag};
        return {reinterpret_cast<const char*>(heap_base) + std::size_t{block} * heap::unit, size};
    }
};
static_assert(sizeof(text_cell) == 16);

/// The cell of a text that needs no block. Requires at most `inline_capacity` bytes.
[[nodiscard]] inline text_cell make_short_text(std::string_view text) noexcept {
    const char* from = text.data();
    const std::size_t size = text.size();
    const auto load = [from]<class Word>(Word word, std::size_t at) {
        std::memcpy(&word, from + at, sizeof word);
        return std::uint64_t{word};
    };
    // Built in two registers from overlapping loads of a fixed size: a call of memcpy costs more than it
    // copies, and bytes written one by one would stall the 16-byte copy into the column.
    std::uint64_t words[2] = {0, 0};
    if (size >= 8) {
        words[0] = load(std::uint64_t{}, 0);
        if (size > 8) words[1] = load(std::uint64_t{}, size - 8) >> (8 * (16 - size));
    } else if (size >= 4) {
        words[0] = load(std::uint32_t{}, 0) | load(std::uint32_t{}, size - 4) << (8 * (size - 4));
    } else if (size != 0) {
        words[0] = load(std::uint8_t{}, 0) | load(std::uint8_t{}, size / 2) << (8 * (size / 2)) |
                   load(std::uint8_t{}, size - 1) << (8 * (size - 1));
    }
    words[1] |= std::uint64_t{size} << 56;
    return std::bit_cast<text_cell>(words);
}

/// Makes sure that `make_text` of `size` bytes cannot fail. Throws limit_error past 1 GiB.
void reserve_text(heap& texts, std::size_t size);
/// A cell that holds `text`, in a block of its own when it is long. Requires `reserve_text`.
[[nodiscard]] text_cell make_text(heap& texts, std::string_view text);
/// Makes the cell in a column, whose barrier the caller has seen to; reserves by itself. For many at once: a
/// cell that `make_text` returns is written in halves and read back whole, for which the processor waits.
/// Measured while loading a million texts: 8 ns of 25 each.
void make_text_at(std::byte* cell, heap& texts, std::string_view text);
/// Gives the cell's block back.
void free_text(heap& texts, const text_cell& cell);

}  // namespace kith::memory
