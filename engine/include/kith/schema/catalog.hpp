#pragma once

#include <kith/schema/cascade.hpp>
#include <kith/schema/field.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kith::schema {

enum class arity : std::uint8_t { one, many };

/// What decides the order of a `many` end's members.
enum class ordering : std::uint8_t {
    insertion,  ///< where they were put
    sorted,     ///< the value of a column of theirs; among equals, who came first
    keyed,      ///< a map: where they were put, and at most one member for each value of a column
    numbered,   ///< where they were put, and a column of theirs says where that is
};

/// One end of a relationship, as a type declares it.
struct end {
    static constexpr std::uint32_t unlimited = UINT32_MAX;

    std::string name;    ///< member name; of a hidden end, a name made from the other end's
    std::string target;  ///< name of the type at the other end
    std::string back;    ///< name of the counterpart; empty for none
    schema::arity arity = arity::many;
    schema::cascade cascade;
    bool as_set = false;  ///< no order, constant-time removal
    ordering order = ordering::insertion;
    std::string order_by;               ///< the target's column that sorts, keys or numbers the members
    bool descending = false;            ///< sorted: greatest first
    std::uint32_t first_number = 0;     ///< numbered: the first member's number
    std::uint32_t at_least = 0;         ///< members when the unit of work ends
    std::uint32_t at_most = unlimited;  ///< members at any time
    bool acyclic = false;               ///< of a type with itself: nobody is reached from itself
    bool single_parent = false;         ///< at most one holder at a time
    bool passive = false;               ///< accepted as SQLAlchemy's passive_deletes; changes nothing
    bool required = false;              ///< a `one` that must be linked when the unit of work ends
    bool holds_key = false;             ///< one-to-one: this end has the SQL column
    /// A `one` that stands alone: its row and the partner are one entity of a type that inherits from the
    /// target. They have one id and come and go together: the catalog makes it required, and cascade both ways.
    bool inherits = false;
    bool hidden = false;         ///< made by the catalog for a declared end that stands alone
    std::string column;          ///< SQL foreign-key column of a `one`; empty: derived from the name
    std::string secondary;       ///< SQL association table of a many-to-many; empty: derived
    std::string secondary_this;  ///< its column for this end's owner; empty: derived
    std::string secondary_that;  ///< its column for the target; empty: derived

    // Filled by catalog.
    std::uint32_t owner_type = 0;
    std::uint32_t target_type = 0;
    std::uint32_t relation = 0;
    std::uint8_t side = 0;
    std::uint32_t order_column = 0;  // order_by among the target's fields
};

struct proxy {
    std::string name;
    std::string through;  ///< the relationship on this type
    std::string far;      ///< the member of that relationship's target
};

enum class member_kind : std::uint8_t { field, end, proxy };

/// What a type's n-th declared member is: a place in `fields`, `ends` or `proxies`.
struct member {
    std::string name;
    member_kind kind;
    std::uint32_t index;
};

struct type {
    std::string name;
    std::string table;  ///< SQL table; empty: the type's name
    std::vector<member> members;
    std::vector<field> fields;
    std::vector<end> ends;  ///< declared ones first, hidden ones after them
    std::vector<proxy> proxies;

    /// Adds a member in declared order; the name must be new (schema_error).
    void add(field each);
    void add(end each);
    void add(proxy each);
    /// The member's index in `members`, or nothing.
    [[nodiscard]] std::optional<std::uint32_t> find(std::string_view member) const noexcept;
    [[nodiscard]] const field* find_field(std::string_view name) const noexcept;
    [[nodiscard]] const end* find_end(std::string_view name) const noexcept;
};

/// Which end an end is: `catalog.types[type].ends[index]`.
struct end_place {
    std::uint32_t type = 0;
    std::uint32_t index = 0;
};

/// A relationship: its two ends. Of a one-to-many, side 0 is the `many` end (the owner's) and side 1 the
/// `one` end, which holds the key; of a one-to-one side 1 holds the key.
struct relation {
    std::array<end_place, 2> sides;
};

/// The whole description of a graph's types, checked and with both ends of every relationship paired.
/// A plain value without any C++ type of the user's: storage and tools work from it.
struct catalog {
    std::vector<type> types;
    std::vector<relation> relations;

    /// Pairs the ends and checks everything. Throws schema_error that names type, member and remedy.
    [[nodiscard]] static catalog of(std::vector<type> types);

    [[nodiscard]] const type* find(std::string_view name) const noexcept;
    [[nodiscard]] std::optional<std::uint32_t> index_of(std::string_view name) const noexcept;
    [[nodiscard]] const end& at(end_place place) const { return types[place.type].ends[place.index]; }
    [[nodiscard]] const end& counterpart(const end& of) const {
        return at(relations[of.relation].sides[of.side ^ 1U]);
    }
    [[nodiscard]] arity side_arity(std::uint32_t relation, unsigned side) const {
        return at(relations[relation].sides[side]).arity;
    }
    /// A 64-bit hash of everything that decides what a stored graph means.
    [[nodiscard]] std::uint64_t fingerprint() const;
};

}  // namespace kith::schema
