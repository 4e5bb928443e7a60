#pragma once

#include <kith/core/graph.hpp>

#include <span>

namespace kith::core {

/// Fills an empty graph in bulk, column by column and relationship by relationship: what a store loads
/// through. Rows are named by number: 1 is the first row of a type in the order of the rows.
///
/// One unit of work: unless `finish` succeeds, the graph stays as it was, ids included. First the rows of
/// every type, then columns and relationships in any order; what is not restored stays zero, null or empty.
///
/// Every function throws lookup_error (out_of_range) when a number names no row, and integrity_error when
/// two claim the same place; what the caller must see to is under "Requires".
class restoring {
public:
    /// Throws usage_error unless the graph is empty.
    explicit restoring(graph& into);
    ~restoring();
    restoring(const restoring&) = delete;
    restoring& operator=(const restoring&) = delete;

    /// Rows with these ids, in this order; `next_id` is given to the next one that is added.
    void rows(extent& in, std::span<const key> ids, key next_id);
    /// How many rows were restored.
    [[nodiscard]] std::size_t size(const extent& in) const noexcept { return in.rows_.size(); }

    // `present` has a byte for each row, 0 for null; it is empty when no row is null. Values stand for the
    // rows that are present only. Throws usage_error (not_nullable) for a null in a column without nulls.

    /// Values of the column's kind, packed. Requires `width` bytes for each row that is present.
    void cells(extent& in, std::uint32_t column, std::span<const std::uint8_t> present, const void* values);
    /// Texts or byte strings, one after the other. Requires that `sizes` sum up to the bytes.
    void texts(extent& in, std::uint32_t column, std::span<const std::uint8_t> present,
               std::span<const std::uint32_t> sizes, const char* bytes);
    /// Boxed values as the type's `save` wrote them; no bytes stand for the type's default. Throws whatever
    /// the type's `load` throws.
    void boxed(extent& in, std::uint32_t column, std::span<const std::uint8_t> present,
               std::span<const std::uint32_t> sizes, const char* bytes);
    /// The schema's initial value for every row.
    void initial(extent& in, std::uint32_t column);

    /// A relationship with a list on this side; both ends are filled. Requires a count for each row, counts
    /// that sum up to the members, and places exactly when both sides are lists.
    void lists(std::uint32_t relation, unsigned side, std::span<const std::uint32_t> counts,
               std::span<const std::uint32_t> members, std::span<const std::uint32_t> places);
    /// A one-to-one: each row's partner, 0 for none.
    void partners(std::uint32_t relation, unsigned side, std::span<const std::uint32_t> partners);

    /// Makes the indexes and looks at what is required, unique or has a single parent. Throws
    /// integrity_error.
    void finish();

private:
    [[nodiscard]] std::span<const slot> order(std::uint32_t relation, unsigned side) const noexcept;
    void set_present(extent& in, std::uint32_t column, std::span<const std::uint8_t> present);
    void fill_index(extent& in, std::uint32_t column);
    [[noreturn]] void fail_links(std::uint32_t relation, unsigned side) const;

    graph& graph_;
    kith::mark unit_{};
    bool finished_ = false;
};

}  // namespace kith::core
