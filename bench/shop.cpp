#include "shop.hpp"

#include "generator.hpp"

#include <array>
#include <cstddef>

namespace bench {
namespace {

constexpr std::array<std::string_view, 4> platforms = {"Switch", "PC", "PlayStation 5", "Xbox"};
constexpr std::array<std::string_view, 8> phrases = {"again!",   "a classic", "not for me", "too short",
                                                     "worth it", "meh",       "hidden gem", "buggy, but fun"};

}  // namespace

std::string_view shop::review::comment() const noexcept { return phrases[phrase]; }

shop::shop(const shop_size& size) {
    generator random(20);
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

std::vector<std::uint32_t> shop::other_games() const {
    generator random(21);
    std::vector<std::uint32_t> to(reviews.size());
    for (std::uint32_t& each : to) each = random.below(static_cast<std::uint32_t>(games.size()));
    return to;
}

std::int64_t shop::expected_priced(const std::vector<std::uint32_t>& to) const noexcept {
    std::int64_t sum = 0;
    for (std::size_t at = 0; at < to.size(); ++at) {
        sum += std::int64_t{games[to[at]].price} * (reviews[at].score + users[reviews[at].user].karma);
    }
    return sum;
}

std::int64_t shop::expected_reverse(const std::vector<std::uint32_t>& to) const noexcept {
    std::int64_t sum = 0;
    for (std::size_t at = 0; at < to.size(); ++at) sum += reviews[at].score + games[to[at]].price;
    return sum;
}

}  // namespace bench
