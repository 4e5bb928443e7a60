#pragma once

#include <kith/schema/catalog.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace kith::storage::sql {

enum class role : std::uint8_t {
    id,        ///< the primary key
    base_id,   ///< the primary key of a type that inherits: also the id of the row of its base
    field,     ///< a field's values
    key,       ///< a `one` end: the id of the row it is linked to
    this_key,  ///< association table: the id of a row of the relationship's side 0
    that_key,  ///< association table: the id of a row of its side 1
};

/// What the database does with a row whose referred row is deleted.
enum class on_delete : std::uint8_t { cascade, set_null, no_action };

struct column {
    std::string name;
    sql::role role = role::field;
    std::uint32_t index = 0;               ///< into the type's fields (field) or ends (key, base_id)
    const schema::field* field = nullptr;  ///< of a field
    std::uint32_t refers_to = 0;           ///< of keys: number of the type whose id it is
    sql::on_delete when_deleted = on_delete::set_null;
    bool not_null = false;
    bool unique = false;
    std::string foreign_key;  ///< constraint's name, of keys
    std::string unique_name;  ///< constraint's name, when unique
    std::string index_name;   ///< when there is an index besides unique and primary key

    /// The id of this row.
    [[nodiscard]] bool is_id() const noexcept { return role == role::id || role == role::base_id; }
    /// The id of a row of a table, which a foreign key says.
    [[nodiscard]] bool is_key() const noexcept { return role != role::id && role != role::field; }
};

/// One table of the database: that of a type, or the pairs of a many-to-many relationship.
struct table {
    std::string name;
    std::uint32_t number = 0;  ///< of the type, or of the relation
    bool pairs = false;
    std::string primary_key;  ///< constraint's name, of pairs
    std::vector<column> columns;

    [[nodiscard]] const column* find(std::string_view column) const noexcept;
};

/// What the database of a catalog looks like. Refers to the catalog's fields.
///
/// Every type has a table with `id` first, then its fields as declared, then a key for each relationship
/// that it holds: of one-to-many the `one` end, of one-to-one side 1. The key to the base of a type that
/// inherits is the id itself. Every many-to-many relationship has an association table.
struct tables {
    std::vector<table> types;  ///< by the type's number
    std::vector<table> pairs;  ///< in the order of the relations
    /// Numbers of types, referred ones before referring ones; where types refer to each other in a circle,
    /// they stand in declared order.
    std::vector<std::uint32_t> order;
    /// By the type's number: types in the same circle have the same group, alone is a group too.
    std::vector<std::uint32_t> group;

    /// Throws schema_error when two columns or tables would have the same name.
    [[nodiscard]] static tables of(const schema::catalog& catalog);

    /// The association table of a relation; it must be many-to-many.
    [[nodiscard]] const table& of_relation(std::uint32_t relation) const noexcept;
};

/// Where kith keeps what belongs to no row: names and values. `next_id:<table>` is the id that the next new
/// row gets, so that ids are never used twice; `generation` counts the flushes; `format` is 1.
inline constexpr std::string_view meta_table = "kith_meta";

}  // namespace kith::storage::sql
