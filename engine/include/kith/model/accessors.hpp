#pragma once

#include <kith/model/list_proxy.hpp>
#include <kith/model/map_proxy.hpp>
#include <kith/model/scalar_proxy.hpp>
#include <kith/model/set_proxy.hpp>

#include <utility>

namespace kith {
namespace model {

/// What an accessor of proxy `I` of `T` returns, which goes through a `many`.
template <class T, std::size_t I, flavour Flavour>
struct proxy_view_of {
    using type = list_proxy<T, I>;
};
template <class T, std::size_t I>
struct proxy_view_of<T, I, flavour::set> {
    using type = set_proxy<T, I>;
};
template <class T, std::size_t I>
struct proxy_view_of<T, I, flavour::map> {
    using type = map_proxy<T, I>;
};
template <class T, std::size_t I>
using proxy_type =
    typename proxy_view_of<T, I, flavour_of<member_type<T, proxy_path<T, I>::through>>::value>::type;

/// Reads member `I`: a value of a column (std::optional of one that can be null), a ref of a `one`, a view
/// of a `many` or a proxy. Through an empty ref: the default value, an empty ref, an empty view.
///
/// Texts and optional values are returned const, so that `game.title() = "x"`, which would change nothing, does not
/// compile.
template <class T, std::size_t I>
decltype(auto) read(const ref<T>& self) {
    using declared = member_type<T, I>;
    using traits = traits_of<T, I>;
    access::check(self);
    core::extent* in = access::extent(self);
    const slot row = access::row(self);
    if constexpr (traits::is_one) {
        using target = typename declared::target;
        if (in == nullptr) [[unlikely]]
            return ref<target>();
        return access::make<target>(in->end(end_index<T, I>).target, in->partner(end_index<T, I>, row));
    } else if constexpr (traits::is_many) {
        return in == nullptr ? end_type<T, I>() : end_type<T, I>(*in, end_index<T, I>, row);
    } else if constexpr (traits::is_proxy) {
        if constexpr (is_scalar_proxy<T, I>())
            return read<typename proxy_path<T, I>::between, proxy_path<T, I>::far>(
                read<T, proxy_path<T, I>::through>(self));
        else
            return proxy_type<T, I>(self);
    } else {
        using value = typename without_optional<typename traits::value_type>::type;
        constexpr std::uint32_t column = column_index<T, I>;
        constexpr bool nullable = is_optional<typename traits::value_type> || traits::template has<updated>;
        using cell = decltype(read_cell<value>(*in, column, row));
        if constexpr (nullable) {
            using result = const std::optional<std::remove_cvref_t<cell>>;
            if (in == nullptr || in->is_null(column, row)) return result();
            return result(read_cell<value>(*in, column, row));
        } else if constexpr (std::is_reference_v<cell>) {
            static const value empty{};
            return in == nullptr ? static_cast<const value&>(empty) : read_cell<value>(*in, column, row);
        } else {
            using shown = std::conditional_t<std::is_class_v<cell>, const cell, cell>;
            if (in == nullptr) [[unlikely]]
                return static_cast<shown>(cell{});
            return static_cast<shown>(read_cell<value>(*in, column, row));
        }
    }
}

// Where more is to be done than to write a cell: on the first write to a page since a mark, and always where a
// column has an index, an order or somebody who watches. By value, so that a number stays in a register.
template <class T>
[[gnu::noinline]] void write_slowly(core::extent& in, std::uint32_t column, slot row, T cell) {
    const core::column& to = in.column(column);
    if (!to.direct() || !in.rows().lives(row))
        in.owner().set(in, column, row, &cell);
    else if (std::memcmp(in.cells(column) + std::size_t{row} * sizeof(T), &cell, sizeof(T)) != 0)
        to.cells->put(row, cell);
}

template <class T, class Value>
void write_value(core::extent& in, std::uint32_t column, slot row, Value&& value) {
    if constexpr (schema::is_string(kind_v<T>)) {
        expect_value<textual<Value>>();
        if constexpr (textual<Value>) in.owner().set_text(in, column, row, as_text(value));
    } else if constexpr (kind_v<T> == schema::kind::boxed) {
        constexpr bool fits = std::is_convertible_v<Value&, const T&>;
        expect_value<fits>();
        if constexpr (fits) {
            const T& kept = value;
            in.owner().set_boxed(in, column, row, &kept);
        }
    } else {
        const T cell = to_cell<T>(in, column, std::forward<Value>(value));
        const core::column& to = in.column(column);
        const std::size_t at = std::size_t{row} * sizeof(T);
        // A cell of any other size may lie on two pages.
        if (memory::page_size % sizeof(T) == 0 && in.rows().lives(row) && to.open(at)) [[likely]] {
            T* const cells = reinterpret_cast<T*>(to.cells->base());
            if (std::memcmp(cells + row, &cell, sizeof(T)) != 0) cells[row] = cell;
        } else {
            write_slowly<T>(in, column, row, cell);
        }
    }
}

/// Writes member `I`: a column's value, the partner of a `one` (an empty ref or nullptr unlinks), all members of a
/// `many`, all values of a proxy, which through a `one` is the value that it shows. Such a proxy makes the object in
/// between where there is none: `with` are its other members then.
template <class T, std::size_t I, class Value, class... With>
void write(const ref<T>& self, Value&& value, With&&... with) {
    using declared = member_type<T, I>;
    using traits = traits_of<T, I>;
    constexpr bool resets = std::is_same_v<std::remove_cvref_t<Value>, reset_t>;
    constexpr bool scalar_proxy = is_scalar_proxy<T, I>();
    static_assert(scalar_proxy || sizeof...(With) == 0, "kith: this member is set to one value");
    static_assert(scalar_proxy || !resets,
                  "kith: kith::reset is for a proxy that goes through a link to one");
    core::extent& in = access::writable(self);
    const slot row = access::row(self);
    if constexpr (traits::is_one) {
        constexpr std::uint32_t end = end_index<T, I>;
        using target = typename declared::target;
        static_assert(
            std::is_convertible_v<Value, ref<target>> || std::is_null_pointer_v<std::remove_cvref_t<Value>>,
            "kith: this member links to another type; give a ref of that type, or nullptr to unlink");
        if constexpr (std::is_null_pointer_v<std::remove_cvref_t<Value>>) {
            in.owner().clear(in, end, row);
        } else {
            if (value)
                in.owner().link(in, end, row, access::linkable(value, *in.end(end).target));
            else
                in.owner().clear(in, end, row);
        }
    } else if constexpr (traits::is_many) {
        read<T, I>(self).assign(std::forward<Value>(value));
    } else if constexpr (traits::is_proxy) {
        if constexpr (scalar_proxy && resets)
            reset_scalar<T, I>(self);
        else if constexpr (scalar_proxy)
            write_scalar<T, I>(self, value, std::forward<With>(with)...);
        else
            read<T, I>(self).assign(std::forward<Value>(value));
    } else {
        using kept = typename without_optional<typename traits::value_type>::type;
        constexpr std::uint32_t column = column_index<T, I>;
        if constexpr (std::is_same_v<std::remove_cvref_t<Value>, std::nullopt_t>) {
            static_assert(is_optional<typename traits::value_type> || traits::template has<created> ||
                              traits::template has<updated> || traits::template has<required>,
                          "kith: this column cannot be null; declare it std::optional");
            in.owner().set_null(in, column, row);
        } else if constexpr (is_optional<std::remove_cvref_t<Value>>) {
            if (value)
                write_value<kept>(in, column, row, *value);
            else
                in.owner().set_null(in, column, row);
        } else {
            write_value<kept>(in, column, row, std::forward<Value>(value));
        }
    }
}

/// Whether the hidden counterpart of end `I` of `T` holds many.
template <class Option>
inline constexpr bool is_secondary = false;
template <fixed_string Table, fixed_string This, fixed_string That>
inline constexpr bool is_secondary<secondary<Table, This, That>> = true;

template <class Declared>
inline constexpr bool lone_many_owns = true;
template <class T, fixed_string Back, class... Options>
inline constexpr bool lone_many_owns<many<T, Back, Options...>> = !(is_secondary<Options> || ...);

}  // namespace model

/// Walks a link without a counterpart backwards: who holds `target` through `End`. A view where several
/// can, else a ref. `kith::backref<&User::roles>(role)` are the users with that role.
template <auto End>
[[nodiscard]] auto backref(const auto& target) {
    using owner = typename model::pointer_traits<End>::owner;
    constexpr std::size_t at = model::member_at<End>();
    static_assert(at != model::no_member && model::is_end<owner, at>,
                  "kith: kith::backref wants a relationship's member");
    using declared = model::member_type<owner, at>;
    static_assert(std::is_convertible_v<decltype(target), ref<typename declared::target>>,
                  "kith: kith::backref is asked with a ref of the type that the relationship leads to");
    static_assert(declared::back.empty(), "kith: this relationship has a counterpart; use that member");
    constexpr bool one_holder = model::traits_of<owner, at>::is_many
                                    ? model::lone_many_owns<declared>
                                    : model::traits_of<owner, at>::template has<single_parent>;
    const ref<typename declared::target>& of = target;
    core::extent* in = model::access::extent(of);
    const slot row = model::access::row(of);
    if constexpr (one_holder) {
        if (in == nullptr) return ref<owner>();
    } else {
        if (in == nullptr) return list_end<owner>();
    }
    core::extent& owners = in->owner().at(kith_name_of(static_cast<owner*>(nullptr)));
    const std::uint32_t index = owners.end(model::end_index<owner, at>).opposite->index;
    if constexpr (one_holder)
        return model::access::make<owner>(owners, in->partner(index, row));
    else
        return list_end<owner>(*in, index, row);
}

}  // namespace kith
