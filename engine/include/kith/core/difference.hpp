#pragma once

#include <kith/core/extent.hpp>
#include <kith/memory/past.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace kith::core {

/// What changed in a row between then and now.
struct row_change {
    enum class what : std::uint8_t { added, erased, updated };
    what kind;
    slot row;  ///< its slot now; of an erased row, its slot then
    key id;
    /// Of an updated row: indices of columns whose value differs, and of `one` ends whose partner does.
    std::vector<std::uint32_t> columns;
    std::vector<std::uint32_t> ends;
};

/// Links of one relationship that came or went, by the ids of side 0 and side 1.
struct pair_changes {
    std::uint32_t relation;
    std::vector<std::pair<key, key>> linked;
    std::vector<std::pair<key, key>> unlinked;
};

/// The net difference between two states as a store writes it, where the links of a `one` end are part of its
/// row. What came and went again is not in it.
struct changes {
    std::vector<std::vector<row_change>> rows;  ///< by type; erased first, then updated, then added in order
    std::vector<pair_changes> pairs;            ///< for each many-to-many relationship with changes

    [[nodiscard]] bool empty() const noexcept;
};

/// A graph as it was at an earlier point in time, beside what it is now: reads what was there, and finds what
/// differs by looking at pages that were written since.
///
/// Ownership: refers to the graph and to the past, whose images somebody keeps. A plain value.
class difference {
public:
    difference(const core::graph& of, const memory::past& then) noexcept : graph_(&of), then_(&then) {}

    /// True if nothing at all was written since.
    [[nodiscard]] bool clean() const noexcept { return then_->clean(); }

    // --- what was there ------------------------------------------------------------------------------

    /// The id of the row that lived in a slot then, 0 for none.
    [[nodiscard]] key id_then(const extent& in, slot row) const noexcept;
    // The rest is of rows that lived then.
    [[nodiscard]] bool null_then(const column& of, slot row) const noexcept;
    /// What a cell held then: its bytes, or the text itself; nothing when it was null. Not for boxed columns.
    [[nodiscard]] std::optional<std::string> value_then(const column& of, slot row) const;
    /// The boxed value that a cell held then, the type's default for null.
    [[nodiscard]] const void* boxed_then(const column& of, slot row) const noexcept;
    /// Whom a `one` end held then, by id; 0 for nobody.
    [[nodiscard]] key partner_then(const link_end& end, slot row) const noexcept;
    /// Whom a `many` end held then, by id, in order: appended to `out`.
    void members_then(const link_end& end, slot row, std::vector<key>& out) const;

    // --- what differs --------------------------------------------------------------------------------

    /// True if the row in slot `before` had another value then than the one in slot `now` has.
    [[nodiscard]] bool cell_differs(const column& of, slot before, slot now) const;
    [[nodiscard]] bool partner_differs(const link_end& end, slot before, slot now) const noexcept;
    /// The slots, ascending, whose id, cells or `one` ends differ; perhaps some that do not.
    [[nodiscard]] std::vector<slot> differing_rows(const extent& in) const;
    /// The slots, ascending, whose id differs or whose list has other members or another order; perhaps some that
    /// do not. Requires a `many` end.
    [[nodiscard]] std::vector<slot> differing_lists(const link_end& end) const;

    /// A list then and now, by ids, as far as they differ: members in the same place on pages that nobody wrote are
    /// left out, and 0 stands for a run of them.
    struct two_lists {
        std::vector<key> before;
        std::vector<key> now;
    };
    /// Of the owner whose list lay at slot `before` then and lies at `now`; 0 for none.
    void read_lists(const link_end& end, slot before, slot now, two_lists& out) const;

    /// What a store writes.
    [[nodiscard]] changes between() const;
    /// Links of a relationship of any kind that came and went.
    void compare_links(std::uint32_t relation, pair_changes& out) const;

private:
    [[nodiscard]] const void* boxed_now(const column& of, slot row) const noexcept;
    void differing_partners(const link_end& end, std::vector<slot>& out) const;
    void compare_rows(const extent& in, std::vector<row_change>& out) const;
    void compare_partners(const link_end& holder, pair_changes& out) const;
    void compare_pairs(const link_end& end, pair_changes& out) const;
    [[nodiscard]] std::string long_text_then(const memory::text_cell& cell) const;
    [[nodiscard]] link::head list_then(const link_end& end, slot row) const noexcept;
    [[nodiscard]] bool list_differs(const link_end& end, slot row) const;
    void append_ids(const link_end& end, const slot* members, std::size_t count, std::vector<key>& out) const;
    void append_ids_then(const link_end& end, const link::head& list, std::size_t first, std::size_t count,
                         std::vector<key>& out) const;

    const core::graph* graph_;
    const memory::past* then_;
};

}  // namespace kith::core
