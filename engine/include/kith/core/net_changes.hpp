#pragma once

#include <kith/core/difference.hpp>
#include <kith/core/observers.hpp>

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace kith::core {

/// What a cell held, kept for itself.
struct kept_value {
    std::string bytes;                  ///< of a number, a date or a plain struct; the text itself
    std::shared_ptr<const void> boxed;  ///< a copy; none for the type's default
    bool null = false;

    /// As observers are given values. Refers to this.
    [[nodiscard]] cell_value view(const schema::field& of) const noexcept;
    [[nodiscard]] bool equals(const kept_value& other, const schema::field& of) const;
};

/// One field of an entity that was there before and after.
struct field_record {
    std::uint32_t column;
    kept_value before;
    kept_value after;
};

/// One entity that came, went or has other values.
struct row_record {
    enum class what : std::uint8_t { erased, changed, added };
    std::uint32_t type;
    what kind;
    key id;
    std::vector<kept_value> cells;     ///< by column, what an entity held when it went, or holds that came
    std::vector<field_record> fields;  ///< of one that changed, by column
};

/// The partner of an entity that was there before and after, at an end that holds one; 0 for nobody.
struct partner_record {
    key id;
    key before;
    key after;
};

/// A list whose members that were there before and after stand in another order.
struct order_record {
    std::uint32_t type;
    std::uint32_t end;
    key owner;
};

/// The net difference between two points in time of a graph: what came and went again is not in it, and a field
/// that has its old value again is not either. A plain value without any reference into the graph.
///
/// Order: types, and relationships, as they were declared; of a type, who was erased, who changed and who was
/// added, ids ascending; of a relationship by the ids of both sides, side 0 first; of orders by type, end and id.
struct net_changes {
    std::shared_ptr<const schema::catalog> catalog;
    std::vector<row_record> rows;
    /// For each relationship of any kind with links that came or went, those of entities that came or went as
    /// well among them. A `one` end that changed hands lost one link and got another.
    std::vector<pair_changes> links;
    /// Sets have no order, and neither has an end that nobody declared.
    std::vector<order_record> orders;
    /// The graph went back to what it was: by rollback, undo, redo or from a frozen view.
    bool restored = false;

    /// The graph as it is, against what it was. Requires a graph that is not in the middle of a change.
    [[nodiscard]] static net_changes of(const core::graph& graph, const difference& since);

    [[nodiscard]] bool empty() const noexcept { return rows.empty() && links.empty() && orders.empty(); }
    /// What takes this back: who was added is erased, and before is after.
    [[nodiscard]] net_changes inverse() const;

    using span = std::span<const row_record>;
    /// The entities of a type that came, went or changed.
    [[nodiscard]] span rows_of(std::uint32_t type, row_record::what kind) const noexcept;
    /// Null for none.
    [[nodiscard]] const row_record* find(std::uint32_t type, row_record::what kind, key id) const noexcept;
    /// Who was there before and after and has another partner at an end that holds one, ids ascending.
    [[nodiscard]] std::vector<partner_record> partners_of(std::uint32_t type, std::uint32_t end) const;
    /// Nothing when no link of the relationship is in this.
    [[nodiscard]] const pair_changes* links_of(std::uint32_t relation) const noexcept;
    /// True if an entity of the type came, went or changed, or a list or link that it declares did.
    [[nodiscard]] bool touches(std::uint32_t type) const noexcept;
    [[nodiscard]] bool touches_field(std::uint32_t type, std::uint32_t column) const noexcept;
    [[nodiscard]] bool touches_end(std::uint32_t type, std::uint32_t end) const noexcept;

    /// A line for each entity, link and order:
    ///   - <Review 7, 9, again!>
    ///   ~ Game 1: price 60 -> 45
    ///   + <Game 3, Zelda, Switch, 60>
    ///   Game 1.reviews + Review 9
    ///   Game 1.reviews reordered
    /// An entity of a type that inherits is one line.
    [[nodiscard]] std::string print() const;
    /// One of the lines that `print` has for entities; empty for a part of an entity that has another line.
    [[nodiscard]] std::string print(const row_record& row) const;

    /// "<Game 3, Zelda, Switch, 60>": of one that came or went.
    [[nodiscard]] std::string print_entity(const row_record& row) const;

    friend bool operator==(const net_changes& a, const net_changes& b);
};

}  // namespace kith::core
