#pragma once

#include <kith/base/config.hpp>
#include <kith/memory/heap.hpp>
#include <kith/memory/region.hpp>
#include <kith/schema/catalog.hpp>
#include <kith/table/row_set.hpp>
#include <kith/table/rows.hpp>
#include <kith/table/slot_range.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace kith::link {

/// A `many` end's cell: where its list lies in the link heap. The empty list has no block.
struct head {
    std::uint32_t block = 0;
    std::uint32_t live = 0;            // members
    std::uint32_t used = 0;            // places in use, holes among them
    std::uint32_t size_class : 8 = 0;  // of the block
    std::uint32_t version : 24 = 0;    // counts what changes members' places, other than a member more

    /// Places that the block has room for. A large one has one more behind them, for `first`.
    [[nodiscard]] std::uint32_t capacity() const noexcept {
        return static_cast<std::uint32_t>(memory::heap::units_of(size_class) * places_a_unit -
                                          (large() ? 1 : 0));
    }
    [[nodiscard]] bool large() const noexcept { return size_class >= first_large; }
    /// The bytes of a block with room for so many places.
    [[nodiscard]] static constexpr std::size_t bytes_for(std::size_t places) noexcept {
        const std::size_t bytes = places * sizeof(slot);
        return memory::heap::class_of(bytes) < first_large ? bytes : bytes + sizeof(slot);
    }
    /// The places before this one are holes. A small list has few holes and does not know.
    [[nodiscard]] std::uint32_t first(const slot* places) const noexcept {
        return used == live || !large() ? 0 : places[capacity()];
    }
    [[nodiscard]] table::slot_range members(const std::byte* heap_base) const noexcept {
        const auto* const places =
            reinterpret_cast<const slot*>(heap_base + std::size_t{block} * memory::heap::unit);
        if (used == live) [[likely]]
            return {places, used};
        return {places, used, live, first(places)};
    }
    /// Where `used`, `size_class` and `version` lie: eight bytes that are others after each change of the list.
    static constexpr std::size_t state_offset = 8;

private:
    static constexpr std::size_t places_a_unit = memory::heap::unit / sizeof(slot);
    static constexpr std::uint8_t first_large = memory::heap::class_of(64 * sizeof(slot));
};
static_assert(sizeof(head) == 16 && offsetof(head, used) == head::state_offset);

/// Where the lists of a graph lie.
struct list_space {
    memory::heap owned;        ///< of lists opposite a `one`
    memory::heap pairs;        ///< of lists opposite a `many`
    memory::region positions;  ///< those of `pairs`

    list_space(memory::page_log& log, std::size_t reserve)
        : owned(log, reserve), pairs(log, reserve), positions(log, reserve) {}
};

/// The two ends of one relationship, kept in step. Knows slots, not types: no cascades, no rules.
///
/// A `one` end has a cell with the partner's slot. A `many` end has a head; its block holds the members'
/// slots. Opposite another `many`, the members' positions in the partners' lists stand in a region of their
/// own, at the offset at which the slot stands in the heap: walking does not touch them, and lists that were
/// made one after the other are walked one after the other. Opposite a `many`, a `one` end has its row's
/// position in the owner's list.
///
/// Invariants
/// 1. b is in a's end exactly when a is in b's, and at most once.
/// 2. A position names the place in the partner's list where this row stands.
/// 3. A list's last place is no hole; holes never outnumber the members by more than a small constant. A large
///    list knows of holes before its first member.
///
/// Every change needs a reserve before it and cannot fail then: callers reserve for a whole operation,
/// then apply it, so that an operation either happens or does not.
class relationship {
public:
    relationship(memory::page_log& log, list_space& space, const schema::catalog& catalog,
                 std::uint32_t number, std::array<table::rows*, 2> rows, std::uint64_t most_rows);

    /// So many heads behind that of the last row can be read. They are zero.
    static constexpr slot readable_ahead = 12;

    [[nodiscard]] schema::arity arity(unsigned side) const noexcept { return ends_[side].arity; }
    [[nodiscard]] bool as_set(unsigned side) const noexcept { return ends_[side].as_set; }
    /// The cells of a side: slots of a `one`, heads of a `many`.
    [[nodiscard]] const memory::region& cells(unsigned side) const noexcept { return *ends_[side].cells; }

    /// What the blocks of its heads lie in.
    [[nodiscard]] const memory::heap& lists_of() const noexcept { return links_; }

    /// The partner of a `one` end, 0 for none.
    [[nodiscard]] slot partner(unsigned side, slot a) const noexcept {
        return ends_[side].cells->at<slot>(a);
    }
    /// The members of a `many` end.
    [[nodiscard]] table::slot_range members(unsigned side, slot a) const noexcept {
        return heads(side, a).members(links_.base());
    }
    [[nodiscard]] bool linked(unsigned side, slot a, slot b) const noexcept {
        if (ends_[side].arity == schema::arity::one) return partner(side, a) == b;
        if (ends_[side ^ 1U].arity == schema::arity::one) return partner(side ^ 1U, b) == a;
        return paired(side, a, b);
    }
    /// Members of either kind of end.
    [[nodiscard]] std::size_t count(unsigned side, slot a) const noexcept;
    /// The place of member b in a's list. Requires a `many` end and that they are linked.
    [[nodiscard]] std::uint32_t place(unsigned side, slot a, slot b) const noexcept;

    /// Makes sure that one `link` of a and b (displaced partners included) and one `unlink` cannot fail.
    void reserve_link(unsigned side, slot a, slot b) {
        if (log_.recording() || !has_room(side, a) || !has_room(side ^ 1U, b)) [[unlikely]]
            reserve_link_slowly(side, a, b);
    }
    /// Makes sure that unlinking a and b cannot fail.
    void reserve_unlink(unsigned side, slot a, slot b);
    /// Makes sure that clearing a's end cannot fail.
    void reserve_clear(unsigned side, slot a);

    /// Links a and b, b at the end of a's list and a at the end of b's. Requires that they are not linked
    /// and that a `one` end among them is empty.
    void link(unsigned side, slot a, slot b) {
        const unsigned other = side ^ 1U;
        if (ends_[side].arity == schema::arity::many && ends_[other].arity == schema::arity::one)
            link_member(side, a, b);
        else if (ends_[side].arity == schema::arity::one && ends_[other].arity == schema::arity::many)
            link_member(other, b, a);
        else
            link_pair(side, a, b);
    }
    /// `reserve_link` and `link` in one for a member that has no owner yet, on the path that builds a graph.
    /// False, and nothing done, when the owner's list has no room or old bytes are kept for someone.
    /// Requires a `many` end opposite a `one`.
    [[nodiscard]] bool link_if_room(unsigned owning, slot owner, slot member) {
        if (log_.recording() || !has_room(owning, owner)) return false;
        link_member(owning, owner, member);
        return true;
    }
    /// Unlinks a and b, which are linked.
    void unlink(unsigned side, slot a, slot b);
    /// The same of a `many` end opposite a `one`.
    void unlink_member(unsigned owning, slot owner, slot member);
    /// Empties a's end. Partners forget a.
    void clear(unsigned side, slot a);
    /// Rows of both sides that go.
    using leaving = std::array<const table::row_set*, 2>;
    /// Empties the ends of rows that go; partners that stay forget them. The same as to clear them one by one,
    /// but what goes together is not unlinked from each other. Requires `reserve_clear` of each.
    void forget(const leaving& rows);

    /// Writes a's list anew: its n-th place gets the member that stands at place `places[n]`, each member
    /// once. Positions follow. Requires `reserve_reorder`.
    void reorder(unsigned side, slot a, const std::uint32_t* places, std::size_t count);
    void reserve_reorder(unsigned side, slot a);
    /// Moves the member at one place to another; those between make room. Requires a list without holes and
    /// `reserve_reorder`. Time linear in the places between.
    void move(unsigned side, slot a, std::uint32_t from, std::uint32_t to);
    /// Exchanges the members at two places, neither of them a hole. Requires `reserve_reorder`.
    void swap(unsigned side, slot a, std::uint32_t one, std::uint32_t two);
    /// Closes the holes in a's list, so that its n-th member stands at place n. Requires `reserve_reorder`.
    void close_holes(unsigned side, slot a);

    // --- in bulk ---------------------------------------------------------------------------------------
    // Rows are named by number: 1 is the first of the span of slots that says which rows there are.

    /// Opposite another `many`: where a stands in the list of its member at each place.
    [[nodiscard]] const std::uint32_t* positions(unsigned side, slot a) const noexcept {
        return positions(heads(side, a));
    }
    /// What a relationship without links is filled with. `counts` tells the length of each row's list on a
    /// side, `members` the lists one after the other.
    struct lists {
        std::span<const slot> rows;     ///< of the side with the lists
        std::span<const slot> targets;  ///< of the other side
        std::span<const std::uint32_t> counts;
        std::span<const std::uint32_t> members;
        /// Opposite another `many`: the place, from 0, that the row takes in the member's list.
        std::span<const std::uint32_t> places;
    };
    /// Fills both ends. Requires a `many` side, as many counts as rows, and that they sum up to the members.
    /// False, with the relationship half filled, when the numbers contradict each other: to be called where a
    /// rollback can follow. Time linear in rows and members.
    [[nodiscard]] bool restore(unsigned side, const lists& from);
    /// Fills a one-to-one: the number of each row's partner, 0 for none. As above.
    [[nodiscard]] bool restore(unsigned side, std::span<const slot> rows, std::span<const slot> targets,
                               std::span<const std::uint32_t> partners);

private:
    struct end {
        schema::arity arity;
        bool as_set;
        const table::rows* rows;
        std::unique_ptr<memory::region> cells;
        std::unique_ptr<memory::region> positions;  // of a `one` opposite a `many`
    };
    [[nodiscard]] const head& heads(unsigned side, slot a) const noexcept {
        return ends_[side].cells->at<head>(a);
    }
    [[nodiscard]] bool both_many() const noexcept { return positions_ != nullptr; }
    [[nodiscard]] slot* slots(const head& list) noexcept {
        return reinterpret_cast<slot*>(links_.at(list.block));
    }
    [[nodiscard]] const slot* slots(const head& list) const noexcept {
        return reinterpret_cast<const slot*>(links_.at(list.block));
    }
    [[nodiscard]] bool has_room(unsigned side, slot a) const noexcept {
        return ends_[side].arity == schema::arity::one || heads(side, a).used < heads(side, a).capacity();
    }
    [[nodiscard]] bool paired(unsigned side, slot a, slot b) const noexcept;
    void reserve_link_slowly(unsigned side, slot a, slot b);
    void reserve_block(std::size_t places);
    head& change(unsigned side, slot a) {
        memory::region& cells = *ends_[side].cells;
        cells.touch(std::size_t{a} * sizeof(head));
        return reinterpret_cast<head*>(cells.base())[a];
    }
    // The same where members get other places, or leave.
    head& disturb(unsigned side, slot a) {
        head& list = change(side, a);
        ++list.version;
        return list;
    }
    [[nodiscard]] std::uint32_t* positions(const head& list) noexcept {
        return reinterpret_cast<std::uint32_t*>(positions_->base() + offset(list));
    }
    [[nodiscard]] const std::uint32_t* positions(const head& list) const noexcept {
        return reinterpret_cast<const std::uint32_t*>(positions_->base() + offset(list));
    }
    [[nodiscard]] static std::size_t offset(const head& list) noexcept {
        return std::size_t{list.block} * memory::heap::unit;
    }
    void put_slot(const head& list, std::uint32_t place, slot value) {
        links_.touch(list.block, std::size_t{place} * sizeof(slot));
        slots(list)[place] = value;
    }
    void put_position(const head& list, std::uint32_t place, std::uint32_t position);
    /// Tells the member at `place` of a side's list that it stands there.
    void tell(unsigned side, const head& list, std::uint32_t place);
    [[nodiscard]] std::size_t list_pages(const head& list) const noexcept;
    [[nodiscard]] static std::size_t removal_pages(const head& list) noexcept;
    void make_room(unsigned side, slot a);
    std::uint32_t append(unsigned side, slot a, slot b) {
        head& list = change(side, a);
        put_slot(list, list.used, b);
        ++list.live;
        return list.used++;
    }
    // The path that builds a graph: inline, since its calls would cost as much as what they do.
    void link_member(unsigned owning, slot owner, slot member) {
        const end& there = ends_[owning ^ 1U];
        there.cells->put(member, owner);
        there.positions->put(member, append(owning, owner, member));
    }
    void link_pair(unsigned side, slot a, slot b);
    void unlink_member_slowly(unsigned owning, slot owner, slot member);
    void unlink_pair(unsigned side, slot a, slot b);
    void remove_at(unsigned side, slot a, std::uint32_t place);
    void trim(unsigned side, slot a, std::uint32_t holes_before);
    void drop(unsigned side, slot a);
    void forget_pairs(const leaving& rows);
    void forget_owned(unsigned owning, const leaving& rows);
    void leave_lists(unsigned owning, const leaving& rows);
    void leave_all_lists(unsigned owning, const table::row_set& members);
    void leave_list(unsigned owning, slot owner, const table::row_set& members);
    void put_member(unsigned side, slot a, std::uint32_t place, std::uint64_t member);
    [[nodiscard]] std::uint64_t member_at(const head& list, std::uint32_t place) const noexcept;
    head restore_list(unsigned side, slot a, std::uint32_t count);
    void touch_rows(unsigned side, std::span<const slot> rows);
    [[nodiscard]] bool restore_owned(unsigned side, const lists& from);
    [[nodiscard]] bool restore_pairs(unsigned side, const lists& from);

    memory::page_log& log_;
    memory::heap& links_;
    memory::region* positions_;  // of lists opposite lists; else none
    std::array<end, 2> ends_;
    std::vector<std::uint64_t> scratch_;  // for reorder; reserved there
};

}  // namespace kith::link
