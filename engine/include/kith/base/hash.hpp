#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace kith {

/// 64-bit XXH3 of `size` bytes at `data`: the same on every run and machine. Used for digests,
/// fingerprints and the checksums of files.
[[nodiscard]] std::uint64_t hash_bytes(const void* data, std::size_t size, std::uint64_t seed = 0) noexcept;

[[nodiscard]] inline std::uint64_t hash_text(std::string_view text, std::uint64_t seed = 0) noexcept {
    return hash_bytes(text.data(), text.size(), seed);
}

/// Mixes one 64-bit number into a running hash. Order matters.
[[nodiscard]] constexpr std::uint64_t hash_mix(std::uint64_t state, std::uint64_t number) noexcept {
    // The multiply-fold that XXH3 and wyhash build on; constants are odd with balanced bits.
    __extension__ using wide = unsigned __int128;
    const wide product =
        static_cast<wide>(state ^ 0x9E37'79B9'7F4A'7C15U) * (number ^ 0xD6E8'FEB8'6659'FD93U);
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

}  // namespace kith
