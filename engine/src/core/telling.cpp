#include "pause.hpp"

#include <kith/base/error.hpp>
#include <kith/core/commits.hpp>
#include <kith/core/observers.hpp>

// Validators are asked, then observers told, before anything has changed: they see the graph as it was, and
// what they throw refuses the change.

namespace kith::core {

const std::shared_ptr<observers>& graph::observers() {
    if (observers_ == nullptr) observers_ = std::make_shared<core::observers>();
    return observers_;
}

void graph::watch_column(extent& in, std::uint32_t column) {
    core::column& of = in.columns_[column];
    of.watch = &observers()->column(in.number(), column);
    in.choose_paths(commits_ != nullptr && commits_->watched());
}

void graph::watch_end(extent& in, std::uint32_t index) {
    link_end& end = in.ends_[index];
    end.watch = &observers()->end(in.number(), index);
    link_end& other = end.target->ends_[end.opposite->index];
    end.simple = end.plain = other.simple = other.plain = false;
}

void graph::watch_rows(extent& in) {
    in.watch_ = &observers()->rows(in.number());
    in.choose_paths(commits_ != nullptr && commits_->watched());
}

slot graph::validated(const link_end& end, slot owner, slot member) {
    if (!end.watch->validate) return member;
    slot given = 0;
    {
        const pause here(*this);
        given = end.watch->validate(*end.owner, owner, member);
    }
    if (given != 0) expect_alive(*end.target, given);
    if (given == 0 && member != 0 && !end.one)
        throw usage_error(errc::null_member, "kith: the validator of " + end.owner->type().name + "." +
                                                 end.described->name +
                                                 " gave an empty ref for a member; throw to refuse one");
    return given;
}

// The other side of a change is asked as well. It can refuse, but not put another in the place of the row
// that the change began with.
void graph::ask_reverse(const link_end& end, slot owner, slot member) {
    if (end.watch == nullptr || !end.watch->validates_reverse) return;
    if (validated(end, owner, member) != member)
        throw usage_error(errc::validator_taken,
                          "kith: the validator of " + end.owner->type().name + "." + end.described->name +
                              " substitutes a member that comes from the other end; it can only refuse it");
}

void graph::ask_removal(const link_end& end, slot owner, slot member, bool reverse) {
    if (end.watch == nullptr || (reverse && !end.watch->validates_reverse)) return;
    if (end.one && validated(end, owner, 0) != 0)
        throw usage_error(errc::validator_taken,
                          "kith: the validator of " + end.owner->type().name + "." + end.described->name +
                              " gives a partner where the link is cut; it can only refuse that");
    if (!end.one && end.watch->validates_removals) static_cast<void>(validated(end, owner, member));
}

void graph::tell(const link_end& end, slot owner, slot before, slot after) {
    if (end.watch == nullptr || end.watch->told.empty()) return;
    const pause here(*this);
    observers_->tell(end.watch->told, *end.owner, link_change{owner, before, after});
}

// The order is SQLAlchemy's (R214): where the change began, the other side, who loses.
void graph::announce_link(const link_end& end, slot a, slot b, slot displaced, slot robbed) {
    const link_end& other = *end.opposite;
    ask_reverse(other, b, a);
    if (displaced != 0) ask_removal(other, displaced, a, true);
    if (robbed != 0) ask_removal(end, robbed, b, true);
    tell(end, a, displaced, b);
    if (end.one && displaced != 0) tell(other, displaced, a, 0);
    tell(other, b, robbed, a);
    if (robbed != 0) tell(end, robbed, b, 0);
}

void graph::announce_unlink(const link_end& end, slot a, slot b) {
    ask_removal(*end.opposite, b, a, true);
    tell(end, a, b, 0);
    tell(*end.opposite, b, a, 0);
}

void graph::announce_erase() {
    if (observers_ == nullptr) return;
    each_planned([this](extent& in, slot row) {
        if (in.watch_ != nullptr) {
            const pause here(*this);
            observers_->tell(in.watch_->erased, in, row);
        }
        for (const link_end& end : in.ends_) {
            if (end.watch == nullptr && end.opposite->watch == nullptr) continue;
            for (const slot member : in.linked(end.index, row)) {
                tell(end, row, member, 0);
                // Who is erased as well tells of this link itself.
                if (!end.target->going_.has(member)) tell(*end.opposite, member, row, 0);
            }
        }
    });
}

void graph::announce_added(extent& in, slot row) {
    if (in.watch_ == nullptr) return;
    const pause here(*this);
    observers_->tell(in.watch_->added, in, row);
}

cell_value graph::validated(extent& in, std::uint32_t column, slot row, const cell_value& value) {
    column_watch& watch = *in.columns_[column].watch;
    if (!watch.validate) return value;
    const pause here(*this);
    return watch.validate(in, row, value);
}

void graph::tell(extent& in, std::uint32_t column, slot row, const cell_value& value) {
    column_watch& watch = *in.columns_[column].watch;
    if (watch.told.empty()) return;
    const pause here(*this);
    observers_->tell(watch.told, in, row, value);
}

}  // namespace kith::core
