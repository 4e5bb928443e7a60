#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

struct shop_size {
    const char* name;
    std::uint32_t users;
    std::uint32_t games;
    std::uint32_t reviews;
};

inline constexpr shop_size shop_sizes[] = {
    {"S", 1'000, 100, 10'000},
    {"M", 100'000, 10'000, 1'000'000},
    {"L", 1'000'000, 100'000, 10'000'000},
};

/// What every system is filled from: the same on every machine, since it comes from one seed and integer
/// arithmetic alone. Every text has at most 15 bytes, so that nobody's strings leave their cells.
struct shop {
    struct user {
        std::string name;
        std::int32_t karma;
    };
    struct game {
        std::string title;
        std::string_view platform;
        std::int32_t price;
    };
    struct review {
        std::uint32_t game;  // index into games
        std::uint32_t user;  // index into users
        std::uint8_t score;
        std::uint8_t phrase;

        [[nodiscard]] std::string_view comment() const noexcept;
    };

    std::vector<user> users;
    std::vector<game> games;
    std::vector<review> reviews;  // game and user of each are drawn at random

    explicit shop(const shop_size& size);

    /// What the works must add up to, whichever system does them.
    [[nodiscard]] std::int64_t expected_through() const noexcept;
    [[nodiscard]] std::int64_t expected_proxy() const noexcept;
    [[nodiscard]] std::int64_t expected_reverse() const noexcept;

    /// For each review a game, drawn anew.
    [[nodiscard]] std::vector<std::uint32_t> other_games() const;
    /// What `priced` and `reverse` must add up to once each review has gone to the game that `to` has for it.
    [[nodiscard]] std::int64_t expected_priced(const std::vector<std::uint32_t>& to) const noexcept;
    [[nodiscard]] std::int64_t expected_reverse(const std::vector<std::uint32_t>& to) const noexcept;
};

}  // namespace bench
