#include <kith/core/graph.hpp>

#include <algorithm>

// The second half of an erase: nothing is refused any more. What goes is taken out type by type, link by link
// and column by column, so that a million rows are a few walks through memory and not a million searches.

namespace kith::core {

void graph::apply_plan() {
    // Everything that can fail: the time of the stamps, and room for the old bytes.
    log_.begin_operation();
    const std::vector<std::size_t> stamped = count_stamps();
    timestamp moment{};
    for (std::size_t i = 0; i < stamped.size(); ++i)
        if (stamped[i] != 0) moment = prepare_stamps(*extents_[i], stamped[i]);
    reserve_erase(stamped);

    for (extent* in : leaving_) in->going_.sort_if_many();
    stamp_partners(moment);
    forget_links();
    for (extent* in : leaving_) {
        wipe_rows(*in, in->going_.rows());
        in->rows_.remove(in->going_.rows());
    }
    forget_plan();
    forget_boxes();
}

// By type, how often a row is stamped; empty when none is.
std::vector<std::size_t> graph::count_stamps() const {
    std::vector<std::size_t> out;
    for (const extent* in : leaving_)
        for (const link_end& end : in->ends_) {
            if (end.side != 0 || !end.target->updated_) continue;
            out.resize(extents_.size());
            for (const slot row : in->going_.rows())
                out[end.target->number()] += end.relation->count(end.side, row);
        }
    return out;
}

void graph::reserve_erase(std::span<const std::size_t> stamped) {
    std::size_t boxed = 0;
    for (const extent* in : leaving_)
        for (const core::column& each : in->columns_)
            boxed += each.field->kind == schema::kind::boxed ? in->going_.size() : 0;
    if (boxed != 0) boxes_.reserve(0, boxed);
    if (!log_.recording()) return;
    for (const std::size_t rows : stamped) log_.reserve(2 * rows);
    for (extent* in : leaving_) {
        log_.reserve((2 * in->columns_.size() + in->ends_.size() + 8) * in->going_.size());
        for (const link_end& end : in->ends_)
            for (const slot row : in->going_.rows()) end.relation->reserve_clear(end.side, row);
        in->rows_.reserve_remove(in->going_.size());
    }
}

// A link that is cut is a change of the row that holds its key.
void graph::stamp_partners(timestamp moment) {
    for (const extent* in : leaving_)
        for (const link_end& end : in->ends_) {
            if (end.side != 0 || !end.target->updated_) continue;
            for (const slot row : in->going_.rows())
                for (const slot member : in->linked(end.index, row))
                    if (!end.target->going_.has(member)) stamp_key_holder(end, row, member, moment);
        }
}

void graph::forget_links() {
    // Keys are found by owner and value: before either is gone.
    for (const extent* in : leaving_)
        for (const link_end& end : in->ends_)
            if (end.keys != nullptr || end.opposite->keys != nullptr)
                for (const slot row : in->going_.rows()) forget_keys(end, row);
    for (const extent* in : leaving_)
        for (const link_end& end : in->ends_) {
            // Of two types that go, the one with side 0 sees to the relationship between them.
            if (end.side == 1 && !end.target->going_.empty()) continue;
            link::relationship::leaving rows{};
            rows[end.side] = &in->going_;
            rows[end.side ^ 1U] = &end.target->going_;
            end.relation->forget(rows);
        }
}

void graph::wipe_rows(extent& in, std::span<const slot> rows) {
    for (std::uint32_t i = 0; i < in.columns_.size(); ++i) {
        if (index::index* const index = in.columns_[i].index.get(); index != nullptr)
            for (const slot row : rows) index->erase(row);
        wipe(in, i, rows);
    }
}

void graph::forget_plan() noexcept {
    for (extent* in : leaving_) in->going_.clear();
    leaving_.clear();
    plan_.clear();
}

}  // namespace kith::core
