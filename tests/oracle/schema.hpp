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

/// A proxy's verbs without its types.
struct proxy_verbs {
    std::string between;  ///< the type of the objects that it makes
    std::string far;      ///< the type that it shows; empty if it shows a column
    /// Applies a verb to a row's proxy; what it takes are slots, or a column's values.
    std::function<void(kith::core::extent& in, kith::slot row, const std::string& verb,
                       const std::vector<std::uint64_t>& given)>
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

template <class Value>
inline constexpr bool is_entity = requires {
    typename Value::entity_type;
};

template <class T, std::size_t I>
void perform_on_proxy(kith::core::extent& in, kith::slot row, const std::string& verb,
                      const std::vector<std::uint64_t>& given) {
    using view = kith::proxy_view<T, I>;
    using value_type = typename view::value_type;
    const view proxy(kith::model::access::make<T>(in, row));
    std::vector<value_type> values;
    for (const std::uint64_t each : given) {
        if constexpr (is_entity<value_type>) {
            using far = typename value_type::entity_type;
            kith::core::extent& target = in.owner().at(kith_name_of(static_cast<far*>(nullptr)));
            values.push_back(kith::model::access::make<far>(target, static_cast<kith::slot>(each)));
        } else {
            values.push_back(static_cast<value_type>(each));
        }
    }
    // The same value several times: which of the objects in between is meant hangs on the order of a list.
    const auto expect_clear = [&](const value_type& value, std::ptrdiff_t wanted) {
        if (wanted < static_cast<std::ptrdiff_t>(proxy.count(value))) throw ambiguous();
    };
    if (verb == "proxy_append") {
        proxy.append(values.front());
    } else if (verb == "proxy_remove") {
        expect_clear(values.front(), 1);
        proxy.remove(values.front());
    } else if (verb == "proxy_replace") {
        expect_clear(values.front(), 1);
        if (!proxy.contains(values.front()))
            throw kith::lookup_error(kith::errc::not_a_member, "the program names a value that is none");
        proxy.replace(proxy.find(values.front()), values.back());
    } else if (verb == "proxy_clear") {
        proxy.clear();
    } else if (verb == "proxy_assign") {
        for (const value_type& each : values)
            expect_clear(each, std::count(values.begin(), values.end(), each));
        proxy.assign(values);
    } else {
        throw std::logic_error("unknown verb " + verb);
    }
}

template <class T, std::size_t I>
[[nodiscard]] proxy_verbs verbs_of_proxy() {
    using between = typename kith::model::proxy_path<T, I>::between;
    using value_type = typename kith::proxy_view<T, I>::value_type;
    proxy_verbs out{kith_name_of(static_cast<between*>(nullptr)), {}, perform_on_proxy<T, I>};
    if constexpr (is_entity<value_type>)
        out.far = kith_name_of(static_cast<typename value_type::entity_type*>(nullptr));
    return out;
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
