#pragma once

#include "models.hpp"
#include "orders.hpp"

#include <cstdint>
#include <span>

namespace colony {

inline constexpr std::int32_t world_width = 320;
inline constexpr std::int32_t world_height = 96;

/// What a run is of.
struct setting {
    std::uint32_t agents = 10'000;
    std::uint64_t seed = 1;
};

/// What came and went in a tick.
struct tally {
    std::uint32_t born = 0;
    std::uint32_t died = 0;
    std::uint32_t built = 0;
    std::uint32_t razed = 0;
};

/// Fills an empty graph: a settlement for each player, with buildings, jobs, people and what they carry.
void found(kith::graph& world, const setting& of);

/// One tick. Depends on the graph and on what is given here, and on nothing else.
tally step(kith::graph& world, const setting& of, tick now, std::span<const order> orders);

}  // namespace colony
