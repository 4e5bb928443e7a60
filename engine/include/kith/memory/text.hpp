#pragma once

#include <kith/memory/heap.hpp>

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

/// Makes sure that `make_text` of `size` bytes cannot fail. Throws limit_error past 1 GiB.
void reserve_text(heap& texts, std::size_t size);
/// A cell that holds `text`, in a block of its own when it is long. Requires `reserve_text`.
[[nodiscard]] text_cell make_text(heap& texts, std::string_view text);
/// Gives the cell's block back.
void free_text(heap& texts, const text_cell& cell);

}  // namespace kith::memory
