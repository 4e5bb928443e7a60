#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <random>

namespace naive {

/// Numbers that are the same on every machine for a seed.
class dice {
public:
    explicit dice(std::uint64_t seed) : engine_(seed) {}
    [[nodiscard]] std::size_t below(std::size_t n) { return static_cast<std::size_t>(engine_() % n); }
    [[nodiscard]] bool chance(unsigned percent) { return below(100) < percent; }
    [[nodiscard]] std::size_t between(std::size_t low, std::size_t high) {
        return low + below(high - low + 1);
    }

private:
    std::mt19937_64 engine_;
};

/// A number from the environment: how far a random test goes there.
[[nodiscard]] inline std::uint64_t number_from(const char* variable, std::uint64_t otherwise) {
    const char* text = std::getenv(variable);
    return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

}  // namespace naive
