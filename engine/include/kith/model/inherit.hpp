#pragma once

#include <kith/model/describe.hpp>

namespace kith::model {

// A model that derives from a model is a row in its own table and one in its base's, which belong together
// for life: its type has one end more than it declares, behind the declared ones, that leads to the base's row.

/// The base of `T` that is a model, or void.
template <class T, class Bases = declared_bases<T>>
struct find_base;
template <class T, template <class...> class List>
struct find_base<T, List<>> {
    using type = void;
};
template <class T, template <class...> class List, class First, class... Rest>
struct find_base<T, List<First, Rest...>> {
    using other = typename find_base<T, List<Rest...>>::type;
    static constexpr bool is_model = described<typename First::type>;
    static_assert(
        is_model || mixin<typename First::type>,
        "kith: a base that KITH_MODEL or KITH_MIXIN names is neither a KITH_MODEL nor a KITH_MIXIN");
    static_assert(
        !is_model || std::is_void_v<other>,
        "kith: a model inherits from one model only; make the other bases KITH_MIXINs, or link to them");
    using type = std::conditional_t<is_model, typename First::type, other>;
};
template <class T>
using base_of = typename find_base<T>::type;

template <class T>
concept inherits = !std::is_void_v<base_of<T>>;

/// How many tables an entity of type `T` has a row in.
template <class T>
consteval std::size_t levels() {
    if constexpr (inherits<T>)
        return 1 + levels<base_of<T>>();
    else
        return 1;
}

/// Whether `T` is `Base` or inherits from it.
template <class T, class Base>
consteval bool is_a() {
    if constexpr (std::is_same_v<T, Base>)
        return true;
    else if constexpr (inherits<T>)
        return is_a<base_of<T>, Base>();
    else
        return false;
}

/// `T`, or the model that it inherits from, which has the member that a pointer names; void when neither has.
template <class T, auto Pointer>
struct find_home {
    using type = std::conditional_t<member_at<Pointer, T>() == no_member, void, T>;
};
template <inherits T, auto Pointer>
struct find_home<T, Pointer> {
    using type = typename std::conditional_t<member_at<Pointer, T>() == no_member,
                                             find_home<base_of<T>, Pointer>, std::type_identity<T>>::type;
};
template <class T, auto Pointer>
using home_of = typename find_home<T, Pointer>::type;

/// The end of `T` that leads to the base's row.
template <class T>
inline constexpr std::uint32_t base_end = index_among<T, member_count<T>>([](auto j) {
    return is_end<T, decltype(j)::value>;
});

/// The same entity as one of the type that `T` inherits from.
template <class T>
[[nodiscard]] ref<base_of<T>> to_base(const ref<T>& of);

/// What a ref to an entity, `Self`, has from base `Base` of its type `T`, or of a base of that.
template <class Base, class T, class Self>
struct accessors_of_base {
    static_assert(
        described<Base> || mixin<Base>,
        "kith: a base that KITH_MODEL or KITH_MIXIN names is neither a KITH_MODEL nor a KITH_MIXIN");
};
template <mixin Base, class T, class Self>
struct accessors_of_base<Base, T, Self>
    : decltype(kith_accessors_of(static_cast<Base*>(nullptr), static_cast<Self*>(nullptr),
                                 static_cast<T*>(nullptr))) {};
template <described Base, class T, class Self>
struct accessors_of_base<Base, T, Self>
    : decltype(kith_accessors_of(static_cast<Base*>(nullptr), static_cast<Self*>(nullptr))) {
    /// The same entity, as one of the type that it inherits from.
    operator ref<Base>() const {
        const ref<T>& derived = static_cast<const Self&>(*this);
        return to_base(derived);
    }
};

/// What the bases of `T` give to the accessors of `Owner`, which is `T` or mixes it in.
template <class T, class Owner, class Self, class Bases = declared_bases<T>>
struct base_accessors;
template <class T, class Owner, class Self, template <class...> class List, class... Bases>
struct base_accessors<T, Owner, Self, List<Bases...>>
    : accessors_of_base<typename Bases::type, Owner, Self>... {};

}  // namespace kith::model
