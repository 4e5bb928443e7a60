#include <kith/base/error.hpp>
#include <kith/core/checkpoint.hpp>
#include <kith/core/commits.hpp>
#include <kith/core/graph.hpp>
#include <kith/memory/baseline.hpp>
#include <kith/memory/freezing.hpp>

#include <algorithm>

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
    const bool told = opens_told_unit();
    if (told) commits_->prepare_restored(log_.at(depth));
    restore(depth);
    if (!told) return;
    commits_->end_unit();
    commits_->tell();
}

void graph::expect_between_units(const char* doing) const {
    if (in_transaction())
        throw usage_error(errc::transaction_open,
                          std::string("kith: a transaction of this graph is open; end it before ") + doing);
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

// Indexes are derived: rows of which something that decides about them differs between now and the mark are
// taken out before the pages go back, and put in again after it. None of it allocates: an index has room for as
// many rows as it ever held.
void graph::restore(std::size_t depth) noexcept {
    const open_mark then = marks_[depth - 1];
    log_.for_each_page_since(depth, [this](const memory::touched_page& page) {
        for (derived& each : derived_) each.withdraw_rows(*page.where, page.page, page.image);
    });
    log_.put_back(depth);
    log_.for_each_page_since(depth, [this](const memory::touched_page& page) {
        for (derived& each : derived_) each.insert_rows(*page.where, page.page);
    });
    log_.forget(depth);
    boxes_.rollback(then.boxes, boxes_wanted());
    pending_.resize(then.pending);
    while (marks_.size() >= depth) {
        if (marks_.back().transaction) --transactions_;
        marks_.pop_back();
    }
    forget_boxes();
}

void graph::exchange(std::span<memory::held_page> pages, std::uint64_t first, std::uint64_t last,
                     bool before) {
    log_.reserve_exchange(pages.size());
    boxes_.reserve_turn(first, last);
    for (const memory::held_page& page : pages)
        for (derived& each : derived_) each.withdraw_rows(*page.where, page.page, page.image);
    for (memory::held_page& page : pages) log_.exchange(page);
    for (const memory::held_page& page : pages)
        for (derived& each : derived_) each.insert_rows(*page.where, page.page);
    boxes_.turn(first, last, before);
}

// Boxed values that nobody can come back to are destroyed.
void graph::forget_boxes() noexcept {
    std::uint64_t oldest = boxes_.now();
    if (!marks_.empty()) oldest = std::min(oldest, marks_.front().boxes);
    for (const checkpoint* each : checkpoints_) oldest = std::min(oldest, each->boxes_);
    std::erase_if(views_, [](const open_view& each) { return each.copy->dropped(); });
    for (const open_view& each : views_) oldest = std::min(oldest, each.boxes);
    boxes_.forget(oldest);
}

kith::mark graph::begin() {
    const kith::mark begun = mark();
    marks_.back().transaction = true;
    ++transactions_;
    return begun;
}

void graph::commit(kith::mark begun) {
    end_unit(begun);
    if (commits_ != nullptr) commits_->tell();
}

void graph::end_unit(kith::mark begun) {
    const std::size_t depth = depth_of(begun, "commit");
    for (std::size_t i = depth; i < marks_.size(); ++i)
        if (marks_[i].transaction)
            throw usage_error(errc::transaction_open,
                              "kith: a transaction inside this one is still open; end the inner one first");
    const bool told = transactions_ == 1 && tells_units_;
    if (transactions_ == 1 && pending_.size() > marks_[depth - 1].pending) {
        const std::size_t from = marks_[depth - 1].pending;
        const auto kept = pending_;
        const kith::mark before = mark();
        try {
            settle(from);
            if (told) commits_->prepare();
            log_.reserve_for_release(depth);
        } catch (...) {
            restore(depth_of(before, "roll back to"));
            pending_ = kept;
            throw;
        }
        pending_.resize(from);
        end_mark(depth_of(before, "release"));
    } else {
        if (told) commits_->prepare();
        log_.reserve_for_release(depth);
    }
    // From here on nothing fails. The middle of a unit of work, with its orphans not yet judged, is no state
    // to go back to.
    if (transactions_ == 1)
        while (marks_.size() > depth) end_mark(marks_.size());
    end_mark(depth);
    --transactions_;
    if (told) commits_->end_unit();
}

void graph::abandon(kith::mark begun) noexcept {
    // A transaction inside one that was left before it has nothing left to take back.
    if (!is_open(begun)) return;
    restore(depth_of(begun, "leave"));
    if (opens_told_unit()) commits_->unit_left();
}

bool graph::is_open(kith::mark begun) const noexcept {
    return std::any_of(marks_.begin(), marks_.end(),
                       [&](const open_mark& each) { return each.serial == begun.serial; });
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
