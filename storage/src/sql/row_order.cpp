#include "row_order.hpp"

#include <algorithm>

namespace kith::storage::sql {

row_order order_rows(
    const std::vector<moving_row>& rows,
    const std::function<bool(const moving_row&, std::size_t, std::pair<std::uint32_t, key>&)>& refers_to) {
    using place = std::pair<std::uint32_t, key>;
    std::vector<std::pair<place, std::uint32_t>> known;
    known.reserve(rows.size());
    for (std::uint32_t i = 0; i < rows.size(); ++i) known.push_back({{rows[i].type, rows[i].id}, i});
    std::sort(known.begin(), known.end());

    enum class state : std::uint8_t { fresh, open, done };
    std::vector<state> states(rows.size(), state::fresh);
    struct frame {
        std::uint32_t row;
        std::size_t reference;
    };
    std::vector<frame> stack;
    row_order out;
    out.order.reserve(rows.size());
    const auto enter = [&](std::uint32_t row) {
        states[row] = state::open;
        stack.push_back({row, 0});
    };
    for (std::uint32_t root = 0; root < rows.size(); ++root) {
        if (states[root] != state::fresh) continue;
        enter(root);
        while (!stack.empty()) {
            frame& top = stack.back();
            place target;
            if (!refers_to(rows[top.row], top.reference++, target)) {
                states[top.row] = state::done;
                out.order.push_back(top.row);
                stack.pop_back();
                continue;
            }
            if (target.second == 0) continue;
            const auto at = std::lower_bound(known.begin(), known.end(), std::pair{target, std::uint32_t{0}});
            if (at == known.end() || at->first != target) continue;
            if (states[at->second] == state::fresh)
                enter(at->second);
            else if (states[at->second] == state::open)
                out.circle = true;
        }
    }
    return out;
}

}  // namespace kith::storage::sql
