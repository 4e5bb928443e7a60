#include <kith/base/error.hpp>
#include <kith/core/checkpoint.hpp>
#include <kith/core/graph.hpp>

#include <algorithm>
#include <cstring>

namespace kith::core {

kith::mark graph::mark() {
    expect_idle();
    if (marks_.size() == marks_.capacity()) marks_.reserve(std::max<std::size_t>(16, marks_.size() * 2));
    log_.mark();
    marks_.push_back({++last_serial_, pending_.size(), boxes_.now(), false});
    return {last_serial_, this};
}

std::size_t graph::depth_of(kith::mark which, const char* verb) const {
    const auto found =
        std::lower_bound(marks_.begin(), marks_.end(), which.serial,
                         [](const open_mark& each, std::uint64_t serial) { return each.serial < serial; });
    if (which.graph != this || found == marks_.end() || found->serial != which.serial)
        throw usage_error(errc::mark_spent,
                          std::string("kith: cannot ") + verb +
                              " this mark: it was rolled back past, rolled back to or released "
                              "already, or is of another graph; take a new one with graph.mark()");
    return static_cast<std::size_t>(found - marks_.begin()) + 1;
}

void graph::rollback(kith::mark to) {
    expect_idle();
    const std::size_t depth = depth_of(to, "roll back to");
    for (std::size_t i = depth - 1; i < marks_.size(); ++i)
        if (marks_[i].transaction)
            throw usage_error(
                errc::transaction_open,
                "kith: a transaction that began after the mark is still open; end it before rolling back");
    restore(depth);
}

void graph::release(kith::mark which) {
    const std::size_t depth = depth_of(which, "release");
    if (marks_[depth - 1].transaction)
        throw usage_error(errc::transaction_open,
                          "kith: this mark is an open transaction's; commit or leave it");
    end_mark(depth);
}

void graph::end_mark(std::size_t depth) {
    log_.release(depth);
    marks_.erase(marks_.begin() + static_cast<std::ptrdiff_t>(depth) - 1);
    forget_boxes();
}

// An index and what decides which rows it holds and where: when one of these cells goes back, so does the row.
struct graph::derived {
    struct cells {
        const memory::region* region;
        std::size_t width;
        bool is_text = false;
    };
    const extent* in;
    std::uint32_t column;
    index::index* index;
    const link_end* owner = nullptr;  // of an index within owners
    std::vector<cells> from{};
    std::vector<slot> moved{};

    [[nodiscard]] bool holds(slot row) const {
        return in->rows().lives(row) && !in->is_null(column, row) &&
               (owner == nullptr || owner->partner(row) != 0);
    }
    // The rows of which a page held something else at the mark.
    void collect(const std::vector<memory::touched_page>& pages) {
        static const std::vector<std::byte> zero(memory::page_size);
        for (const memory::touched_page& each : pages) {
            const auto found = std::find_if(from.begin(), from.end(),
                                            [&](const cells& one) { return one.region == each.where; });
            if (found == from.end()) continue;
            const std::size_t width = found->width;
            const std::byte* before = each.image != nullptr ? each.image->bytes : zero.data();
            const std::byte* now = each.where->page(each.page);
            const std::size_t first = (std::size_t{each.page} << memory::page_bits) / width;
            for (std::size_t i = 0; i < memory::page_size / width; ++i) {
                const bool same = std::memcmp(before + i * width, now + i * width, width) == 0;
                // A long text's bytes lie elsewhere, and may differ under an equal cell.
                const bool elsewhere =
                    found->is_text && now[i * width + width - 1] == std::byte{memory::text_cell::is_long};
                if (!same || elsewhere) moved.push_back(static_cast<slot>(first + i));
            }
        }
        std::sort(moved.begin(), moved.end());
        moved.erase(std::unique(moved.begin(), moved.end()), moved.end());
        if (!moved.empty()) index->reserve(moved.size(), moved.back() + 1);
    }
};

std::vector<graph::derived> graph::indexes() const {
    std::vector<derived> out;
    const auto add = [&](const extent& in, std::uint32_t column, index::index* index, const link_end* owner) {
        derived made{&in, column, index, owner};
        const core::column& of = in.columns_[column];
        made.from.push_back({of.cells.get(), of.field->width, schema::is_string(of.field->kind)});
        if (of.present != nullptr) made.from.push_back({of.present.get(), 1});
        if (owner != nullptr)
            made.from.push_back({&owner->relation->cells(owner->side), sizeof(slot)});
        else
            made.from.push_back({&in.rows_.ids(), sizeof(key)});
        out.push_back(std::move(made));
    };
    for (const auto& each : extents_) {
        for (std::uint32_t i = 0; each->indexed_ && i < each->columns_.size(); ++i)
            if (each->columns_[i].index != nullptr) add(*each, i, each->columns_[i].index.get(), nullptr);
        for (const link_end& end : each->ends_)
            if (end.keys != nullptr) add(*end.target, end.described->order_column, end.keys, end.opposite);
    }
    return out;
}

// Indexes are derived: rows of which something that decides about them differs between now and the mark are
// taken out before the pages go back, and put in again after it.
void graph::restore(std::size_t depth) {
    const open_mark then = marks_[depth - 1];
    std::vector<derived> all = indexes();
    if (!all.empty()) {
        const auto pages = log_.pages_since(depth);
        for (derived& each : all) each.collect(pages);
    }
    log_.reserve_for_rollback(depth);
    boxes_.reserve_rollback(then.boxes, !checkpoints_.empty());

    for (const derived& each : all)
        for (const slot row : each.moved) each.index->erase(row);
    log_.rollback(depth);
    boxes_.rollback(then.boxes, !checkpoints_.empty());
    for (const derived& each : all)
        for (const slot row : each.moved)
            if (each.holds(row)) each.index->insert(row);
    pending_.resize(then.pending);
    while (marks_.size() >= depth) {
        if (marks_.back().transaction) --transactions_;
        marks_.pop_back();
    }
    forget_boxes();
}

// Boxed values that nobody can come back to are destroyed.
void graph::forget_boxes() noexcept {
    std::uint64_t oldest = boxes_.now();
    if (!marks_.empty()) oldest = std::min(oldest, marks_.front().boxes);
    for (const checkpoint* each : checkpoints_) oldest = std::min(oldest, each->boxes_);
    boxes_.forget(oldest);
}

kith::mark graph::begin() {
    const kith::mark begun = mark();
    marks_.back().transaction = true;
    ++transactions_;
    return begun;
}

void graph::commit(kith::mark begun) {
    const std::size_t depth = depth_of(begun, "commit");
    for (std::size_t i = depth; i < marks_.size(); ++i)
        if (marks_[i].transaction)
            throw usage_error(errc::transaction_open,
                              "kith: a transaction inside this one is still open; end the inner one first");
    if (transactions_ == 1 && pending_.size() > marks_[depth - 1].pending) {
        const std::size_t from = marks_[depth - 1].pending;
        const auto kept = pending_;
        const kith::mark before = mark();
        try {
            settle(from);
            log_.reserve_for_release(depth);
        } catch (...) {
            restore(depth_of(before, "roll back to"));
            pending_ = kept;
            throw;
        }
        pending_.resize(from);
        end_mark(depth_of(before, "release"));
    } else {
        log_.reserve_for_release(depth);
    }
    // From here on nothing fails. The middle of a unit of work, with its orphans not yet judged, is no state
    // to go back to.
    if (transactions_ == 1)
        while (marks_.size() > depth) end_mark(marks_.size());
    end_mark(depth);
    --transactions_;
}

void graph::abandon(kith::mark begun) noexcept {
    // A transaction inside one that was left before it has nothing left to take back.
    const bool open = std::any_of(marks_.begin(), marks_.end(),
                                  [&](const open_mark& each) { return each.serial == begun.serial; });
    if (open) restore(depth_of(begun, "leave"));
}

// The unit of work ends: who lost an owner and has none now is an orphan; who lost what it requires and
// got nothing for it makes the unit fail. Erasing orphans may make more of the latter.
void graph::settle(std::size_t from) {
    // All in one plan: whether one orphan may go does not depend on whether another has gone before it.
    std::vector<std::pair<extent*, slot>> orphans;
    for (std::size_t i = from; i < pending_.size(); ++i) {
        const pending& each = pending_[i];
        extent& in = *extents_[each.type];
        if (in.rows_.id(each.row) != each.id || each.orphan_end < 0) continue;
        const link_end& end = in.ends_[static_cast<std::size_t>(each.orphan_end)];
        if (end.relation->count(end.side, each.row) == 0) orphans.emplace_back(&in, each.row);
    }
    if (!orphans.empty()) erase_all(orphans);
    for (std::size_t i = from; i < pending_.size(); ++i) {
        const pending& each = pending_[i];
        const extent& in = *extents_[each.type];
        if (in.rows_.id(each.row) == each.id) expect_required(in, each.row);
    }
}

}  // namespace kith::core
