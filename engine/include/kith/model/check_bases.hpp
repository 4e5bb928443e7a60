#pragma once

#include <kith/model/check_listed.hpp>
#include <kith/model/inherit.hpp>

#include <algorithm>
#include <array>
#include <concepts>
#include <string_view>

namespace kith::model {

// A mistake in what a model derives from that the compiler can see is a sentence here.

/// Whether two members of the chain of types that an entity of type `T` has rows of are called the same.
template <class T, class... Levels>
consteval bool names_a_member_twice() {
    if constexpr (inherits<T>) {
        return names_a_member_twice<base_of<T>, Levels..., T>();
    } else {
        std::array<std::string_view, (0 + ... + member_count<Levels>)+member_count<T>> names;
        std::size_t count = 0;
        const auto collect = [&](auto each) { names[count++] = each.name; };
        (boost::mp11::mp_for_each<descriptors<Levels>>(collect), ...);
        boost::mp11::mp_for_each<descriptors<T>>(collect);
        std::sort(names.begin(), names.end());
        return std::adjacent_find(names.begin(), names.end()) != names.end();
    }
}

// Any type can be passed here; one that derives from a mixin has a better choice, or several.
void kith_mixed_into(...);

template <class... Descriptions>
consteval void check_mixins(boost::mp11::mp_list<Descriptions...>);

template <class Mixin>
consteval void check_mixin() {
    check_listed<Mixin>();
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        static_assert((traits_of<Mixin, I>::is_field && ...),
                      "kith: a KITH_MIXIN holds columns only; declare links and proxies in the models");
    }
    (std::make_index_sequence<member_count<Mixin>>{});
    static_assert(
        !requires { typename Mixin::kith_table; },
        "kith: a KITH_MIXIN has no table; its columns lie in those of the models that derive from it");
    static_assert(!inherits<Mixin>,
                  "kith: a KITH_MIXIN derives from mixins only; let the model derive from the model");
    check_mixins(boost::mp11::mp_rename<declared_bases<Mixin>, boost::mp11::mp_list>{});
}

template <class... Descriptions>
consteval void check_mixins(boost::mp11::mp_list<Descriptions...>) {
    [[maybe_unused]] const auto check = []<class Base>(const Base*) {
        if constexpr (mixin<Base>) check_mixin<Base>();
    };
    (check(static_cast<const typename Descriptions::type*>(nullptr)), ...);
}

template <class T>
consteval void check_declared_bases() {
    using named = boost::mp11::mp_rename<declared_bases<T>, boost::mp11::mp_list>;
    if constexpr (boost::mp11::mp_empty<named>::value) {
        static_assert(
            requires {
                { kith_mixed_into(static_cast<T*>(nullptr)) } -> std::same_as<void>;
            },
            "kith: a type derives from a KITH_MIXIN that its KITH_MODEL does not name; write "
            "KITH_MODEL(T, (mixin), ...)");
    } else {
        check_mixins(named{});
        static_assert(
            !names_a_member_twice<T>(),
            "kith: a member's name is declared twice, in a model and in a base or mixin of it; rename "
            "one of the two");
    }
}

// A base that KITH_MODEL does not name would be forgotten without a word: here the models are compared.
template <class T, class... All>
consteval void check_bases() {
    static_assert((0U + ... + (std::is_base_of_v<All, T> ? 1U : 0U)) <= levels<T>(),
                  "kith: a type derives from a model that its KITH_MODEL does not name; write "
                  "KITH_MODEL(T, (Base), ...)");
}

}  // namespace kith::model
