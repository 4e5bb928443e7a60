#pragma once

#include <kith/base/config.hpp>
#include <kith/model/options.hpp>

#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <ranges>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace kith {

namespace core {
class extent;
}

template <class T>
class ref;

namespace model {

template <class Wanted, class... Options>
inline constexpr bool has_option = (std::is_same_v<Wanted, Options> || ...);

/// A row named without its type, so that the members below need no complete types.
struct row_place {
    core::extent* in = nullptr;
    slot row = 0;
};

struct access;

// Concepts instead of parameters of type ref<T>: a ref can be complete only after KITH_MODEL.
template <class Ref, class T>
inline constexpr bool is_ref_to_derived = false;
template <class Derived, class T>
inline constexpr bool is_ref_to_derived<ref<Derived>, T> = std::is_base_of_v<T, Derived>;
template <class Ref, class T>
concept ref_to = std::same_as<Ref, ref<T>> || is_ref_to_derived<Ref, T>;
template <class T>
inline constexpr bool is_ref = false;
template <class T>
inline constexpr bool is_ref<ref<T>> = true;
template <class Refs>
concept range_of_refs = std::ranges::input_range<Refs> && is_ref<std::ranges::range_value_t<Refs>>;
template <class Refs, class T>
concept range_of_refs_to = std::ranges::input_range<Refs> && ref_to<std::ranges::range_value_t<Refs>, T>;

// The place of a ref's entity as a `T`, which a ref to a type that inherits converts to.
template <class T, class Ref>
[[nodiscard]] row_place place_as(const Ref& of) {
    const ref<T>& as = of;
    return place_of(as);
}

// What converts to any member: by its own conversion, so that no constructor is to take it. See check_listed.hpp.
struct any_initializer {};

// One of several refs in a list, which may be of different types that inherit from `T`.
template <class T>
struct given_ref {
    row_place place;
    template <ref_to<T> Ref>
    given_ref(const Ref& of) : place(place_as<T>(of)) {}
};

}  // namespace model

/// A column with options. In a struct it holds the value that `add` takes over; which values can be left
/// out (created, updated, required) it remembers whether one was given.
template <class T, class... Options>
struct column {
    using value_type = T;
    static constexpr bool may_be_absent = model::has_option<created, Options...> ||
                                          model::has_option<updated, Options...> ||
                                          model::has_option<required, Options...>;
    using held_type = std::conditional_t<may_be_absent, std::optional<T>, T>;

    held_type value{};

    column() = default;
    template <class From>
    requires(!std::same_as<std::remove_cvref_t<From>, column> && std::convertible_to<From, held_type>)
        column(From&& from)
        : value(std::forward<From>(from)) {}
};

/// The end that holds one partner. `Back` names its counterpart in `T`; empty, it stands alone.
template <class T, fixed_string Back = "", class... Options>
struct one {
    using target = T;
    static constexpr std::string_view back = Back.view();

    model::row_place given;  ///< linked when the struct is added

    one() = default;
    one(std::nullptr_t) {}
    template <model::ref_to<T> Ref>
    one(const Ref& partner) : given(model::place_as<T>(partner)) {}
};

/// The end that holds many partners. `Back` names its counterpart in `T`; empty, it stands alone.
template <class T, fixed_string Back = "", class... Options>
struct many {
    using target = T;
    static constexpr std::string_view back = Back.view();

    std::vector<model::row_place> given;  ///< linked when the struct is added, in this order

    many() = default;
    many(std::initializer_list<model::given_ref<T>> partners) {
        for (const auto& each : partners) given.push_back(each.place);
    }
    template <model::range_of_refs_to<T> Refs>
    many(const Refs& partners) {
        for (const auto& each : partners) append(each);
    }

    /// A partner more, before the struct is added.
    template <model::ref_to<T> Ref>
    void append(const Ref& partner) {
        given.push_back(model::place_as<T>(partner));
    }
};

/// A view through relationship `Through` of this type at member `Far` of that one's target: "has many
/// users through reviews". Stores nothing.
template <fixed_string Through, fixed_string Far, class... Options>
struct proxy {
    static constexpr std::string_view through = Through.view();
    static constexpr std::string_view far = Far.view();

    proxy() = default;
    template <class... Given>
    requires(sizeof...(Given) != 0 &&
             !((std::same_as<Given, proxy> || std::derived_from<Given, model::any_initializer>) || ...))
        proxy(const Given&...) {
        static_assert(
            sizeof...(Given) == 0,
            "kith: a proxy stores nothing that an entity could be added with; add the entity, then give "
            "the proxy its values: graph.add(Game{...}).users({ana, bo})");
    }
};

}  // namespace kith
