#pragma once

#include <kith/model/add.hpp>
#include <kith/model/proxy_path.hpp>
#include <kith/model/value_places.hpp>

#include <concepts>
#include <functional>

namespace kith {

class graph;

namespace model {

template <class Value>
inline constexpr bool is_null_constant = std::is_null_pointer_v<std::remove_cvref_t<Value>> ||
                                         std::is_same_v<std::remove_cvref_t<Value>, std::nullopt_t>;

/// Whether a value can become a column of this type.
template <class Kept, class Value>
consteval bool is_value_of() {
    if constexpr (schema::is_string(kind_v<Kept>))
        return textual<Value>;
    else if constexpr (std::is_integral_v<Kept> && std::is_floating_point_v<Value>)
        return false;
    else
        return std::is_convertible_v<const Value&, Kept>;
}

/// Whether a value can be held as `Owned`, which is what a proxy shows, without views of the graph.
template <class Owned, class Value>
consteval bool is_ownable() {
    if constexpr (is_optional<Owned> && is_optional<Value>)
        return is_ownable<typename Owned::value_type, typename Value::value_type>();
    else if constexpr (is_optional<Owned>)
        return is_null_constant<Value> || is_ownable<typename Owned::value_type, Value>();
    else if constexpr (is_ref<Owned> || std::is_same_v<Owned, Value>)
        return std::is_convertible_v<const Value&, Owned>;
    else
        return is_value_of<Owned, Value>();
}
/// A number that does not fit is refused, not cut.
template <class Owned, class Value>
[[nodiscard]] Owned own(const Value& value) {
    if constexpr (is_null_constant<Value>) {
        return Owned();
    } else if constexpr (is_optional<Owned>) {
        if constexpr (is_optional<Value>)
            return value ? Owned(own<typename Owned::value_type>(*value)) : Owned();
        else
            return Owned(own<typename Owned::value_type>(value));
    } else if constexpr (std::is_same_v<Owned, bytes>) {
        const std::string_view all = as_text(value);
        const auto* first = reinterpret_cast<const std::byte*>(all.data());
        return Owned(first, first + all.size());
    } else {
        if constexpr (is_integer<Owned> && is_integer<Value>) {
            if (!std::in_range<Owned>(value))
                throw limit_error(errc::value_out_of_range,
                                  "kith: a proxy's column cannot hold " + std::to_string(value) +
                                      "; widen the column or check the value first");
        }
        return static_cast<Owned>(value);
    }
}

/// A value as a member of a struct keeps it. A number that does not fit is refused, not cut.
template <class Kept, class Value>
[[nodiscard]] Kept to_kept(const core::extent& in, std::uint32_t column, const Value& value) {
    if constexpr (kind_v<Kept> == schema::kind::text) {
        return Kept(as_text(value));
    } else if constexpr (kind_v<Kept> == schema::kind::bytes || kind_v<Kept> == schema::kind::boxed) {
        return own<Kept>(value);
    } else {
        return to_cell<Kept>(in, column, value);
    }
}

/// Sets member `M` of an object in between that is about to be added to `in`.
template <class B, std::size_t M, class Value>
void set_member(B& with, const core::extent& in, const Value& value) {
    using declared = member_type<B, M>;
    using traits = traits_of<B, M>;
    auto& member = with.*descriptor<B, M>::pointer;
    if constexpr (traits::is_one) {
        using target = ref<typename declared::target>;
        constexpr bool fits = is_null_constant<Value> || std::is_convertible_v<const Value&, target>;
        static_assert(fits,
                      "kith: the object in between cannot be made from this value; give a ref of the type "
                      "that this proxy shows, or give the proxy a kith::creator");
        if constexpr (is_null_constant<Value>)
            member = declared();
        else if constexpr (fits)
            member =
                declared(static_cast<const target&>(value));  // empty, it leaves the far end empty (R132)
    } else {
        using kept = typename without_optional<typename traits::value_type>::type;
        auto& held = [&]() -> auto& {
            if constexpr (std::is_same_v<declared, typename traits::value_type>)
                return member;
            else
                return member.value;
        }
        ();
        constexpr bool nullable = is_optional<std::remove_cvref_t<decltype(held)>>;
        if constexpr (is_null_constant<Value> || is_optional<Value>) {
            static_assert(nullable,
                          "kith: this proxy shows a column that cannot be null; declare it std::optional");
            if constexpr (is_optional<Value>) {
                if (value) return set_member<B, M>(with, in, *value);
            }
            if constexpr (nullable) held = std::nullopt;
        } else {
            constexpr bool fits = is_value_of<kept, Value>();
            static_assert(fits,
                          "kith: the object in between cannot be made from this value; give a value of the "
                          "column that this proxy shows, or give the proxy a kith::creator");
            if constexpr (fits) held = to_kept<kept>(in, column_index<B, M>, value);
        }
    }
}

/// How proxy `I` of `T` makes objects in between.
template <class T, std::size_t I>
class making {
    using path = proxy_path<T, I>;
    using between = typename path::between;
    using creator = typename path::creator;
    static constexpr std::uint32_t end = end_index<T, path::through>;

public:
    /// Makes one for `value` and links it to `owner`: by the creator, or with that one member set.
    template <class Value>
    static ref<between> make(const ref<T>& owner, const Value& value) {
        if constexpr (std::is_void_v<creator>)
            return make_from(owner, value, between{});
        else
            return make_by_creator(owner, value, value);
    }
    /// The same under a key of the relationship, which is told to the creator.
    template <std::size_t K, class Key, class Value>
    static ref<between> make_keyed(const ref<T>& owner, const Key& under, const Value& value) {
        if constexpr (std::is_void_v<creator>)
            return make_keyed_from<K>(owner, under, value, between{});
        else
            return make_by_creator(owner, value, under, value);
    }
    /// Adds `with` after its far member, and its key, were set.
    template <class Value>
    static ref<between> make_from(const ref<T>& owner, const Value& value, between with) {
        core::extent& in = access::writable(owner);
        if constexpr (path::chained) {
            ref<between> made;
            in.owner().as_unit([&] {
                made = add(owner, with);
                write<between, path::far>(made, value);
            });
            return made;
        } else {
            set_member<between, path::far>(with, *in.end(end).target, value);
            return add(owner, with);
        }
    }
    template <std::size_t K, class Key, class Value>
    static ref<between> make_keyed_from(const ref<T>& owner, const Key& under, const Value& value,
                                        between with) {
        set_member<between, K>(with, *access::writable(owner).end(end).target, under);
        return make_from(owner, value, std::move(with));
    }

private:
    // Adds and links as one: who has a required owner has it from the start.
    static ref<between> add(const ref<T>& owner, const between& with) {
        core::extent& in = access::writable(owner);
        const core::link_end& link = in.end(end);
        core::extent& target = *link.target;
        in.owner().expect_alive(in, access::row(owner));
        adding<between> made(target, 0, with);
        made.link(with);
        made.row().link(link.opposite->index, access::row(owner));
        return access::make<between>(target, made.row().finish());
    }
    template <class Made>
    static ref<between> take(const ref<T>& owner, const Made& made) {
        if constexpr (std::is_same_v<Made, between>) {
            return add(owner, made);
        } else {
            static_assert(
                std::is_same_v<Made, ref<between>>,
                "kith: the creator of a proxy returns the object in between: the struct, which is added, "
                "or a ref of one that is in the graph");
            core::extent& in = access::writable(owner);
            in.owner().link(in, end, access::row(owner), access::linkable(made, *in.end(end).target));
            return made;
        }
    }
    // Whether an object in between that a creator made has the next one already.
    static bool leads_on(const ref<between>& made) {
        using next = proxy_path<between, path::far>;
        if constexpr (next::through_one)
            return static_cast<bool>(read<between, next::through>(made));
        else
            return !read<between, next::through>(made).empty();
    }
    template <class Value, class... Given>
    static ref<between> make_by_creator(const ref<T>& owner, const Value& value, const Given&... given) {
        using function = decltype(creator::function);
        constexpr bool plain = std::is_invocable_v<function, const Given&...>;
        constexpr bool with_graph = std::is_invocable_v<function, kith::graph&, const Given&...>;
        static_assert(
            plain || with_graph,
            "kith: the creator of this proxy cannot be called with this value, or of a map with key "
            "and value; a kith::graph& may stand before them");
        core::extent& in = access::writable(owner);
        ref<between> made;
        if constexpr (plain && !path::chained) {
            made = take(owner, std::invoke(creator::function, given...));
        } else if constexpr (plain || with_graph) {
            // What a creator does to the graph is part of the call, and so is what comes behind the next proxy.
            in.owner().as_unit([&] {
                if constexpr (plain)
                    made = take(owner, std::invoke(creator::function, given...));
                else
                    made = take(owner, std::invoke(creator::function, its_graph<Given...>(in), given...));
                if constexpr (path::chained) {
                    if (!leads_on(made)) write<between, path::far>(made, value);
                }
            });
        }
        return made;
    }
    // A template, for kith::graph is complete only where this is used.
    template <class... Given>
    static auto& its_graph(const core::extent& in) {
        return static_cast<std::enable_if_t<sizeof...(Given) != 0, kith::graph>&>(in.owner());
    }
};

}  // namespace model
}  // namespace kith
