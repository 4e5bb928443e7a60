#pragma once

#include "content.hpp"
#include "page_pair.hpp"

#include <kith/core/graph.hpp>
#include <kith/memory/past.hpp>
#include <kith/table/row_set.hpp>

#include <algorithm>
#include <bit>
#include <cstring>
#include <vector>

namespace kith::core {

/// Tells `sink` in which slots the content of a graph is another than it was: looks at the pages that were written
/// since, and at the bytes on them that differ.
///
/// A sink has
///   void moved(const extent&, slot)          the slot's id is another: all it holds is
///   void rows_from(const extent&, slot)      cells of this row and of those after it follow, up to `rows_a_block`
///   void cells(std::uint32_t column, slot first, std::uint64_t which, const Cell* then, const Cell* now)
///                                            of up to 64 cells, those whose bit is set: numbers, dates or plain
///                                            structs of 1, 2, 4 or 8 bytes, of a column without nulls
///   void cell(const extent&, std::uint32_t column, slot)    any other cell; it may be equal all the same
///   void end(const link_end&, slot)          an end that `content_hash` counts; it may be equal all the same
template <class Sink>
class comparing {
public:
    static constexpr slot rows_a_block = 1024;

    /// Fetches through `fetch`, which the sink may call meanwhile.
    comparing(const graph& of, const memory::heap& texts, const memory::past& then, const content_hash& hash,
              page_fetch& fetch, Sink& sink)
        : graph_(of), texts_(texts), then_(then), hash_(hash), fetch_(fetch), sink_(sink),
          moved_(of.types()) {}

    void run() {
        if (then_.clean()) return;
        for (std::uint32_t i = 0; i < graph_.types(); ++i) find_moved(graph_.at(i));
        for (std::uint32_t i = 0; i < graph_.types(); ++i) {
            const extent& in = graph_.at(i);
            for (const slot row : moved_[i].rows()) sink_.moved(in, row);
            compare_numbers(in);
            for (std::uint32_t c = 0; c < in.columns().size(); ++c)
                if (!is_number(in.column(c))) compare_column(in, c);
            for (const link_end& end : in.ends())
                if (hash_.counts(i, end.index)) end.one ? compare_partners(end) : compare_lists(end);
        }
    }

private:
    // A page, or a part of it, that holds a block's cells of a column.
    struct cells_part {
        slot row;
        std::uint32_t column;
        std::uint32_t width;
    };

    [[nodiscard]] static bool is_number(const column& of) {
        const std::size_t width = of.field->width;
        return of.present == nullptr && !schema::is_string(of.field->kind) && of.field->boxed == nullptr &&
               width <= 8 && (width & (width - 1)) == 0;
    }

    void find_moved(const extent& in) {
        const memory::region& ids = in.rows().ids();
        for (const std::uint32_t page : then_.pages_written(ids)) {
            const auto* now = reinterpret_cast<const key*>(ids.page(page));
            const auto* then = reinterpret_cast<const key*>(then_.before(ids.index(), page));
            constexpr std::size_t count = memory::page_size / sizeof(key);
            for (std::size_t i = 0; i < count; ++i) {
                if (now[i] == then[i]) continue;
                table::row_set& set = moved_[in.number()];
                if (set.empty()) set.reserve_slots(static_cast<slot>(ids.size() / sizeof(key)));
                set.add(static_cast<slot>(page * count + i));
            }
        }
    }
    [[nodiscard]] bool stays(const extent& in, slot row) const { return !moved_[in.number()].has(row); }

    // Numbers make up most of a world. Their pages are visited block by block of rows, so that what is known of
    // an entity serves for all its columns. The block that was written first since comes last: of the others, more
    // is in the cache still.
    void compare_numbers(const extent& in) {
        numbers_.clear();
        for (std::uint32_t i = 0; i < in.columns().size(); ++i)
            if (is_number(in.column(i)) && then_.any_written(*in.column(i).cells)) numbers_.push_back(i);
        if (numbers_.empty()) return;
        find_parts(in);
        fetch_.begin(pairs_);
        slot block = 0;
        for (std::size_t i = 0; i < parts_.size(); ++i) {
            const cells_part& part = parts_[i];
            const slot first = part.row - part.row % rows_a_block;
            if (i == 0 || first != block) sink_.rows_from(in, block = first);
            fetch_.at(i);
            switch (part.width) {
                case 1: compare_part<std::uint8_t>(in, part, pairs_[i]); break;
                case 2: compare_part<std::uint16_t>(in, part, pairs_[i]); break;
                case 4: compare_part<std::uint32_t>(in, part, pairs_[i]); break;
                default: compare_part<std::uint64_t>(in, part, pairs_[i]); break;
            }
        }
    }
    void find_parts(const extent& in) {
        parts_.clear();
        pairs_.clear();
        const std::size_t rows = in.rows().ids().size() / sizeof(key);
        found_.assign((rows + rows_a_block - 1) / rows_a_block, false);
        for (const std::uint32_t each : numbers_) {
            const column& of = in.column(each);
            then_.for_each_written(of.cells->index(), [&](std::uint32_t page) {
                const std::size_t first = (std::size_t{page} << memory::page_bits) / of.field->width;
                const std::size_t end = std::min(first + memory::page_size / of.field->width, rows);
                for (std::size_t block = first / rows_a_block; block * rows_a_block < end; ++block) {
                    if (found_[block]) continue;
                    found_[block] = true;
                    for (const std::uint32_t number : numbers_)
                        add_parts(in.column(number), number, block * rows_a_block);
                }
            });
        }
    }
    void add_parts(const column& of, std::uint32_t number, std::size_t row) {
        const std::uint32_t width = of.field->width;
        const std::size_t size = std::min<std::size_t>(rows_a_block * width, memory::page_size);
        const std::size_t first = row * width;
        for (std::size_t at = first; at < first + rows_a_block * width; at += size) {
            const auto page = static_cast<std::uint32_t>(at >> memory::page_bits);
            const std::byte* const then = then_.before(of.cells->index(), page);
            if (then == nullptr) continue;
            const std::size_t within = at & (memory::page_size - 1);
            parts_.push_back({static_cast<slot>(at / width), number, width});
            pairs_.push_back({of.cells->page(page) + within, then + within, size});
        }
    }
    template <class Cell>
    void compare_part(const extent& in, const cells_part& part, const page_pair& bytes) {
        const table::row_set& moved = moved_[in.number()];
        constexpr std::size_t cells = page_pair::line / sizeof(Cell);
        const auto* now = reinterpret_cast<const Cell*>(bytes.now);
        const auto* then = reinterpret_cast<const Cell*>(bytes.then);
        for (std::uint64_t lines = lines_that_differ(bytes); lines != 0; lines &= lines - 1) {
            fetch_.some();
            const std::size_t at = static_cast<std::size_t>(std::countr_zero(lines)) * cells;
            std::uint64_t found = cells_that_differ(now + at, then + at);
            const slot row = part.row + static_cast<slot>(at);
            if (!moved.empty()) found = without_moved(moved, row, found);
            if (found != 0) sink_.cells(part.column, row, found, then + at, now + at);
        }
    }
    [[nodiscard]] static std::uint64_t without_moved(const table::row_set& moved, slot first,
                                                     std::uint64_t found) {
        for (std::uint64_t left = found; left != 0; left &= left - 1)
            if (const int i = std::countr_zero(left); moved.has(first + static_cast<slot>(i)))
                found &= ~(std::uint64_t{1} << i);
        return found;
    }

    // Calls `what` with each row that has a cell, or a part of one, on a page that was written, and whether its
    // bytes there differ.
    template <class Do>
    void for_each_written(const memory::region& cells, std::size_t width, Do&& what) const {
        for (const std::uint32_t page : then_.pages_written(cells)) {
            const std::size_t offset = std::size_t{page} << memory::page_bits;
            const std::byte* const now = cells.page(page);
            const std::byte* const then = then_.before(cells.index(), page);
            const std::size_t last = (offset + memory::page_size + width - 1) / width;
            for (std::size_t row = offset / width; row < last; ++row) {
                const std::size_t from = std::max(row * width, offset) - offset;
                const std::size_t to = std::min((row + 1) * width - offset, memory::page_size);
                what(static_cast<slot>(row), std::memcmp(now + from, then + from, to - from) != 0);
            }
        }
    }
    void add(slot row) {
        if (rows_.empty() || rows_.back() != row) rows_.push_back(row);
    }
    [[nodiscard]] const std::vector<slot>& added() {
        std::sort(rows_.begin(), rows_.end());
        rows_.erase(std::unique(rows_.begin(), rows_.end()), rows_.end());
        return rows_;
    }

    void compare_column(const extent& in, std::uint32_t number) {
        const column& of = in.column(number);
        const bool texts = schema::is_string(of.field->kind);
        rows_.clear();
        if (of.present != nullptr)
            for_each_written(*of.present, 1, [&](slot row, bool differs) {
                if (differs) add(row);
            });
        for_each_written(*of.cells, of.field->width, [&](slot row, bool differs) {
            // A long text's bytes may be others under an equal cell, but only where the cell was written too.
            if (differs || (texts && text_written(of, row))) add(row);
        });
        for (const slot row : added())
            if (stays(in, row)) sink_.cell(in, number, row);
    }
    [[nodiscard]] bool text_written(const column& of, slot row) const {
        const auto& cell = of.cells->at<memory::text_cell>(row);
        return cell.tag == memory::text_cell::is_long &&
               then_.has(texts_.region(), std::size_t{cell.block} * memory::heap::unit, cell.size);
    }

    void compare_partners(const link_end& end) {
        rows_.clear();
        for_each_written(end.relation->cells(end.side), sizeof(slot), [&](slot row, bool differs) {
            if (differs) add(row);
        });
        tell_end(end);
    }
    void compare_lists(const link_end& end) {
        rows_.clear();
        for_each_written(end.relation->cells(end.side), sizeof(link::head), [&](slot row, bool differs) {
            // A rollback turns a list's version back, so that lists may differ under equal heads.
            if (differs || list_written(end, row)) add(row);
        });
        tell_end(end);
    }
    // Slots that are the same name somebody else where another entity lives in them: who links to it is asked.
    void tell_end(const link_end& end) {
        for (const slot member : moved_[end.target->number()].rows())
            for (const slot row : end.target->linked(end.opposite->index, member)) add(row);
        for (const slot row : added())
            if (stays(*end.owner, row)) sink_.end(end, row);
    }
    [[nodiscard]] bool list_written(const link_end& end, slot row) const {
        const auto& list = end.relation->cells(end.side).template at<link::head>(row);
        return list.used != 0 &&
               then_.has(end.relation->lists_of().region(), std::size_t{list.block} * memory::heap::unit,
                         std::size_t{list.used} * sizeof(slot));
    }
    const graph& graph_;
    const memory::heap& texts_;
    const memory::past& then_;
    const content_hash& hash_;
    page_fetch& fetch_;
    Sink& sink_;
    std::vector<table::row_set> moved_;
    std::vector<cells_part> parts_;
    std::vector<page_pair> pairs_;        // of each part, its bytes
    std::vector<bool> found_;             // blocks
    std::vector<std::uint32_t> numbers_;  // columns
    std::vector<slot> rows_;
};

}  // namespace kith::core
