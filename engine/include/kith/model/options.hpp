#pragma once

#include <kith/base/fixed_string.hpp>

// The tags that stand after a member's type: `kith::column<std::string, kith::unique>`.

namespace kith {

// Of columns.
struct unique {};   ///< no two rows have the same value; a hashed index unless another kind is given
struct hashed {};   ///< an index for equality
struct ordered {};  ///< an index for equality, ranges and order
struct ranked {};   ///< an ordered index that also knows each row's rank
struct created {};  ///< a timestamp set when the row is added (server_default=now())
struct updated {};  ///< a timestamp set at every real change of the row (onupdate=now()); null before

// Of columns and of `one`.
struct required {};  ///< may not be null, or empty, when the unit of work ends
template <fixed_string Name>
struct name {};  ///< the name in SQL: a column's, a `one`'s foreign key's, or (kith_table) a table's

// Of relationships.
template <fixed_string Words>
struct cascade {};        ///< SQLAlchemy's words, see schema/cascade.hpp
struct as_set {};         ///< a `many` without order: constant-time removal
struct foreign_key {};    ///< of a one-to-one: this end holds the key in SQL
struct single_parent {};  ///< at most one holder at a time, where the relationship alone allows several
struct passive {};        ///< SQL: the database's ON DELETE does the cascade
/// Many-to-many: the association table's name in SQL, and of its columns for this type and the target.
template <fixed_string Table, fixed_string This = "", fixed_string That = "">
struct secondary {};

// Of proxies.
template <auto Function>
struct creator {
};  ///< makes the association object from what is added: `Assignment make(kith::ref<Project>)`

}  // namespace kith
