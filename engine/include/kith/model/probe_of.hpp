#pragma once

#include <kith/index/index.hpp>
#include <kith/model/value.hpp>

#include <optional>
#include <type_traits>
#include <utility>

namespace kith::model {

/// A value of a column as an index is asked for it; nothing where the column cannot hold it. A view of `under`.
template <class Column, class Key>
[[nodiscard]] std::optional<index::probe> probe_of(const Key& under) {
    constexpr bool fits = [] {
        if constexpr (schema::is_string(kind_v<Column>))
            return textual<Key>;
        else if constexpr (std::is_arithmetic_v<Column>)
            return std::is_arithmetic_v<Key> && (std::is_floating_point_v<Column> || std::is_integral_v<Key>);
        else
            return std::is_convertible_v<Key, Column>;
    }();
    static_assert(fits,
                  "kith: this is no value of the column that is looked in; give one as that column has them");
    if constexpr (!fits) {
        return std::nullopt;
    } else if constexpr (schema::is_string(kind_v<Column>)) {
        return index::probe{0, as_text(under)};
    } else {
        if constexpr (is_integer<Column> && is_integer<Key>) {
            if (!std::in_range<Column>(under)) return std::nullopt;
        }
        const Column cell = static_cast<Column>(under);
        return index::probe{index::order_number(kind_v<Column>, &cell), {}};
    }
}

}  // namespace kith::model
