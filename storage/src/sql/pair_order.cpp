#include "pair_order.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <limits>
#include <queue>

namespace kith::storage::sql {
namespace {

constexpr std::uint32_t nobody = std::numeric_limits<std::uint32_t>::max();

struct numbered {
    slot a;
    slot b;
    std::uint32_t number;  // in the order of side 0
};

bool before(const numbered& left, const numbered& right) noexcept {
    return left.a != right.a ? left.a < right.a : left.b < right.b;
}

std::vector<slot> without_repeats(std::vector<slot> rows, const table::rows& of) {
    std::sort(rows.begin(), rows.end(), [&](slot x, slot y) { return of.place(x) < of.place(y); });
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    return rows;
}

}  // namespace

std::vector<std::pair<key, key>> ordered_pairs(const core::graph& graph, std::uint32_t relation,
                                               const std::vector<std::pair<key, key>>& linked) {
    const auto& sides = graph.catalog().relations[relation].sides;
    const core::extent& owners = graph.at(sides[0].type);
    const core::extent& targets = graph.at(sides[1].type);
    std::vector<numbered> pairs;
    std::vector<slot> rows[2];
    for (const auto& [a, b] : linked) {
        pairs.push_back({owners.rows().find(a), targets.rows().find(b), nobody});
        rows[0].push_back(pairs.back().a);
        rows[1].push_back(pairs.back().b);
    }
    std::sort(pairs.begin(), pairs.end(), before);
    const auto find = [&](slot a, slot b) -> numbered* {
        const numbered wanted{a, b, 0};
        const auto at = std::lower_bound(pairs.begin(), pairs.end(), wanted, before);
        return at != pairs.end() && at->a == a && at->b == b ? &*at : nullptr;
    };

    // Who must come after whom: in each list, each new member after the one before it.
    std::vector<std::uint32_t> next[2] = {std::vector(pairs.size(), nobody),
                                          std::vector(pairs.size(), nobody)};
    std::vector<std::uint8_t> waits(pairs.size());
    std::vector<std::pair<key, key>> numbered_pairs;
    for (const slot a : without_repeats(std::move(rows[0]), owners.rows())) {
        std::uint32_t last = nobody;
        for (const slot b : owners.members(sides[0].index, a)) {
            numbered* pair = find(a, b);
            if (pair == nullptr) continue;
            pair->number = static_cast<std::uint32_t>(numbered_pairs.size());
            numbered_pairs.emplace_back(owners.rows().id(a), targets.rows().id(b));
            if (last != nobody) {
                next[0][last] = pair->number;
                ++waits[pair->number];
            }
            last = pair->number;
        }
    }
    if (!targets.end(sides[1].index).described->as_set)
        for (const slot b : without_repeats(std::move(rows[1]), targets.rows())) {
            std::uint32_t last = nobody;
            for (const slot a : targets.members(sides[1].index, b)) {
                const numbered* pair = find(a, b);
                if (pair == nullptr) continue;
                if (last != nobody) {
                    next[1][last] = pair->number;
                    ++waits[pair->number];
                }
                last = pair->number;
            }
        }

    // The smallest number of those that wait for nobody; when all wait for each other, the smallest at all.
    std::vector<std::pair<key, key>> out;
    std::vector<bool> done(pairs.size());
    std::priority_queue<std::uint32_t, std::vector<std::uint32_t>, std::greater<>> ready;
    for (std::uint32_t i = 0; i < waits.size(); ++i)
        if (waits[i] == 0) ready.push(i);
    for (std::uint32_t stuck = 0; out.size() < numbered_pairs.size();) {
        if (ready.empty()) {
            while (done[stuck]) ++stuck;
            ready.push(stuck);
        }
        const std::uint32_t now = ready.top();
        ready.pop();
        if (done[now]) continue;
        done[now] = true;
        out.push_back(numbered_pairs[now]);
        for (const auto& list : next)
            if (const std::uint32_t after = list[now]; after != nobody && !done[after] && --waits[after] == 0)
                ready.push(after);
    }
    return out;
}

}  // namespace kith::storage::sql
