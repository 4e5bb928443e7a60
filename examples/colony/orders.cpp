#include "orders.hpp"

#include "chance.hpp"
#include "simulation.hpp"

#include <algorithm>

namespace colony {
namespace {

constexpr std::uint64_t orders_of_player = 1'000'000'001;
constexpr std::uint64_t ways_of_the_post = 2'000'000'001;

}  // namespace

std::vector<order> post::of(std::uint32_t player, tick when) const {
    chance draw(seed_, when, orders_of_player + player);
    std::vector<order> out;
    if (draw.one_in(3)) {
        const auto kind = draw.one_in(2) ? trade::house : draw.one_in(3) ? trade::mine : trade::farm;
        out.push_back({order::what::build, player, kind, draw.between(0, world_width - 1),
                       draw.between(0, world_height - 1), 0});
    }
    if (draw.one_in(3)) out.push_back({order::what::raze, player, {}, 0, 0, draw.below(1'000'000)});
    if (draw.one_in(10)) out.push_back({order::what::settle, player, {}, 0, 0, draw.below(6) + 1});
    return out;
}

tick post::arrival(tick when) const { return when + chance(seed_, when, ways_of_the_post).below(delay_ + 1); }

std::vector<order> post::known(tick when, tick now) const {
    std::vector<order> out = of(0, when);
    if (arrival(when) <= now)
        for (const order& each : of(1, when)) out.push_back(each);
    return out;
}

tick post::news(tick now) const {
    for (tick when = now - std::min(delay_, now); when < now; ++when)
        if (arrival(when) == now && !of(1, when).empty()) return when;
    return now;
}

}  // namespace colony
