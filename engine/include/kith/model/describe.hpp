#pragma once

#include <kith/model/members.hpp>

#include <boost/describe/class.hpp>
#include <boost/describe/members.hpp>
#include <boost/mp11/algorithm.hpp>
#include <boost/mp11/list.hpp>
#include <boost/preprocessor/seq/for_each_i.hpp>
#include <boost/preprocessor/variadic/to_seq.hpp>

#include <string_view>
#include <type_traits>

namespace kith::model {

template <class T>
using descriptors = boost::describe::describe_members<T, boost::describe::mod_public>;

template <class T>
inline constexpr std::size_t member_count = boost::mp11::mp_size<descriptors<T>>::value;

template <class T, std::size_t I>
using descriptor = boost::mp11::mp_at_c<descriptors<T>, I>;

template <class T, std::size_t I>
using member_type = std::remove_cvref_t<decltype(std::declval<T&>().*descriptor<T, I>::pointer)>;

template <class T, std::size_t I>
inline constexpr std::string_view member_name = descriptor<T, I>::name;

inline constexpr std::size_t no_member = static_cast<std::size_t>(-1);

// What a member is, by its type.
template <class F>
struct member_traits {
    static constexpr bool is_field = true, is_one = false, is_many = false, is_proxy = false;
    using value_type = F;
    template <class Option>
    static constexpr bool has = false;
};
template <class F, class... Options>
struct member_traits<column<F, Options...>> {
    static constexpr bool is_field = true, is_one = false, is_many = false, is_proxy = false;
    using value_type = F;
    template <class Option>
    static constexpr bool has = has_option<Option, Options...>;
};
template <class F, fixed_string Back, class... Options>
struct member_traits<one<F, Back, Options...>> {
    static constexpr bool is_field = false, is_one = true, is_many = false, is_proxy = false;
    template <class Option>
    static constexpr bool has = has_option<Option, Options...>;
};
template <class F, fixed_string Back, class... Options>
struct member_traits<many<F, Back, Options...>> {
    static constexpr bool is_field = false, is_one = false, is_many = true, is_proxy = false;
    template <class Option>
    static constexpr bool has = has_option<Option, Options...>;
};
template <fixed_string Through, fixed_string Far, class... Options>
struct member_traits<proxy<Through, Far, Options...>> {
    static constexpr bool is_field = false, is_one = false, is_many = false, is_proxy = true;
    template <class Option>
    static constexpr bool has = has_option<Option, Options...>;
};

template <class T, std::size_t I>
using traits_of = member_traits<member_type<T, I>>;
template <class T, std::size_t I>
inline constexpr bool is_end = traits_of<T, I>::is_one || traits_of<T, I>::is_many;

/// The member of that name, `no_member` if there is none.
template <class T>
consteval std::size_t member_named(std::string_view name) {
    std::size_t at = 0;
    std::size_t found = no_member;
    boost::mp11::mp_for_each<descriptors<T>>([&](auto each) {
        if (name == each.name) found = at;
        ++at;
    });
    return found;
}

template <auto Pointer>
struct pointer_traits;
template <class T, class F, F T::*Pointer>
struct pointer_traits<Pointer> {
    using owner = T;
    using type = F;
};

/// The member that a pointer to member names: `&Game::price`.
template <auto Pointer>
consteval std::size_t member_at() {
    using owner = typename pointer_traits<Pointer>::owner;
    std::size_t at = 0;
    std::size_t found = no_member;
    boost::mp11::mp_for_each<descriptors<owner>>([&](auto each) {
        if constexpr (std::is_same_v<std::remove_cv_t<decltype(each.pointer)>,
                                     std::remove_cv_t<decltype(Pointer)>>)
            if (each.pointer == Pointer) found = at;
        ++at;
    });
    return found;
}

// Fields and ends are numbered separately, each in declared order: that is their column's and end's index
// in the schema.
template <class T, std::size_t I>
consteval std::uint32_t index_among(auto counts) {
    std::uint32_t index = 0;
    [&]<std::size_t... J>(std::index_sequence<J...>) {
        ((index += counts(std::integral_constant<std::size_t, J>{}) ? 1U : 0U), ...);
    }
    (std::make_index_sequence<I>{});
    return index;
}
template <class T, std::size_t I>
inline constexpr std::uint32_t column_index = index_among<T, I>([](auto j) {
    return traits_of<T, decltype(j)::value>::is_field;
});
template <class T, std::size_t I>
inline constexpr std::uint32_t end_index = index_among<T, I>([](auto j) {
    return is_end<T, decltype(j)::value>;
});

template <class T>
concept described = requires {
    typename descriptors<T>;
};

/// What an accessor is given in braces: `game.reviews({first, second})`. Depends on a parameter of the accessor, so
/// that it is looked at where that is done only: types are incomplete where accessors are declared.
template <class Self, class T, std::size_t I>
struct braced;

}  // namespace kith::model

#define KITH_ACCESSOR_(r, T, i, member)                                                                      \
    decltype(auto) member() const { return ::kith::model::read<T, i>(static_cast<const Self&>(*this)); }     \
    template <class Late = Self, class Value = typename ::kith::model::braced<Late, T, i>::type,             \
              class... With>                                                                                 \
    void member(Value&& value, With&&... with) const {                                                       \
        ::kith::model::write<T, i>(static_cast<const Self&>(*this), std::forward<Value>(value),              \
                                   std::forward<With>(with)...);                                             \
    }

/// Describes a model: stands in the type's namespace after all types it links to are declared, and lists
/// every member by name. Generates the accessors that kith::ref<T> inherits.
#define KITH_MODEL(T, ...)                                                                                   \
    BOOST_DESCRIBE_STRUCT(T, (), (__VA_ARGS__))                                                              \
    template <class Self>                                                                                    \
    struct T##_accessors {                                                                                   \
        BOOST_PP_SEQ_FOR_EACH_I(KITH_ACCESSOR_, T, BOOST_PP_VARIADIC_TO_SEQ(__VA_ARGS__))                    \
    };                                                                                                       \
    template <class Self>                                                                                    \
    T##_accessors<Self> kith_accessors_of(T*, Self*);                                                        \
    constexpr const char* kith_name_of(T*) { return #T; }
