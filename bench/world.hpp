#pragma once

#include "shop.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace bench {

/// The shop as one system keeps it: every field of every user, game and review, and both ends of both
/// relationships. A world holds nothing of the `shop` it was built from.
class world {
public:
    world() = default;
    world(const world&) = delete;
    world& operator=(const world&) = delete;
    virtual ~world() = default;

    /// For each game, for each of its reviews: the score and the karma of the review's user.
    [[nodiscard]] virtual std::int64_t through() = 0;
    /// For each game, for each user through its reviews: the karma.
    [[nodiscard]] virtual std::int64_t proxy() = 0;
    /// For each user, for each of their reviews: the score and the price of the review's game. Not measured;
    /// it shows that the other end is kept too.
    [[nodiscard]] virtual std::int64_t reverse() = 0;
};

/// A world that can do more than stand.
class changing_world : public world {
public:
    /// Gives each review, in their order, to the game that `to` has for it.
    virtual void move(const std::vector<std::uint32_t>& to) = 0;
    /// Erases all games, and with each its reviews; their users forget them.
    virtual void erase() = 0;
    /// The same, game by game.
    virtual void erase_one_by_one() = 0;

    /// For each game, for each of its reviews: its price times the score and the karma of the review's user. Not
    /// measured; it tells which game has which reviews.
    [[nodiscard]] virtual std::int64_t priced() = 0;
    [[nodiscard]] virtual std::size_t reviews() = 0;
};

using build_function = std::unique_ptr<world> (*)(const shop&);
using build_changing_function = std::unique_ptr<changing_world> (*)(const shop&);

/// Each takes the reviews in the order in which they come, and is told no count beforehand except `limit`.
std::unique_ptr<world> build_limit(const shop& from);
std::unique_ptr<world> build_kith(const shop& from);
/// kith without its write barrier.
std::unique_ptr<world> build_no_barrier(const shop& from);
std::unique_ptr<world> build_pointers(const shop& from);
std::unique_ptr<world> build_pooled(const shop& from);
std::unique_ptr<world> build_multi_index(const shop& from);
std::unique_ptr<world> build_sqlite(const shop& from);

std::unique_ptr<changing_world> build_changing_limit(const shop& from);
std::unique_ptr<changing_world> build_changing_kith(const shop& from);
std::unique_ptr<changing_world> build_changing_pointers(const shop& from);

}  // namespace bench
