#pragma once

#include <kith/index/index.hpp>
#include <kith/link/relationship.hpp>
#include <kith/memory/text.hpp>
#include <kith/schema/catalog.hpp>
#include <kith/table/boxes.hpp>
#include <kith/table/row_set.hpp>
#include <kith/table/rows.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace kith::core {

class graph;
class adding;
class restoring;
class extent;
struct link_end;
struct column_watch;
struct end_watch;
struct row_watch;

/// One column of an extent: its cells, and which of them are not null.
struct column {
    const schema::field* field = nullptr;
    std::unique_ptr<memory::region> cells;
    std::unique_ptr<memory::region> present;  // one byte a row; none for a column without nulls
    std::unique_ptr<index::index> index;
    std::vector<const link_end*> orders;  // the ends whose members it sorts, keys or numbers
    column_watch* watch = nullptr;
    bool plain = true;  // no index, no stamp, no order, no null and no bytes elsewhere
    /// What the stamp of a page must be for a write to be a write and nothing else: the log's epoch; of a column
    /// that is not plain, or that somebody watches, a number that is no stamp. One test does for both.
    const std::uint32_t* gate = &shut;
    static constexpr std::uint32_t shut = UINT32_MAX;

    /// A write needs the barrier and nothing else.
    [[nodiscard]] bool direct() const noexcept { return gate != &shut; }
    /// A write to the cell at that byte needs nothing else at all.
    [[nodiscard]] bool open(std::size_t offset) const noexcept {
#ifdef KITH_NO_BARRIER
        static_cast<void>(offset);
        return direct();
#else
        return cells->stamp(static_cast<std::uint32_t>(offset >> memory::page_bits)) == *gate;
#endif
    }
    [[nodiscard]] bool is_null(slot row) const noexcept {
        return present != nullptr && present->at<std::uint8_t>(row) == 0;
    }
};

/// One end of a relationship, as its extent sees it.
struct link_end {
    const schema::end* described = nullptr;
    link::relationship* relation = nullptr;
    extent* owner = nullptr;
    extent* target = nullptr;
    const link_end* opposite = nullptr;
    std::uint32_t index = 0;  // among the owner's ends
    unsigned side = 0;
    const std::byte* cells = nullptr;  // slots of a `one`, heads of a `many`
    const std::byte* heap = nullptr;   // where heads point into
    bool one = false;                  // holds one
    /// A member that loses its place here may have to go, or be refused, when the unit of work ends.
    bool judged = false;
    /// Linking writes the two ends and nothing else: no row is stamped, nothing is limited, ordered or watched.
    bool simple = true;
    /// Simple, and nobody is judged at either end: unlinking, too, writes the two ends and nothing else.
    bool plain = true;
    /// A column of its members has to do with their order.
    bool filed = false;
    end_watch* watch = nullptr;
    index::index* keys = nullptr;  // of a keyed end opposite a `one`: its members, by owner and key

    /// The partner of a `one`, 0 for none.
    [[nodiscard]] slot partner(slot row) const noexcept { return reinterpret_cast<const slot*>(cells)[row]; }
    /// Linking `member` here will write its cell of the other end: fetched meanwhile, it costs less than a
    /// miss then (building a graph: 5 to 14 %).
    [[gnu::always_inline]] void expect(slot member) const noexcept {
        __builtin_prefetch(
            opposite->cells + std::size_t{member} * (opposite->one ? sizeof(slot) : sizeof(link::head)), 1);
    }
    /// Walking goes from row to row: while this row's list is walked, the beginning of a later one is on its way
    /// to the cache, and the rest of the next one, if it is long. Requires a `many` end. Lists of 10
    /// members, a million in all, take 0.6 ns a member so, and 1.4 without.
    // Inline, since g++ takes a call of a function that does nothing but fetch for one that does nothing.
    [[gnu::always_inline]] void expect_walk(slot row) const noexcept {
        constexpr std::size_t line = memory::heap::line;
        constexpr std::size_t most = 8 * line;  // then the processor has seen where it goes
        // A distance from the address of this row's head, which the walk needs too: it is computed once.
        const auto* const heads = reinterpret_cast<const link::head*>(cells) + row;
        const auto list_of = [this](const link::head& of) {
            return heap + std::size_t{of.block} * memory::heap::unit;
        };
        __builtin_prefetch(list_of(heads[link::relationship::readable_ahead]));
        const link::head& next = heads[1];
        if (next.used <= line / sizeof(slot)) return;
        const std::size_t bytes = std::min(std::size_t{next.used} * sizeof(slot), most);
        for (std::size_t at = line; at < bytes; at += line) __builtin_prefetch(list_of(next) + at);
    }
    [[nodiscard]] const link_end& other() const noexcept { return *opposite; }
    [[nodiscard]] const schema::end& counterpart() const noexcept { return *opposite->described; }
};

/// All entities of one type in a graph: rows, columns and ends. What the typed face reads is laid out so
/// that an access is two loads.
///
/// Ownership: owned by its graph; never moves. Changes go through the graph.
class extent {
public:
    extent(graph& owner, std::uint32_t number, const schema::type& type, memory::page_log& log,
           memory::heap& texts, memory::heap& links, std::uint64_t most_rows);
    extent(const extent&) = delete;
    extent& operator=(const extent&) = delete;

    [[nodiscard]] graph& owner() const noexcept { return owner_; }
    [[nodiscard]] std::uint32_t number() const noexcept { return number_; }
    [[nodiscard]] const schema::type& type() const noexcept { return type_; }

    [[nodiscard]] const table::rows& rows() const noexcept { return rows_; }
    [[nodiscard]] const core::column& column(std::uint32_t index) const noexcept { return columns_[index]; }
    [[nodiscard]] std::span<const core::column> columns() const noexcept { return columns_; }
    [[nodiscard]] const link_end& end(std::uint32_t index) const noexcept { return ends_[index]; }
    [[nodiscard]] std::span<const link_end> ends() const noexcept { return ends_; }
    /// Index of the `updated` or `created` column, if there is one.
    [[nodiscard]] std::optional<std::uint32_t> updated_column() const noexcept { return updated_; }
    [[nodiscard]] std::optional<std::uint32_t> created_column() const noexcept { return created_; }

    /// The cells of a column: a pointer that stays valid for the graph's life.
    [[nodiscard]] const std::byte* cells(std::uint32_t column) const noexcept { return cell_base_[column]; }
    template <class T>
    [[nodiscard]] const T& cell(std::uint32_t column, slot row) const noexcept {
        return reinterpret_cast<const T*>(cell_base_[column])[row];
    }
    [[nodiscard]] bool is_null(std::uint32_t column, slot row) const noexcept {
        return columns_[column].is_null(row);
    }
    [[nodiscard]] std::string_view text(std::uint32_t column, slot row) const noexcept {
        return cell<memory::text_cell>(column, row).view(text_heap_);
    }
    /// What an index is asked for a row's own value. Requires a column that can be indexed.
    [[nodiscard]] index::probe probe(std::uint32_t column, slot row) const noexcept {
        const schema::field& field = *columns_[column].field;
        if (schema::is_string(field.kind)) return {0, text(column, row)};
        return {index::order_number(field.kind, cells(column) + std::size_t{row} * field.width), {}};
    }
    /// Below, at or above 0 as the value in row a comes before, with or after the one in row b. Null comes
    /// before every value, as SQLite has it. Requires a column that can be indexed.
    [[nodiscard]] int compare(std::uint32_t column, slot a, slot b) const noexcept;
    /// The boxed value, the type's default for null and for the null row.
    [[nodiscard]] const void* boxed(std::uint32_t column, slot row) const noexcept;

    [[nodiscard]] slot partner(std::uint32_t end, slot row) const noexcept { return ends_[end].partner(row); }
    [[nodiscard]] table::slot_range members(std::uint32_t end, slot row) const noexcept {
        return reinterpret_cast<const link::head*>(ends_[end].cells)[row].members(ends_[end].heap);
    }
    /// The single member of a `one` end or all of a `many` end, whichever it is.
    [[nodiscard]] table::slot_range linked(std::uint32_t end, slot row) const noexcept;

    /// Eight bytes that are others after the members of a `many` end have changed.
    [[nodiscard]] const std::byte* members_place(std::uint32_t end, slot row) const noexcept {
        return ends_[end].cells + std::size_t{row} * sizeof(link::head) + link::head::state_offset;
    }
    /// Index into `type().fields` or `type().ends`; nothing for an unknown name.
    [[nodiscard]] std::optional<std::uint32_t> find_column(std::string_view name) const noexcept;
    [[nodiscard]] std::optional<std::uint32_t> find_end(std::string_view name) const noexcept;

    /// Decides which changes need nothing but the barrier. `watched`: somebody is told of every unit of work.
    void choose_paths(bool watched) noexcept;

    /// Throws limit_error: `value` does not fit the column's kind.
    [[noreturn]] void fail_range(std::uint32_t column, const std::string& value) const;

private:
    friend class graph;
    friend class adding;
    friend class loading;
    friend class restoring;
    /// An empty index of a column that the schema wants one of.
    [[nodiscard]] std::unique_ptr<index::index> make_index(std::uint32_t column) const;

    graph& owner_;
    std::uint32_t number_;
    const schema::type& type_;
    table::rows rows_;
    std::vector<core::column> columns_;
    std::vector<const std::byte*> cell_base_;
    std::vector<link_end> ends_;
    const std::byte* text_heap_;
    const std::uint32_t* epoch_;  // of the log
    std::optional<std::uint32_t> updated_;
    std::optional<std::uint32_t> created_;
    bool indexed_ = false;
    bool plain_ = false;          // nothing to index, stamp or require when a row is added
    bool simple_ = false;         // plain, and nobody to tell
    std::uint32_t required_ = 0;  // required columns and limits of ends: checked when a unit ends
    row_watch* watch_ = nullptr;
    std::vector<std::unique_ptr<index::index>> keys_;  // of its keyed ends
    table::row_set going_;                             // while an erase is planned; empty otherwise
};

}  // namespace kith::core
