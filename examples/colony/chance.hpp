#pragma once

#include <cstdint>

namespace colony {

/// Randomness without a state: what comes up depends on what is asked alone, so that a tick that is simulated again
/// comes out the same.
class chance {
public:
    chance(std::uint64_t seed, std::uint64_t when, std::uint64_t who) noexcept
        : state_(mixed(mixed(seed + 1) ^ mixed(when + 0x9E37) ^ (who * 0x9E3779B97F4A7C15))) {}

    [[nodiscard]] std::uint32_t below(std::uint32_t bound) noexcept {
        state_ += 0x9E3779B97F4A7C15;
        return static_cast<std::uint32_t>(((mixed(state_) >> 32) * bound) >> 32);
    }
    [[nodiscard]] std::int32_t between(std::int32_t first, std::int32_t last) noexcept {
        return first + static_cast<std::int32_t>(below(static_cast<std::uint32_t>(last - first + 1)));
    }
    [[nodiscard]] bool one_in(std::uint32_t count) noexcept { return below(count) == 0; }

private:
    // splitmix64
    [[nodiscard]] static constexpr std::uint64_t mixed(std::uint64_t z) noexcept {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    std::uint64_t state_;
};

}  // namespace colony
