#include "pause.hpp"

#include <kith/base/error.hpp>
#include <kith/core/graph.hpp>

#include <algorithm>
#include <optional>
#include <string>

namespace kith::core {
namespace {

// Spans that begin with a cache line, whatever the width of a cell: from slot 1 on, every fourth of a loop's vectors
// would lie in two lines, which was measured to cost more than half as much again.
constexpr slot aligned_slots = 64;

// Why writing a column is more than writing.
std::string reason(const extent& in, const column& of) {
    if (of.index != nullptr) return "an index follows it";
    if (in.updated_column()) return "each change stamps " + in.column(*in.updated_column()).field->name;
    if (!of.orders.empty())
        return of.orders.front()->owner->type().name + "." + of.orders.front()->described->name +
               " is ordered by it";
    if (of.watch != nullptr) return "it is watched";
    if (of.plain) return "somebody is told of commits";
    return "it can be null";
}

}  // namespace

void graph::expect_direct(const extent& in, std::uint32_t column) const {
    const core::column& of = in.columns_[column];
    if (of.direct()) return;
    throw usage_error(errc::column_guarded, "kith: " + in.type().name + "." + of.field->name +
                                                " cannot be written as a column, since " + reason(in, of) +
                                                "; write it through refs, or name it kith::read_only");
}

void graph::each_run(extent& in, std::span<const column_use> columns, run_work work, const void* with) {
    const bool writes =
        std::any_of(columns.begin(), columns.end(), [](const column_use& each) { return each.written; });
    std::optional<pause> here;
    if (writes) {
        expect_idle();
        std::size_t pages = 0;
        for (const column_use& each : columns) {
            if (!each.written) continue;
            expect_direct(in, each.column);
            pages += in.columns_[each.column].cells->pages();
        }
        // The barrier, once for all: what it needs is there before the first of them is let through.
        log_.begin_operation();
        log_.reserve(pages);
        const std::size_t rows = in.rows_.end() - std::size_t{1};
        for (const column_use& each : columns) {
            const std::size_t width = in.columns_[each.column].field->width;
            if (each.written && rows != 0) in.columns_[each.column].cells->touch(width, rows * width);
        }
        // No page may change hands while somebody writes without asking.
        here.emplace(*this);
    }
    // Who is added meanwhile, where nothing is written, is not waited for: that could go on for ever.
    const slot end = in.rows_.end();
    for (table::rows::run next = in.rows_.next_run(1); next.count != 0 && next.first < end;
         next = in.rows_.next_run(next.first + next.count)) {
        next.count = std::min(next.count, end - next.first);
        std::uint32_t before = (aligned_slots - next.first % aligned_slots) % aligned_slots;
        if (next.count < 4 * aligned_slots) before = 0;
        if (before != 0) work(with, next.first, before);
        work(with, next.first + before, next.count - before);
    }
}

}  // namespace kith::core
