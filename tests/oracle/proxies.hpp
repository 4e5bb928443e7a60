#pragma once

#include "oracle/schema.hpp"

#include <kith/kith.hpp>

#include <algorithm>
#include <stdexcept>

namespace oracle {

template <class Value>
inline constexpr bool is_entity = requires {
    typename Value::entity_type;
};
template <class Value>
inline constexpr bool is_optional = requires(Value value) {
    value.has_value();
};

/// A slot, or a number, as a value of a proxy.
template <class Value>
[[nodiscard]] Value value_of(kith::core::extent& in, std::uint64_t given) {
    if constexpr (is_entity<Value>) {
        using far = typename Value::entity_type;
        kith::core::extent& target = in.owner().at(kith_name_of(static_cast<far*>(nullptr)));
        return kith::model::access::make<far>(target, static_cast<kith::slot>(given));
    } else if constexpr (is_optional<Value>) {
        return static_cast<typename Value::value_type>(given);
    } else {
        return static_cast<Value>(given);
    }
}

template <class Proxy, class Value>
void perform_on_list(const Proxy& proxy, const std::string& verb, const std::vector<Value>& values) {
    // The same value several times: which of the objects in between is meant hangs on the order of a list.
    const auto expect_clear = [&](const Value& value, std::ptrdiff_t wanted) {
        if (wanted < static_cast<std::ptrdiff_t>(proxy.count(value))) throw ambiguous();
    };
    if (verb == "proxy_append") {
        if constexpr (requires { proxy.add(values.front()); })
            proxy.add(values.front());
        else
            proxy.append(values.front());
    } else if (verb == "proxy_remove") {
        expect_clear(values.front(), 1);
        proxy.remove(values.front());
    } else if (verb == "proxy_clear") {
        proxy.clear();
    } else if (verb == "proxy_assign") {
        if constexpr (!requires { proxy.add(values.front()); })
            for (const Value& each : values)
                expect_clear(each, std::count(values.begin(), values.end(), each));
        proxy.assign(values);
    } else if (verb == "proxy_replace") {
        if constexpr (requires { proxy.find(values.front()); }) {
            expect_clear(values.front(), 1);
            if (!proxy.contains(values.front()))
                throw kith::lookup_error(kith::errc::not_a_member, "the program names a value that is none");
            proxy.replace(proxy.find(values.front()), values.back());
        }
    } else {
        throw std::logic_error("unknown verb " + verb);
    }
}

template <class Proxy>
void perform_on_map(const Proxy& proxy, const std::string& verb, const std::vector<std::uint64_t>& given) {
    std::vector<std::int32_t> numbers(given.begin(), given.end());
    if (verb == "proxy_put") {
        proxy.set(numbers.at(0), numbers.at(1));
    } else if (verb == "proxy_drop") {
        proxy.erase_key(numbers.front());
    } else if (verb == "proxy_clear") {
        proxy.clear();
    } else if (verb == "proxy_fill") {
        // As Python's dict has them: of equal keys the first one's place, and the last one's value.
        std::vector<std::pair<std::int32_t, std::int32_t>> items;
        for (std::size_t i = 0; i + 1 < numbers.size(); i += 2) {
            const auto same = [&](const auto& item) { return item.first == numbers[i]; };
            auto place = std::find_if(items.begin(), items.end(), same);
            if (place == items.end()) place = items.emplace(items.end(), numbers[i], 0);
            place->second = numbers[i + 1];
        }
        proxy.assign(items);
    } else {
        throw std::logic_error("unknown verb " + verb);
    }
}

template <class T, std::size_t I>
consteval proxy_kind kind_of_proxy() {
    using path = kith::model::proxy_path<T, I>;
    if constexpr (path::through_one) {
        return proxy_kind::scalar;
    } else {
        constexpr auto flavour = kith::model::flavour_of<kith::model::member_type<T, path::through>>::value;
        return flavour == kith::model::flavour::map   ? proxy_kind::map
               : flavour == kith::model::flavour::set ? proxy_kind::set
                                                      : proxy_kind::list;
    }
}
template <class T, std::size_t I>
consteval bool proxy_can_be_null() {
    if constexpr (kind_of_proxy<T, I>() == proxy_kind::scalar)
        return kith::model::can_be_null<T, I>();
    else
        return false;
}

template <class T, std::size_t I>
void perform_on_proxy(kith::core::extent& in, kith::slot row, const std::string& verb,
                      const std::vector<std::uint64_t>& given) {
    using value_type = typename kith::model::proxy_path<T, I>::value_type;
    const auto owner = kith::model::access::make<T>(in, row);
    if constexpr (kind_of_proxy<T, I>() == proxy_kind::scalar) {
        if (verb == "proxy_write")
            kith::model::write<T, I>(owner, value_of<value_type>(in, given.front()));
        else if (verb == "proxy_reset")
            kith::model::write<T, I>(owner, kith::reset);
        else if constexpr (proxy_can_be_null<T, I>())
            kith::model::write<T, I>(owner, nullptr);
    } else if constexpr (kind_of_proxy<T, I>() == proxy_kind::map) {
        perform_on_map(kith::model::read<T, I>(owner), verb, given);
    } else {
        std::vector<value_type> values;
        for (const std::uint64_t each : given) values.push_back(value_of<value_type>(in, each));
        perform_on_list(kith::model::read<T, I>(owner), verb, values);
    }
}

template <class T>
void add_proxies(schema& to) {
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        const auto add = [&]<std::size_t J>(std::integral_constant<std::size_t, J>) {
            if constexpr (kith::model::traits_of<T, J>::is_proxy) {
                using path = kith::model::proxy_path<T, J>;
                using value_type = typename path::value_type;
                proxy_verbs made{kith_name_of(static_cast<typename path::between*>(nullptr)),
                                 {},
                                 kind_of_proxy<T, J>(),
                                 proxy_can_be_null<T, J>(),
                                 perform_on_proxy<T, J>};
                if constexpr (is_entity<value_type>)
                    made.far = kith_name_of(static_cast<typename value_type::entity_type*>(nullptr));
                to.proxies.emplace(std::pair{std::string(kith_name_of(static_cast<T*>(nullptr))),
                                             std::string(kith::model::member_name<T, J>)},
                                   std::move(made));
            }
        };
        (add(std::integral_constant<std::size_t, I>{}), ...);
    }
    (std::make_index_sequence<kith::model::member_count<T>>{});
}

}  // namespace oracle
