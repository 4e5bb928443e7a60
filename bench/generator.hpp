#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace bench {

/// splitmix64: the standard's distributions may differ from library to library.
class generator {
public:
    explicit generator(std::uint64_t seed) noexcept : state_(seed) {}

    [[nodiscard]] std::uint32_t below(std::uint32_t bound) noexcept {
        return static_cast<std::uint32_t>(((next() >> 32) * bound) >> 32);
    }

    template <class T>
    void shuffle(std::vector<T>& values) noexcept {
        for (auto left = static_cast<std::uint32_t>(values.size()); left > 1; --left) {
            std::swap(values[left - 1], values[below(left)]);
        }
    }

private:
    std::uint64_t next() noexcept {
        std::uint64_t z = state_ += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    std::uint64_t state_;
};

}  // namespace bench
