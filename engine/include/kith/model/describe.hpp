#pragma once

#include <kith/model/members.hpp>

#include <boost/describe/bases.hpp>
#include <boost/describe/class.hpp>
#include <boost/describe/members.hpp>
#include <boost/mp11/algorithm.hpp>
#include <boost/mp11/list.hpp>
#include <boost/preprocessor/cat.hpp>
#include <boost/preprocessor/punctuation/is_begin_parens.hpp>
#include <boost/preprocessor/seq/for_each_i.hpp>
#include <boost/preprocessor/variadic/to_seq.hpp>

#include <string_view>
#include <type_traits>

namespace kith::model {

// What the macros below say of a type. Asked with a T**, which no T** of a base converts to.
struct model_kind {};
struct mixin_kind {};
template <class T>
concept described = requires {
    { kith_kind_of(static_cast<T**>(nullptr)) } -> std::same_as<model_kind>;
};
template <class T>
concept mixin = requires {
    { kith_kind_of(static_cast<T**>(nullptr)) } -> std::same_as<mixin_kind>;
};

template <class T>
consteval void expect_described() {
    static_assert(described<T>, "kith: this type has no KITH_MODEL");
}

template <class T>
using own_descriptors = boost::describe::describe_members<T, boost::describe::mod_public>;
template <class T>
using declared_bases = boost::describe::describe_bases<T, boost::describe::mod_any_access>;

// A type's members are those of its mixins, in the order of the bases, and its own behind them. What a base
// that is a model has lies in another table: see inherit.hpp.
template <class T, class Bases = declared_bases<T>>
struct flattened;
template <class Base>
struct mixed_in {
    using type = boost::mp11::mp_list<>;
};
template <mixin Base>
struct mixed_in<Base> {
    using type = typename flattened<Base>::type;
};
template <class T, template <class...> class List>
struct flattened<T, List<>> {
    using type = own_descriptors<T>;
};
template <class T, template <class...> class List, class... Bases>
struct flattened<T, List<Bases...>> {
    using type = boost::mp11::mp_append<typename mixed_in<typename Bases::type>::type..., own_descriptors<T>>;
};

template <class T>
using descriptors = typename flattened<T>::type;

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

/// The member that a pointer to member names, `&Game::price`, as a member of `T`.
template <auto Pointer, class T = typename pointer_traits<Pointer>::owner>
consteval std::size_t member_at() {
    std::size_t at = 0;
    std::size_t found = no_member;
    boost::mp11::mp_for_each<descriptors<T>>([&](auto each) {
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

// Where own member `I` of `T`, or of its mixin `Mixin`, is among all of T's.
template <class T, std::size_t I, class Mixin = T>
inline constexpr std::size_t member_of =
    boost::mp11::mp_find<descriptors<T>, boost::mp11::mp_at_c<own_descriptors<Mixin>, I>>::value;

/// What an accessor is given in braces: `game.reviews({first, second})`. Depends on a parameter of the accessor, so
/// that it is looked at where that is done only: types are incomplete where accessors are declared.
template <class Self, class T, std::size_t I>
struct braced;

}  // namespace kith::model

#define KITH_ACCESSOR_(member, ...)                                                                          \
    decltype(auto) member() const {                                                                          \
        return ::kith::model::read<__VA_ARGS__>(static_cast<const Self&>(*this));                            \
    }                                                                                                        \
    template <class Late = Self, class Value = typename ::kith::model::braced<Late, __VA_ARGS__>::type,      \
              class... With>                                                                                 \
    void member(Value&& value, With&&... with) const {                                                       \
        ::kith::model::write<__VA_ARGS__>(static_cast<const Self&>(*this), std::forward<Value>(value),       \
                                          std::forward<With>(with)...);                                      \
    }
#define KITH_PLAIN_ACCESSOR_(r, T, i, member) KITH_ACCESSOR_(member, T, i)
#define KITH_BASED_ACCESSOR_(r, T, i, member) KITH_ACCESSOR_(member, T, ::kith::model::member_of<T, i>)
#define KITH_MIXIN_ACCESSOR_(r, T, i, member)                                                                \
    KITH_ACCESSOR_(member, Owner, ::kith::model::member_of<Owner, i, T>)
#define KITH_ACCESSORS_(kind, T, ...)                                                                        \
    __VA_OPT__(BOOST_PP_SEQ_FOR_EACH_I(kind, T, BOOST_PP_VARIADIC_TO_SEQ(__VA_ARGS__)))

// Which form a macro's list has: bases in parentheses come first, or there are none.
#define KITH_FORM_(prefix, ...)                                                                              \
    BOOST_PP_CAT(prefix, BOOST_PP_IS_BEGIN_PARENS(KITH_FIRST_(__VA_ARGS__ __VA_OPT__(, ) 0)))
#define KITH_FIRST_(first, ...) first

#define KITH_MODEL_0(T, ...)                                                                                 \
    BOOST_DESCRIBE_STRUCT(T, (), (__VA_ARGS__))                                                              \
    template <class Self>                                                                                    \
    struct T##_accessors {                                                                                   \
        KITH_ACCESSORS_(KITH_PLAIN_ACCESSOR_, T, __VA_ARGS__)                                                \
    };                                                                                                       \
    KITH_NAMED_MODEL_(T)
#define KITH_MODEL_1(T, Bases, ...)                                                                          \
    BOOST_DESCRIBE_STRUCT(T, Bases, (__VA_ARGS__))                                                           \
    template <class Self>                                                                                    \
    struct T##_accessors : ::kith::model::base_accessors<T, T, Self> {                                       \
        KITH_ACCESSORS_(KITH_BASED_ACCESSOR_, T, __VA_ARGS__)                                                \
    };                                                                                                       \
    KITH_NAMED_MODEL_(T)
#define KITH_NAMED_MODEL_(T)                                                                                 \
    template <class Self>                                                                                    \
    T##_accessors<Self> kith_accessors_of(T*, Self*);                                                        \
    [[maybe_unused]] constexpr ::kith::model::model_kind kith_kind_of(T**) { return {}; }                    \
    constexpr const char* kith_name_of(T*) { return #T; }

#define KITH_MIXIN_0(T, ...) KITH_MIXIN_1(T, (), __VA_ARGS__)
#define KITH_MIXIN_1(T, Bases, ...)                                                                          \
    BOOST_DESCRIBE_STRUCT(T, Bases, (__VA_ARGS__))                                                           \
    template <class Self, class Owner>                                                                       \
    struct T##_accessors : ::kith::model::base_accessors<T, Owner, Self> {                                   \
        KITH_ACCESSORS_(KITH_MIXIN_ACCESSOR_, T, __VA_ARGS__)                                                \
    };                                                                                                       \
    template <class Self, class Owner>                                                                       \
    T##_accessors<Self, Owner> kith_accessors_of(T*, Self*, Owner*);                                         \
    [[maybe_unused]] constexpr ::kith::model::mixin_kind kith_kind_of(T**) { return {}; }                    \
    [[maybe_unused]] constexpr ::kith::model::mixin_kind kith_mixed_into(T*) { return {}; }

/// Describes a model: stands in the type's namespace after all types it links to are declared, and lists
/// every member by name, at most 52; one that is left out does not compile. Generates the accessors that kith::ref<T>
/// inherits.
///
/// A struct that derives from others names them first, in parentheses, and not their members:
/// `KITH_MODEL(Dog, (Animal, stamped), tricks, puppies)`. They stand before it.
///
/// A base that is a KITH_MIXIN gives its columns to this type's own table; there may be several. One base
/// may be a KITH_MODEL: then every Dog is an Animal. It is a row in either table, with the same id, and both
/// come and go together; `kith::ref<Dog>` converts to `kith::ref<Animal>`, and `kith::cast<Dog>` goes the
/// other way.
///
/// Such a struct is filled base by base, since C++ has no designated initializer for a base's members:
/// `Dog{{.name = "Rex"}, {}, 3}`, or `Dog dog; dog.name = "Rex";`.
#define KITH_MODEL(T, ...) KITH_FORM_(KITH_MODEL_, __VA_ARGS__)(T __VA_OPT__(, ) __VA_ARGS__)

/// Describes columns that several models share: a plain struct without a table of its own, from which models
/// and other mixins derive. Lists its members, after its own mixins in parentheses:
/// `KITH_MIXIN(stamped, created_at, updated_at)`. It holds columns only.
///
/// A model has the columns first, in the mixin's order. In a query, `kith::field<&stamped::created_at>` is
/// the column of whichever model is asked.
#define KITH_MIXIN(T, ...) KITH_FORM_(KITH_MIXIN_, __VA_ARGS__)(T __VA_OPT__(, ) __VA_ARGS__)
