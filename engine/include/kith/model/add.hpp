#pragma once

#include <kith/core/adding.hpp>
#include <kith/model/ref.hpp>
#include <kith/model/value.hpp>

namespace kith::model {

/// Writes one value into a cell of a row that is being added.
template <class T>
void init_cell(core::adding& row, core::extent& in, std::uint32_t column, const T& value) {
    if constexpr (is_optional<T>) {
        if (value) init_cell(row, in, column, *value);
    } else if constexpr (schema::is_string(kind_v<T>)) {
        const std::string_view text = as_text(value);
        const core::column& to = in.column(column);
        if (text.empty() && to.present == nullptr) return;  // a new row is empty already
        if (text.size() <= memory::text_cell::inline_capacity && to.present == nullptr)
            to.cells->put(row.row(), memory::make_short_text(text));
        else
            row.set_text(column, text);
    } else if constexpr (kind_v<T> == schema::kind::boxed) {
        row.set_boxed(column, &value);
    } else {
        const core::column& to = in.column(column);
        // A new row is zero already: what is zero need not be written.
        static constexpr T zero{};
        if (std::memcmp(&value, &zero, sizeof(T)) != 0) to.cells->put(row.row(), value);
        if (to.present != nullptr) to.present->put(row.row(), std::uint8_t{1});
    }
}

template <class T, std::size_t I>
void init_member(core::adding& row, core::extent& in, const T& value) {
    const auto& member = value.*descriptor<T, I>::pointer;
    if constexpr (traits_of<T, I>::is_field) {
        if constexpr (std::is_same_v<member_type<T, I>, typename traits_of<T, I>::value_type>)
            init_cell(row, in, column_index<T, I>, member);
        else
            init_cell(row, in, column_index<T, I>, member.value);
    }
}

inline void init_link(core::adding& row, core::extent& in, std::uint32_t end, const row_place& given) {
    if (given.in == nullptr && given.row == 0) return;
    if (given.row == 0) return;
    if (given.in != in.end(end).target)
        throw usage_error(errc::foreign_ref,
                          "kith: " + in.type().name + "." + in.end(end).described->name +
                              " was given a ref of another graph; find that entity here by its id");
    row.link(end, given.row);
}

template <class T, std::size_t I>
void init_links(core::adding& row, core::extent& in, const T& value) {
    const auto& member = value.*descriptor<T, I>::pointer;
    if constexpr (traits_of<T, I>::is_one) {
        init_link(row, in, end_index<T, I>, member.given);
    } else if constexpr (traits_of<T, I>::is_many) {
        for (const row_place& each : member.given) init_link(row, in, end_index<T, I>, each);
    }
}

template <class T, std::size_t I>
void expect_link(core::extent& in, const T& value) noexcept {
    if constexpr (traits_of<T, I>::is_one) {
        const row_place& given = (value.*descriptor<T, I>::pointer).given;
        const core::link_end& link = in.end(end_index<T, I>);
        if (given.in == link.target) link.expect(given.row);
    }
}

template <class T>
void init_cells(core::adding& row, core::extent& in, const T& value) {
    [&]<std::size_t... I>(std::index_sequence<I...>) { (init_member<T, I>(row, in, value), ...); }
    (std::make_index_sequence<member_count<T>>{});
}
template <class T>
void init_ends(core::adding& row, core::extent& in, const T& value) {
    [&]<std::size_t... I>(std::index_sequence<I...>) { (init_links<T, I>(row, in, value), ...); }
    (std::make_index_sequence<member_count<T>>{});
}

/// An entity under construction, with what `value` holds. Fields come first, links after them: what a link
/// finds is a whole entity (R3). Unless `finish` succeeds the entity never was.
template <class T>
class adding {
public:
    adding(core::extent& in, key id, const T& value) : in_(in), row_(in, id) {
        [&]<std::size_t... I>(std::index_sequence<I...>) { (expect_link<T, I>(in, value), ...); }
        (std::make_index_sequence<member_count<T>>{});
        init_cells(row_, in, value);
    }

    void link(const T& value) { init_ends(row_, in_, value); }
    [[nodiscard]] core::adding& row() noexcept { return row_; }

private:
    core::extent& in_;
    core::adding row_;
};

/// The same of a type that inherits: its base's row, from which it has its id, and its own.
template <inherits T>
class adding<T> {
public:
    adding(core::extent& in, key id, const T& value)
        : base_(*in.end(base_end<T>).target, id, value), in_(in), row_(in, base_end<T>, base_.row()) {
        init_cells(row_, in, value);
    }

    void link(const T& value) {
        base_.link(value);
        init_ends(row_, in_, value);
    }
    [[nodiscard]] core::adding& row() noexcept { return row_; }

private:
    adding<base_of<T>> base_;
    core::extent& in_;
    core::adding row_;
};

}  // namespace kith::model
