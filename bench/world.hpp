#pragma once

#include "shop.hpp"

#include <cstdint>
#include <memory>

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

using build_function = std::unique_ptr<world> (*)(const shop&);

/// Each takes the reviews in the order in which they come, and is told no count beforehand except `limit`.
std::unique_ptr<world> build_limit(const shop& from);
std::unique_ptr<world> build_kith(const shop& from);
std::unique_ptr<world> build_pointers(const shop& from);
std::unique_ptr<world> build_pooled(const shop& from);
std::unique_ptr<world> build_multi_index(const shop& from);
std::unique_ptr<world> build_sqlite(const shop& from);

}  // namespace bench
