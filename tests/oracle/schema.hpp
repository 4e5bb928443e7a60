#pragma once

#include <kith/kith.hpp>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace oracle {

/// What a step asks for is not the same on both sides: neither does it.
struct ambiguous {};

/// A proxy's verbs without its types: which one, the rows of the far type that it takes.
struct proxy_verbs {
    std::string between;  ///< the type of the objects that it makes
    std::string far;
    std::function<void(kith::core::extent& in, kith::slot row, const std::string& verb,
                       const std::vector<kith::slot>& values)>
        perform;
};

/// An end whose links a state tells.
struct shown_pairs {
    std::uint32_t type;
    std::uint32_t end;
};

/// Models that both sides have under the same names.
struct schema {
    std::string name;  ///< of the function in models.py
    kith::schema::catalog catalog;
    std::map<std::pair<std::string, std::string>, proxy_verbs> proxies;
    std::vector<shown_pairs> pairs;
};

/// A proxy to entities.
template <class T, std::size_t I>
[[nodiscard]] proxy_verbs verbs_of_proxy() {
    using view = kith::proxy_view<T, I>;
    using path = kith::model::proxy_path<T, I>;
    using far = typename view::value_type::entity_type;
    const auto perform = [](kith::core::extent& in, kith::slot row, const std::string& verb,
                            const std::vector<kith::slot>& values) {
        const view proxy(kith::model::access::make<T>(in, row));
        // The same target several times: which of the objects in between is meant hangs on the order of a list.
        const auto expect_clear = [&](std::ptrdiff_t wanted, const auto& value) {
            if (wanted < static_cast<std::ptrdiff_t>(proxy.count(value))) throw ambiguous();
        };
        kith::core::extent& target =
            in.owner().at(std::string_view(kith_name_of(static_cast<far*>(nullptr))));
        std::vector<kith::ref<far>> refs;
        for (const kith::slot each : values) refs.push_back(kith::model::access::make<far>(target, each));
        if (verb == "proxy_append")
            proxy.append(refs.front());
        else if (verb == "proxy_remove") {
            expect_clear(1, refs.front());
            proxy.remove(refs.front());
        } else if (verb == "proxy_replace") {
            expect_clear(1, refs.front());
            if (!proxy.contains(refs.front()))
                throw kith::lookup_error(kith::errc::not_a_member, "the program names a target that is none");
            proxy.replace(proxy.find(refs.front()), refs.back());
        } else if (verb == "proxy_clear")
            proxy.clear();
        else if (verb == "proxy_assign") {
            for (const auto& each : refs) expect_clear(std::count(refs.begin(), refs.end(), each), each);
            proxy.assign(refs);
        } else
            throw std::logic_error("unknown verb " + verb);
    };
    return {kith_name_of(static_cast<typename path::between*>(nullptr)),
            kith_name_of(static_cast<far*>(nullptr)), perform};
}

template <class T>
void add_proxies(schema& to) {
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        const auto add = [&]<std::size_t J>(std::integral_constant<std::size_t, J>) {
            if constexpr (kith::model::traits_of<T, J>::is_proxy)
                to.proxies.emplace(std::pair{std::string(kith_name_of(static_cast<T*>(nullptr))),
                                             std::string(kith::model::member_name<T, J>)},
                                   verbs_of_proxy<T, J>());
        };
        (add(std::integral_constant<std::size_t, I>{}), ...);
    }
    (std::make_index_sequence<kith::model::member_count<T>>{});
}

template <class... Types>
[[nodiscard]] schema make_schema(std::string name, kith::models_list<Types...> types) {
    schema made{std::move(name), kith::model::catalog_of(types), {}, {}};
    (add_proxies<Types>(made), ...);
    for (const kith::schema::relation& each : made.catalog.relations) {
        const auto& shown = each.sides[made.catalog.at(each.sides[0]).hidden ? 1 : 0];
        made.pairs.push_back({shown.type, shown.index});
    }
    return made;
}

}  // namespace oracle
