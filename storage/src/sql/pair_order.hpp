#pragma once

#include <kith/core/graph.hpp>

#include <utility>
#include <vector>

namespace kith::storage::sql {

/// Orders new pairs of a many-to-many relationship so that reading them in that order fills the lists of
/// both ends in the order they have. Where the two ends contradict each other, that of side 0 counts.
/// Pairs are given and returned as ids of side 0 and side 1; both rows live.
[[nodiscard]] std::vector<std::pair<key, key>> ordered_pairs(const core::graph& graph, std::uint32_t relation,
                                                             const std::vector<std::pair<key, key>>& linked);

}  // namespace kith::storage::sql
