#pragma once

#include <kith/base/config.hpp>

#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

namespace kith::storage::sql {

/// A row that comes or goes, among others of types that refer to each other.
struct moving_row {
    std::uint32_t type;
    slot row;
    key id;
};

struct row_order {
    std::vector<std::uint32_t> order;  ///< indices of the rows, referred ones before referring ones
    bool circle = false;               ///< some rows refer to each other in a circle
};

/// Orders rows by whom they refer to; else they stay as they are. `refers_to` tells a row's n-th reference
/// as (type, id), the id being 0 for none, and false when there is no n-th. References to other rows than
/// the given ones do not count. Bounded stack, whatever the depth.
[[nodiscard]] row_order order_rows(const std::vector<moving_row>& rows,
                                   const std::function<bool(const moving_row& row, std::size_t n,
                                                            std::pair<std::uint32_t, key>& out)>& refers_to);

}  // namespace kith::storage::sql
