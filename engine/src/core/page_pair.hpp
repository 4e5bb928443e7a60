#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>

namespace kith::core {

/// Two pages, or parts of pages, that are compared: 16, 32 or 64 cache lines each, aligned.
struct page_pair {
    static constexpr std::size_t line = 64;

    const std::byte* now;
    const std::byte* then;
    std::size_t size;
};

// Vectors of 16 bytes, which any machine has. Those of 32 take an eighth of the instructions off a digest, and a fiftieth
// of the time: not worth a second version that is chosen when the program starts.
using line_part = std::uint32_t __attribute__((vector_size(16), may_alias));

/// Bit n: whether the n-th lines differ.
[[nodiscard]] inline std::uint64_t lines_that_differ(const page_pair& of) noexcept {
    constexpr std::size_t bits = 32;  // of a part's elements, in which as many lines are noted
    const auto* a = reinterpret_cast<const line_part*>(of.now);
    const auto* b = reinterpret_cast<const line_part*>(of.then);
    const std::size_t lines = of.size / page_pair::line;
    std::uint64_t found = 0;
    for (std::size_t first = 0; first < lines; first += bits) {
        const std::size_t end = std::min(bits, lines - first);
        line_part equal{};
        line_part bit{1, 1, 1, 1};
        for (std::size_t i = 0; i < end; ++i, a += 4, b += 4, bit += bit) {
            const line_part differs = ((a[0] ^ b[0]) | (a[1] ^ b[1])) | ((a[2] ^ b[2]) | (a[3] ^ b[3]));
            equal |= reinterpret_cast<line_part>(differs == 0) & bit;
        }
        const std::uint32_t all = ~std::uint32_t{0} >> (bits - end);
        found |= std::uint64_t{all & ~(equal[0] & equal[1] & equal[2] & equal[3])} << first;
    }
    return found;
}

/// Bit n: whether the n-th cells of two lines differ.
template <class Cell>
[[nodiscard]] std::uint64_t cells_that_differ(const Cell* a, const Cell* b) noexcept {
    if constexpr (sizeof(Cell) == sizeof(std::uint32_t)) {
        // Most cells are such. Compilers take the loop below cell by cell.
        const auto* const x = reinterpret_cast<const line_part*>(a);
        const auto* const y = reinterpret_cast<const line_part*>(b);
        line_part found{};
        line_part bit{1, 2, 4, 8};
        for (std::size_t i = 0; i < 4; ++i, bit <<= 4)
            found |= reinterpret_cast<line_part>(x[i] != y[i]) & bit;
        return found[0] | found[1] | found[2] | found[3];
    } else {
        std::uint64_t found = 0;
        for (std::size_t i = 0; i < page_pair::line / sizeof(Cell); ++i)
            found |= std::uint64_t{a[i] != b[i]} << i;
        return found;
    }
}

/// Fetches pairs that are compared one after the other, a little at each call: to be called while what was found in
/// one is worked on, since memory would wait meanwhile, and then the work for memory. A digest after one row in a
/// hundred has changed takes a sixth less time so. To compare does not need it: lines that are read one after the
/// other come as fast without being asked for.
class page_fetch {
public:
    /// `pairs` must outlive the calls that follow.
    void begin(std::span<const page_pair> pairs) noexcept {
        pairs_ = pairs;
        compared_ = pair_ = offset_ = 0;
    }
    /// The n-th pair is compared now.
    void at(std::size_t n) noexcept {
        compared_ = n;
        if (pair_ > n) return;
        pair_ = n + 1;
        offset_ = 0;
    }
    [[gnu::always_inline]] void some() noexcept {
        constexpr std::size_t most_ahead =
            2;  // more would push out of the nearest cache what is compared next
        constexpr std::size_t lines = 2;
        if (pair_ >= pairs_.size() || pair_ > compared_ + most_ahead) return;
        const page_pair& of = pairs_[pair_];
        for (std::size_t i = 0; i < lines; ++i, offset_ += page_pair::line) {
            __builtin_prefetch(of.now + offset_);
            __builtin_prefetch(of.then + offset_);
        }
        if (offset_ < of.size) return;
        ++pair_;
        offset_ = 0;
    }

private:
    std::span<const page_pair> pairs_;
    std::size_t compared_ = 0;
    std::size_t pair_ = 0;  // fetched next, from this offset on
    std::size_t offset_ = 0;
};

}  // namespace kith::core
