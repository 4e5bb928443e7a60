#pragma once

#include <kith/base/fixed_string.hpp>

#include <cstdint>

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
struct passive {};        ///< accepted: a flush knows every member and deletes it, as ON DELETE would
struct acyclic {};        ///< of a type with itself: refuses a link that would make a cycle, when it is made
template <std::uint32_t Count>
struct at_most {};  ///< of a `many`: refuses a member more
template <std::uint32_t Count>
struct at_least {};  ///< of a `many`: fewer members when the unit of work ends make it fail

// Orders of a `many`. Without one, members stand where they were put.
struct ascending {};
struct descending {};
/// Members are sorted by a column of theirs, always: also when it is written. Members with equal values stand
/// as they came. Adding, or writing that column, takes time linear in the members that have to make room.
template <fixed_string Member, class Direction = ascending>
struct ordered_by {};
/// A map from a column of the members to the members. Who is filed under a key that is taken, also by
/// writing that column, takes its place, and the former member is released. A member without a key (null) is
/// refused.
template <fixed_string Member>
struct keyed_by {};
/// The column says where each member stands, from `First` on, and is kept so: it cannot be written while
/// its row is a member. A released member keeps its last number. Removing or inserting takes time linear in
/// the members behind.
template <fixed_string Member, std::uint32_t First = 0>
struct ordering_list {};

/// Many-to-many: the association table's name in SQL, and of its columns for this type and the target.
template <fixed_string Table, fixed_string This = "", fixed_string That = "">
struct secondary {};

// Of proxies.
struct cascade_scalar_deletes {};  ///< setting a proxy through a `one` to null unlinks the object in between
/// Makes the object in between: a function, a static member function or a lambda without captures. It is called
/// with the value that is added, or of a map with key and value; a kith::graph& may stand before them, and what
/// it does to the graph is part of the call. It returns the struct, which is added and linked, or a ref of an
/// object that the graph has, which is linked. A body that uses refs stands behind the KITH_MODELs of their types:
/// `Assignment make(kith::ref<Project>);`
template <auto Function>
struct creator {};

}  // namespace kith
