#pragma once

#include "oracle/proxies.hpp"

namespace oracle {

template <class... Types>
[[nodiscard]] schema make_schema(std::string name, kith::models_list<Types...> types) {
    schema made{std::move(name), kith::model::catalog_of(types), {}, {}};
    (add_proxies<Types>(made), ...);
    for (const kith::schema::relation& each : made.catalog.relations) {
        // The end that is declared; of two, the one whose order can be compared.
        const auto shows_order = [&](const kith::schema::end_place& place) {
            const kith::schema::ordering order = made.catalog.at(place).order;
            return order == kith::schema::ordering::sorted || order == kith::schema::ordering::numbered;
        };
        const bool other = made.catalog.at(each.sides[0]).hidden || shows_order(each.sides[1]);
        const auto& shown = each.sides[other ? 1 : 0];
        made.pairs.push_back({shown.type, shown.index, shows_order(shown)});
    }
    return made;
}

}  // namespace oracle
