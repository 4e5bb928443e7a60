#include <kith/base/config.hpp>
#include <kith/base/error.hpp>
#include <kith/memory/text.hpp>

#include <string>

namespace kith::memory {

void reserve_text(heap& texts, std::size_t size) {
    if (size > max_text)
        throw limit_error(errc::text_too_long, "kith: a text of " + std::to_string(size) +
                                                   " bytes is longer than one cell can hold (1 GiB); keep it "
                                                   "outside the graph or cut it");
    if (size > text_cell::inline_capacity) texts.reserve(size);
}

text_cell make_text(heap& texts, std::string_view text) {
    if (text.size() <= text_cell::inline_capacity) return make_short_text(text);
    text_cell cell{};
    cell.size = static_cast<std::uint32_t>(text.size());
    cell.tag = text_cell::is_long;
    cell.block = texts.allocate(text.size());
    texts.write(cell.block, 0, text.data(), text.size());
    return cell;
}

void make_text_at(std::byte* cell, heap& texts, std::string_view text) {
    if (text.size() <= text_cell::inline_capacity) {
        const text_cell made = make_short_text(text);
        std::memcpy(cell, &made, sizeof made);
        return;
    }
    reserve_text(texts, text.size());
    const std::uint64_t block = texts.allocate(text.size());
    texts.write(static_cast<std::uint32_t>(block), 0, text.data(), text.size());
    const std::uint64_t halves[2] = {text.size() | block << 32, std::uint64_t{text_cell::is_long} << 56};
    std::memcpy(cell, &halves[0], sizeof halves[0]);
    std::memcpy(cell + sizeof halves[0], &halves[1], sizeof halves[1]);
}

void free_text(heap& texts, const text_cell& cell) {
    if (cell.tag == text_cell::is_long) texts.free(cell.block, cell.size);
}

}  // namespace kith::memory
