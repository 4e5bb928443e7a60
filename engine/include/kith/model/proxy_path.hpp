#pragma once

#include <kith/model/flavour.hpp>

namespace kith::model {

template <class Option>
struct creator_of {
    static constexpr bool is = false;
};
template <auto Function>
struct creator_of<creator<Function>> {
    static constexpr bool is = true;
    static constexpr auto function = Function;
};

/// The creator among a proxy's options, or `void`.
template <class... Options>
struct find_creator {
    using type = void;
};
template <class First, class... Rest>
struct find_creator<First, Rest...> {
    using type =
        std::conditional_t<creator_of<First>::is, creator_of<First>, typename find_creator<Rest...>::type>;
};

template <class Proxy>
struct proxy_traits;
template <fixed_string Through, fixed_string Far, class... Options>
struct proxy_traits<proxy<Through, Far, Options...>> {
    static_assert(((creator_of<Options>::is || std::is_same_v<Options, cascade_scalar_deletes>)&&...),
                  "kith: the options of a proxy are kith::creator and kith::cascade_scalar_deletes");
    using creator = typename find_creator<Options...>::type;
    static constexpr bool cascades = has_option<cascade_scalar_deletes, Options...>;
};

/// What proxy `I` of `T` goes through, and where to.
template <class T, std::size_t I>
struct proxy_path {
    using declared = member_type<T, I>;
    using creator = typename proxy_traits<declared>::creator;
    static constexpr std::size_t through = member_named<T>(declared::through);
    static_assert(through != no_member, "kith: a proxy's first name is no member of its own type");
    static_assert(
        through == no_member || !traits_of<T, through>::is_proxy,
        "kith: a proxy's first name is a proxy itself; name the relationship, and let the proxy end at a "
        "proxy of the object in between");
    static_assert(through == no_member || is_end<T, through> || traits_of<T, through>::is_proxy,
                  "kith: a proxy goes through a relationship, and its first name is a plain member");
    static constexpr bool through_one = traits_of<T, through>::is_one;
    static_assert(through_one || !proxy_traits<declared>::cascades,
                  "kith: kith::cascade_scalar_deletes is for a proxy that goes through a link to one");
    using between = typename member_type<T, through>::target;
    static constexpr std::size_t far = member_named<between>(declared::far);
    static_assert(far != no_member, "kith: a proxy's second name is no member of the type it goes through");
    static constexpr bool to_many = far != no_member && traits_of<between, far>::is_many;
    static_assert(!to_many, "kith: a proxy ends at a column, a link to one or another proxy, not at a list");
    /// Another proxy is where this one ends.
    static constexpr bool chained = traits_of<between, far>::is_proxy;
    using value_type = std::remove_cvref_t<decltype(read<between, far>(std::declval<const ref<between>&>()))>;
};

template <class T, std::size_t I>
consteval auto owned_by() {
    using declared = member_type<T, I>;
    using traits = traits_of<T, I>;
    if constexpr (traits::is_one) {
        return std::type_identity<ref<typename declared::target>>();
    } else if constexpr (traits::is_many) {
        return std::type_identity<std::vector<ref<typename declared::target>>>();
    } else if constexpr (traits::is_proxy) {
        using path = proxy_path<T, I>;
        using far = typename decltype(owned_by<typename path::between, path::far>())::type;
        if constexpr (path::through_one) {
            return std::type_identity<far>();
        } else {
            using end = member_type<T, path::through>;
            if constexpr (flavour_of<end>::value == flavour::map) {
                constexpr std::size_t by = member_named<typename path::between>(flavour_of<end>::key_name);
                using kept = typename traits_of<typename path::between, by>::value_type;
                return std::type_identity<
                    std::vector<std::pair<typename without_optional<kept>::type, far>>>();
            } else {
                return std::type_identity<std::vector<far>>();
            }
        }
    } else {
        using kept = typename without_optional<typename traits::value_type>::type;
        using shown = std::remove_cvref_t<decltype(read<T, I>(std::declval<const ref<T>&>()))>;
        return std::type_identity<std::conditional_t<is_optional<shown>, std::optional<kept>, kept>>();
    }
}

/// What holds all that a member reads as, where reading gives views: of a text a std::string, of a list a vector.
template <class T, std::size_t I>
using owned_type = typename decltype(owned_by<T, I>())::type;

template <class Self, class T, std::size_t I>
struct braced {
    using type = owned_type<T, I>;
};

}  // namespace kith::model
