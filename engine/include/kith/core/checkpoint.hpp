#pragma once

#include <kith/core/graph.hpp>
#include <kith/memory/baseline.hpp>

namespace kith::core {

/// What changed in a row between a checkpoint and now.
struct row_change {
    enum class what : std::uint8_t { added, erased, updated };
    what kind;
    slot row;  ///< its slot now; of an erased row, its slot then
    key id;
    /// Of an updated row: indices of columns whose value differs, and of `one` ends whose partner does.
    std::vector<std::uint32_t> columns;
    std::vector<std::uint32_t> ends;
};

/// Pairs of one many-to-many relationship that came or went, by the ids of side 0 and side 1.
struct pair_changes {
    std::uint32_t relation;
    std::vector<std::pair<key, key>> linked;
    std::vector<std::pair<key, key>> unlinked;
};

/// The net difference between two states: what came and went again is not in it.
struct changes {
    std::vector<std::vector<row_change>> rows;  ///< by type; erased first, then updated, then added in order
    std::vector<pair_changes> pairs;            ///< for each many-to-many relationship with changes

    [[nodiscard]] bool empty() const noexcept;
};

/// A point in time of a graph that a store compares with: what it wrote last. It survives rollbacks in
/// either direction. While it lives, the first write to each page copies that page.
///
/// Ownership: refers to the graph. A graph that dies first leaves it without one: see `alive`.
class checkpoint {
public:
    explicit checkpoint(graph& of);
    ~checkpoint();
    checkpoint(const checkpoint&) = delete;
    checkpoint& operator=(const checkpoint&) = delete;

    [[nodiscard]] bool alive() const noexcept { return graph_ != nullptr; }
    [[nodiscard]] const core::graph* of() const noexcept { return graph_; }
    /// Everything that differs between then and now. Reads touched pages only.
    [[nodiscard]] changes difference() const;
    /// The id of the row that lived in a slot then, 0 for none.
    [[nodiscard]] key id_then(const extent& in, slot row) const;
    /// What a cell held then: its bytes, or the text itself; nothing when it was null. Of rows that lived
    /// then; not for boxed columns.
    [[nodiscard]] std::optional<std::string> value_then(const column& of, slot row) const;
    /// Whom a `one` end held then, by id; 0 for nobody.
    [[nodiscard]] key partner_then(const link_end& end, slot row) const;
    /// Moves the point in time to now.
    void reset();

private:
    friend class graph;
    friend class history;
    void compare_rows(const extent& in, std::vector<row_change>& out) const;
    void compare_pairs(std::uint32_t relation, pair_changes& out) const;
    [[nodiscard]] bool cell_differs(const column& of, slot row) const;
    [[nodiscard]] bool partner_differs(const link_end& end, slot row) const;

    core::graph* graph_;
    std::unique_ptr<memory::baseline> then_;
    std::uint64_t boxes_;
};

}  // namespace kith::core
