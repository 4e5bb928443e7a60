#pragma once

#include "models.hpp"

#include <cstdint>
#include <vector>

namespace colony {

using tick = std::uint32_t;

inline constexpr std::uint32_t players = 2;

/// What a player wants done in a tick.
struct order {
    enum class what : std::uint8_t { build, raze, settle };

    what kind = what::build;
    std::uint32_t player = 0;
    trade building = trade::farm;  ///< build: which
    std::int32_t x = 0;            ///< build: where
    std::int32_t y = 0;
    std::uint32_t number = 0;  ///< raze: which building; settle: how many people come
};

/// What two players do, as if they sat at two machines: the first at this one, the second at another, whose orders
/// take up to `delay` ticks to come here.
class post {
public:
    post(std::uint64_t seed, tick delay) noexcept : seed_(seed), delay_(delay) {}

    [[nodiscard]] tick delay() const noexcept { return delay_; }
    /// The orders for a tick that are known here when it is `now`: of the first player all that are not in the
    /// future, of the second those that have come. Those of the first player come first.
    [[nodiscard]] std::vector<order> known(tick of, tick now) const;
    /// The earliest tick for which orders come at `now` that were not known before; `now` if there is none.
    [[nodiscard]] tick news(tick now) const;

private:
    [[nodiscard]] std::vector<order> of(std::uint32_t player, tick when) const;
    [[nodiscard]] tick arrival(tick when) const;

    std::uint64_t seed_;
    tick delay_;
};

}  // namespace colony
