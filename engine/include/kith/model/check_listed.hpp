#pragma once

#include <kith/model/describe.hpp>

#include <concepts>
#include <cstddef>
#include <type_traits>
#include <utility>

namespace kith::model {

// A member that KITH_MODEL does not name would be dropped without a word. How many members a struct has cannot be
// asked, but for an aggregate how many initializers it takes can: one for each base and each member.

/// Becomes any base of `T`.
template <class T>
struct any_base {
    template <class Base>
    requires(std::is_base_of_v<Base, T> && !std::same_as<Base, T>) operator Base() const;
};
/// Becomes any member of `T`. Not a base, so that an empty one that needs no model does not count as a member.
template <class T>
struct any_member : any_initializer {
    template <class Member>
    requires(!std::is_base_of_v<Member, T>) operator Member() const;
};

template <class T, std::size_t... Base, std::size_t... Member>
consteval bool takes(std::index_sequence<Base...>, std::index_sequence<Member...>) {
    return requires {
        T{(static_cast<void>(Base), any_base<T>{})..., (static_cast<void>(Member), any_member<T>{})...};
    };
}

/// Whether an aggregate has more members of its own than it lists. Never true of other types.
template <class T>
consteval bool leaves_out_a_member() {
    if constexpr (std::is_aggregate_v<T>)
        return takes<T>(std::make_index_sequence<boost::mp11::mp_size<declared_bases<T>>::value>{},
                        std::make_index_sequence<boost::mp11::mp_size<own_descriptors<T>>::value + 1>{});
    else
        return false;
}

/// `T` is a model or a mixin.
template <class T>
consteval void check_listed() {
    static_assert(
        !leaves_out_a_member<T>(),
        "kith: KITH_MODEL (or KITH_MIXIN) leaves out a member of this struct; name every member: what is "
        "not kept has no place in a model");
}

}  // namespace kith::model
