#pragma once

#include <kith/core/net_changes.hpp>
#include <kith/model/graph.hpp>
#include <kith/model/watched.hpp>

#include <algorithm>
#include <cstring>
#include <memory>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

namespace kith {
namespace model {

template <class T>
[[nodiscard]] std::uint32_t type_in(const core::net_changes& what) {
    static_assert(described<T>, "kith: this type has no KITH_MODEL");
    const std::string_view name = kith_name_of(static_cast<T*>(nullptr));
    const auto found = what.catalog->index_of(name);
    if (!found)
        throw schema_error(errc::schema_unknown_name,
                           "kith: these changes are of a graph without the type '" + std::string(name) +
                               "'; add it to kith::models<...>");
    return *found;
}

/// A value as its type, std::optional of a column that can be null.
template <class T, std::size_t I>
[[nodiscard]] typename watched_value<T, I>::type value_in(const core::kept_value& kept,
                                                          const schema::field& field) {
    using value = watched_value<T, I>;
    using held = typename value::kept;
    const core::cell_value view = kept.view(field);
    if constexpr (schema::is_string(kind_v<held>) || kind_v<held> == schema::kind::boxed) {
        return value::read(view);
    } else {
        // The bytes need not be aligned as the type wants it.
        held aligned{};
        if (!view.null) std::memcpy(&aligned, view.bytes, sizeof aligned);
        return value::read({.bytes = &aligned, .null = view.null});
    }
}

}  // namespace model

/// What a difference tells of an entity that came or went: its id, and what it holds, or held when it went.
template <class T>
class entity_record {
public:
    entity_record(std::shared_ptr<const core::net_changes> of, const core::row_record& row) noexcept
        : of_(std::move(of)), row_(&row) {}

    [[nodiscard]] kith::id<T> id() const noexcept { return {row_->id}; }
    operator kith::id<T>() const noexcept { return id(); }
    /// The value of a column, `record.value<&Game::price>()`: std::optional of one that can be null. Also of what `T`
    /// inherits or mixes in.
    template <auto Member>
    [[nodiscard]] auto value() const {
        using home = model::home_of<T, Member>;
        static_assert(!std::is_void_v<home>,
                      "kith: this member is not listed by this type's KITH_MODEL, nor by a base's");
        constexpr std::size_t at = model::member_at<Member, home>();
        static_assert(model::traits_of<home, at>::is_field,
                      "kith: this is no column; ask linked<> and unlinked<> about links");
        const core::row_record& row = *of_->find(model::type_in<home>(*of_), row_->kind, row_->id);
        constexpr std::uint32_t column = model::column_index<home, at>;
        return model::value_in<home, at>(row.cells[column], of_->catalog->types[row.type].fields[column]);
    }

    friend bool operator==(const entity_record& a, kith::id<T> b) noexcept { return a.id() == b; }
    /// "<Game 3, Zelda, Switch, 60>"
    friend std::ostream& operator<<(std::ostream& out, const entity_record& of) {
        return out << of.of_->print_entity(*of.row_);
    }

private:
    std::shared_ptr<const core::net_changes> of_;
    const core::row_record* row_;
};

/// A column, or a link to one, of an entity that was there before and after.
template <class T, class Value>
struct value_change {
    kith::id<T> entity;
    Value before;
    Value after;
    friend bool operator==(const value_change&, const value_change&) = default;
};

/// A link that came or went.
template <class T, class U>
struct changed_link {
    kith::id<T> owner;
    kith::id<U> member;
    friend bool operator==(const changed_link&, const changed_link&) = default;
};

/// The net difference between two points in time of a graph: from `graph.changes_since(mark)`, or told by
/// kith::after_commit. What came and went again is not in it.
///
/// Everything is told by id, ids ascending. A plain value: it refers to nothing in the graph, may outlive it, and is
/// cheap to copy.
///
/// Functions that name a type or member throw schema_error when it is not of the graph.
class changes {
public:
    /// No difference.
    changes() : changes(std::make_shared<const core::net_changes>()) {}
    explicit changes(std::shared_ptr<const core::net_changes> what) noexcept : what_(std::move(what)) {}

    [[nodiscard]] bool empty() const noexcept { return what_->empty(); }
    /// True if the graph went back to what it was: by rollback, undo, redo or a frozen view. Nobody was told of the
    /// single steps then; who does things because an entity is born or dies does not do them again.
    [[nodiscard]] bool restored() const noexcept { return what_->restored; }
    /// What takes this back: who was added is erased, and before is after.
    [[nodiscard]] changes inverse() const {
        return changes(std::make_shared<const core::net_changes>(what_->inverse()));
    }

    /// Entities that came. One of a type that inherits is also one of its base's.
    template <class T>
    [[nodiscard]] std::vector<entity_record<T>> added() const {
        return records<T>(core::row_record::what::added);
    }
    /// Entities that went, with what they held then.
    template <class T>
    [[nodiscard]] std::vector<entity_record<T>> erased() const {
        return records<T>(core::row_record::what::erased);
    }
    /// Where a column, or the partner of a link to one, is another than it was: `changed<&Game::price>()` tells values,
    /// `changed<&Review::game>()` ids, 0 for nobody. Entities that came or went are not among them.
    /// A column that `T` has from a mixin is named with the model: `changed<Game, &Game::created_at>()`.
    template <class T, auto Member>
    [[nodiscard]] auto changed() const {
        using named = model::watched_member<Member, T>;
        using traits = model::traits_of<T, named::at>;
        static_assert(!traits::is_many, "kith: a list is no value; ask linked<> and unlinked<>");
        if constexpr (traits::is_field)
            return changed_values<T, named::at>();
        else
            return changed_partners<T, named::at>();
    }
    template <auto Member>
    [[nodiscard]] auto changed() const {
        return changed<typename model::watched_member<Member>::owner, Member>();
    }

    /// Links that came at an end, whichever end they were made from; those of entities that came are among them.
    template <auto End>
    [[nodiscard]] auto linked() const {
        return links<End>(&core::pair_changes::linked);
    }
    /// Links that went; those of entities that went are among them.
    template <auto End>
    [[nodiscard]] auto unlinked() const {
        return links<End>(&core::pair_changes::unlinked);
    }
    /// The owners of lists whose members, as far as they were there before and after, stand in another order.
    template <auto End>
    [[nodiscard]] auto reordered() const {
        using named = model::watched_member<End>;
        using owner = typename named::owner;
        static_assert(model::traits_of<owner, named::at>::is_many, "kith: lists have an order");
        std::vector<kith::id<owner>> out;
        if (empty()) return out;
        const std::uint32_t type = model::type_in<owner>(*what_);
        for (const core::order_record& each : what_->orders)
            if (each.type == type && each.end == model::end_index<owner, named::at>)
                out.push_back({each.owner});
        return out;
    }

    /// All of it without the types: by number, as the catalog has them.
    [[nodiscard]] const core::net_changes& everything() const noexcept { return *what_; }

    friend bool operator==(const changes& a, const changes& b) { return *a.what_ == *b.what_; }
    /// A line for each entity, link and order: see core::net_changes::print.
    friend std::ostream& operator<<(std::ostream& out, const changes& of) { return out << of.what_->print(); }

private:
    template <class T>
    [[nodiscard]] std::vector<entity_record<T>> records(core::row_record::what kind) const {
        std::vector<entity_record<T>> out;
        if (empty()) return out;
        for (const core::row_record& row : what_->rows_of(model::type_in<T>(*what_), kind))
            out.emplace_back(what_, row);
        return out;
    }

    template <class T, std::size_t I>
    [[nodiscard]] auto changed_values() const {
        std::vector<value_change<T, typename model::watched_value<T, I>::type>> out;
        if (empty()) return out;
        constexpr std::uint32_t column = model::column_index<T, I>;
        const std::uint32_t type = model::type_in<T>(*what_);
        const schema::field& field = what_->catalog->types[type].fields[column];
        for (const core::row_record& row : what_->rows_of(type, core::row_record::what::changed))
            for (const core::field_record& each : row.fields)
                if (each.column == column)
                    out.push_back({{row.id},
                                   model::value_in<T, I>(each.before, field),
                                   model::value_in<T, I>(each.after, field)});
        return out;
    }

    template <class T, std::size_t I>
    [[nodiscard]] auto changed_partners() const {
        using target = typename model::member_type<T, I>::target;
        std::vector<value_change<T, kith::id<target>>> out;
        if (empty()) return out;
        for (const core::partner_record& each :
             what_->partners_of(model::type_in<T>(*what_), model::end_index<T, I>))
            out.push_back({{each.id}, {each.before}, {each.after}});
        return out;
    }

    template <auto End>
    [[nodiscard]] auto links(std::vector<std::pair<key, key>> core::pair_changes::*which) const {
        using named = model::watched_member<End>;
        using owner = typename named::owner;
        static_assert(model::is_end<owner, named::at>,
                      "kith: this is a column; ask changed<> about its values");
        using target = typename model::member_type<owner, named::at>::target;
        std::vector<changed_link<owner, target>> out;
        if (empty()) return out;
        const schema::end& end =
            what_->catalog->types[model::type_in<owner>(*what_)].ends[model::end_index<owner, named::at>];
        const core::pair_changes* const found = what_->links_of(end.relation);
        if (found == nullptr) return out;
        for (const auto& [first, second] : found->*which)
            out.push_back(end.side == 0 ? changed_link<owner, target>{{first}, {second}}
                                        : changed_link<owner, target>{{second}, {first}});
        std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) {
            return std::pair(a.owner, a.member) < std::pair(b.owner, b.member);
        });
        return out;
    }

    std::shared_ptr<const core::net_changes> what_;
};

/// A line for each entity, link and order.
[[nodiscard]] inline std::string to_string(const changes& of) { return of.everything().print(); }

inline changes graph::changes_since(kith::mark since) const {
    return changes(std::make_shared<const core::net_changes>(core::graph::changes_since(since)));
}

}  // namespace kith
