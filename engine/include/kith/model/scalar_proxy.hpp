#pragma once

#include <kith/model/making.hpp>

namespace kith {

/// Written to a proxy through a link to one, releases the object in between, whatever it shows:
/// `step.recipe_name(kith::reset)`. Throws lookup_error (not_a_member) when there is none.
struct reset_t {};
inline constexpr reset_t reset{};

namespace model {

/// Whether member `I` of `T` is a proxy through a link to one.
template <class T, std::size_t I>
consteval bool is_scalar_proxy() {
    if constexpr (traits_of<T, I>::is_proxy)
        return proxy_path<T, I>::through_one;
    else
        return false;
}

/// Whether a value stands for null: nullptr, std::nullopt, an empty ref or optional.
template <class Value>
[[nodiscard]] bool is_null(const Value& value) noexcept {
    if constexpr (is_null_constant<Value>)
        return true;
    else if constexpr (is_optional<Value> || is_ref<Value>)
        return !value;
    else
        return false;
}

/// Whether member `I` of `T` can be set to null.
template <class T, std::size_t I>
consteval bool can_be_null() {
    using traits = traits_of<T, I>;
    if constexpr (traits::is_field) {
        return is_optional<typename traits::value_type> || traits::template has<created> ||
               traits::template has<updated> || traits::template has<required>;
    } else if constexpr (traits::is_proxy) {
        using path = proxy_path<T, I>;
        if constexpr (path::through_one)
            return proxy_traits<member_type<T, I>>::cascades ||
                   can_be_null<typename path::between, path::far>();
        else
            return false;
    } else {
        return traits::is_one;
    }
}
template <class T, std::size_t I>
void set_null(const ref<T>& self) {
    if constexpr (traits_of<T, I>::is_field)
        write<T, I>(self, std::nullopt);
    else
        write<T, I>(self, nullptr);
}

/// Releases the object in between of a proxy through a link to one.
template <class T, std::size_t I>
void reset_scalar(const ref<T>& self) {
    using path = proxy_path<T, I>;
    core::extent& in = access::writable(self);
    if (!read<T, path::through>(self))
        throw lookup_error(errc::not_a_member,
                           "kith: " + in.type().name + "." + std::string(member_name<T, I>) + " has no " +
                               std::string(path::declared::through) + " to release; test that first");
    in.owner().clear(in, end_index<T, path::through>, access::row(self));
}

/// Sets what a proxy through a link to one shows. Without an object in between, a value makes one, by the creator
/// or with that one member set, and null changes nothing. With one, its member is set; null releases it too where
/// the proxy has kith::cascade_scalar_deletes. `with` are its other members, should it be made.
template <class T, std::size_t I, class Value, class... With>
void write_scalar(const ref<T>& self, const Value& value, With&&... with) {
    using path = proxy_path<T, I>;
    using between = typename path::between;
    static_assert(
        sizeof...(With) == 0 || (std::is_convertible_v<With, between> && ...),
        "kith: what may stand behind the value of a proxy is an object in between, should it be made");
    core::extent& in = access::writable(self);
    const ref<between> present = read<T, path::through>(self);
    constexpr bool nullable = can_be_null<between, path::far>();
    constexpr bool cascades = proxy_traits<typename path::declared>::cascades;
    if (!present) {
        if constexpr (!is_null_constant<Value>) {
            if (is_null(value)) return;
            if constexpr (sizeof...(With) == 0)
                making<T, I>::make(self, value);
            else
                making<T, I>::make_from(self, value, std::forward<With>(with)...);
        }
        return;
    }
    if constexpr (cascades) {
        if (is_null(value)) {
            in.owner().as_unit([&] {
                if constexpr (nullable) set_null<between, path::far>(present);
                in.owner().clear(in, end_index<T, path::through>, access::row(self));
            });
            return;
        }
    }
    if constexpr (is_null_constant<Value>) {
        static_assert(
            nullable || cascades,
            "kith: this proxy shows a column that cannot be null; declare it std::optional, or give the "
            "proxy kith::cascade_scalar_deletes");
        if constexpr (nullable) set_null<between, path::far>(present);
    } else {
        write<between, path::far>(present, value);
    }
}

}  // namespace model
}  // namespace kith
