#pragma once

#include <kith/memory/region.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>

namespace kith::memory {

/// Blocks of bytes in a region, addressed by 32-bit units of 16 bytes: 64 GiB in all. Freed blocks are
/// kept in lists by size class and given out again. The lists live in the region too, so that a rollback
/// restores them with everything else.
///
/// Invariants
/// 1. Unit 0 is no block.
/// 2. A block's size is its class's; `capacity(bytes)` tells it from the size asked for.
/// 3. A block lies in as few cache lines as it can: what is skipped for that becomes smaller free blocks.
class heap {
public:
    static constexpr std::size_t unit = 16;
    static constexpr std::size_t line = 64;

    heap(page_log& log, std::size_t reserve);

    /// The bytes that a block for `bytes` has room for.
    [[nodiscard]] static std::size_t capacity(std::size_t bytes) noexcept {
        return units_of(class_of(bytes)) * unit;
    }
    // Classes of sizes: every unit up to 8 units, then four steps to a doubling: at most a quarter of a block
    // is waste.
    /// The class of a block for `bytes`; 0 of no block.
    [[nodiscard]] static constexpr std::uint8_t class_of(std::size_t bytes) noexcept {
        const std::size_t units = (bytes + unit - 1) / unit;
        if (units <= 8) return static_cast<std::uint8_t>(units);
        const auto shift =
            static_cast<std::size_t>(std::bit_width(units - 1)) - 3;  // units in (4..8] << shift
        return static_cast<std::uint8_t>(8 + (shift - 1) * 4 + (((units - 1) >> shift) - 3));
    }
    /// The units of a block of that class.
    [[nodiscard]] static constexpr std::size_t units_of(std::uint8_t size_class) noexcept {
        if (size_class <= 8) return size_class;
        const unsigned steps = size_class - 9U;
        return std::size_t{steps % 4 + 5} << (steps / 4 + 1);
    }

    /// Makes sure that `allocate` calls of `bytes` in all, in at most `blocks` blocks, cannot fail.
    /// Throws limit_error or std::bad_alloc.
    void reserve(std::size_t bytes, std::size_t blocks = 1);
    /// A block with room for `bytes` > 0. Its content is unspecified.
    [[nodiscard]] std::uint32_t allocate(std::size_t bytes);
    /// Gives back the block that `allocate(bytes)` returned.
    void free(std::uint32_t block, std::size_t bytes);

    [[nodiscard]] const std::byte* at(std::uint32_t block) const noexcept {
        return region_.base() + std::size_t{block} * unit;
    }
    /// Writes behind the barrier.
    void write(std::uint32_t block, std::size_t offset, const void* from, std::size_t bytes);
    void touch(std::uint32_t block, std::size_t offset) { region_.touch(std::size_t{block} * unit + offset); }
    void touch(std::uint32_t block, std::size_t offset, std::size_t bytes) {
        region_.touch(std::size_t{block} * unit + offset, bytes);
    }
    [[nodiscard]] std::byte* at(std::uint32_t block) noexcept {
        return region_.base() + std::size_t{block} * unit;
    }
    [[nodiscard]] const std::byte* base() const noexcept { return region_.base(); }
    [[nodiscard]] const memory::region& region() const noexcept { return region_; }

    /// Bytes in blocks that are in use, and bytes ever taken from the region.
    [[nodiscard]] std::size_t used() const noexcept { return directory().used * unit; }
    [[nodiscard]] std::size_t extent() const noexcept { return directory().top * unit; }

private:
    static constexpr std::size_t classes = 128;
    static constexpr std::size_t line_units = line / unit;
    struct header {
        std::uint64_t top;   // first unit never given out
        std::uint64_t used;  // units in use
        std::uint32_t free[classes];
    };
    static constexpr std::size_t header_units = (sizeof(header) + unit - 1) / unit;

    [[nodiscard]] const header& directory() const noexcept {
        return *reinterpret_cast<const header*>(region_.base());
    }
    [[nodiscard]] header& change_directory() {
        region_.touch(0);
        return *reinterpret_cast<header*>(region_.base());
    }

    void push(header& head, std::uint32_t block, std::uint8_t size);

    memory::region region_;
};

}  // namespace kith::memory
