#include "shop.hpp"

#include <array>
#include <cstddef>

namespace bench {
namespace {

// splitmix64: the standard's distributions may differ from library to library.
class generator {
public:
    [[nodiscard]] std::uint32_t below(std::uint32_t bound) noexcept {
        return static_cast<std::uint32_t>(((next() >> 32) * bound) >> 32);
    }

private:
    std::uint64_t next() noexcept {
        std::uint64_t z = state_ += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    std::uint64_t state_ = 20;
};

constexpr std::array<std::string_view, 4> platforms = {"Switch", "PC", "PlayStation 5", "Xbox"};
constexpr std::array<std::string_view, 8> phrases = {"again!",   "a classic", "not for me", "too short",
                                                     "worth it", "meh",       "hidden gem", "buggy, but fun"};

}  // namespace

std::string_view shop::review::comment() const noexcept { return phrases[phrase]; }

shop::shop(const shop_size& size) {
    generator random;
    users.reserve(size.users);
    for (std::uint32_t index = 0; index < size.users; ++index) {
        users.push_back({"User " + std::to_string(index + 1), static_cast<std::int32_t>(random.below(100))});
    }
    games.reserve(size.games);
    for (std::uint32_t index = 0; index < size.games; ++index) {
        games.push_back({"Game " + std::to_string(index + 1), platforms[random.below(platforms.size())],
                         static_cast<std::int32_t>(random.below(100))});
    }
    reviews.reserve(size.reviews);
    for (std::uint32_t index = 0; index < size.reviews; ++index) {
        const std::uint32_t of_game = random.below(size.games);
        const std::uint32_t of_user = random.below(size.users);
        reviews.push_back({of_game, of_user, static_cast<std::uint8_t>(random.below(100)),
                           static_cast<std::uint8_t>(random.below(phrases.size()))});
    }
}

std::int64_t shop::expected_through() const noexcept {
    std::int64_t sum = 0;
    for (const review& each : reviews) sum += each.score + users[each.user].karma;
    return sum;
}

std::int64_t shop::expected_proxy() const noexcept {
    std::int64_t sum = 0;
    for (const review& each : reviews) sum += users[each.user].karma;
    return sum;
}

std::int64_t shop::expected_reverse() const noexcept {
    std::int64_t sum = 0;
    for (const review& each : reviews) sum += each.score + games[each.game].price;
    return sum;
}

}  // namespace bench
