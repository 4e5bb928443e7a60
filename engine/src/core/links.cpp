#include <kith/base/error.hpp>
#include <kith/core/commits.hpp>
#include <kith/core/graph.hpp>

#include <algorithm>
#include <utility>

namespace kith::core {
namespace {

using schema::arity;
using schema::ordering;

bool watched(const link_end& end) { return end.watch != nullptr || end.opposite->watch != nullptr; }
bool numbered(const link_end& end) { return end.described->order == ordering::numbered; }

}  // namespace

// Whether releasing a member outside a transaction comes to the same as erasing it: it goes at once, as an
// orphan, and erasing unlinks it, unless its own cascades point back at who released it.
bool graph::erases_members(const link_end& end) noexcept {
    return end.described->cascade.orphan && end.opposite->described->cascade == schema::cascade{} &&
           end.described->at_least == 0 && !watched(end);
}

void graph::reserve_pending(std::size_t more) {
    if (pending_.capacity() - pending_.size() < more)
        pending_.reserve(std::max(pending_.size() + more, pending_.capacity() * 2));
}

void graph::note_loss(const link_end& end, slot b) {
    if (!end.judged) return;
    const std::int64_t orphan_end = end.described->cascade.orphan ? std::int64_t{end.opposite->index} : -1;
    pending_.push_back({end.target->number(), b, end.target->rows_.id(b), orphan_end});
}

timestamp graph::prepare_stamps(const link_end& end, std::size_t pairs) {
    extent& holder = end.side == 1 ? *end.owner : *end.target;
    return prepare_stamps(holder, pairs);
}

// A link is a column of the row that holds its key: that row was changed. Pairs have a table of their own.
void graph::stamp_key_holder(const link_end& end, slot a, slot b, timestamp moment) {
    if (end.simple) return;
    const bool pairs = end.described->arity == arity::many && end.counterpart().arity == arity::many;
    if (pairs) return;
    if (end.side == 1)
        stamp(*end.owner, a, moment);
    else
        stamp(*end.target, b, moment);
}

// The two ends, and the members that a keyed end finds by their keys.
void graph::join(const link_end& end, slot a, slot b) {
    end.relation->link(end.side, a, b);
    if (end.keys != nullptr) end.keys->insert(b);
    if (end.opposite->keys != nullptr) end.opposite->keys->insert(a);
}

void graph::part(const link_end& end, slot a, slot b) {
    if (end.keys != nullptr) end.keys->erase(b);
    if (end.opposite->keys != nullptr) end.opposite->keys->erase(a);
    end.relation->unlink(end.side, a, b);
}

void graph::unlink_pair(const link_end& end, slot a, slot b) {
    if (watched(end)) announce_unlink(end, a, b);
    unlink_told(end, a, b);
}

void graph::unlink_told(const link_end& end, slot a, slot b) {
    if (numbered(end)) return unlink_numbered(end, a, b);
    if (numbered(*end.opposite)) return unlink_numbered(*end.opposite, b, a);
    unlink_now(end, a, b);
}

void graph::unlink_now(const link_end& end, slot a, slot b) {
    log_.begin_operation();
    reserve_pending(2);
    const timestamp moment = prepare_stamps(end, 1);
    end.relation->reserve_unlink(end.side, a, b);
    note_loss(end, b);
    note_loss(end.other(), a);
    stamp_key_holder(end, a, b, moment);
    part(end, a, b);
}

// Those behind the one that leaves move up and are numbered anew.
void graph::unlink_numbered(const link_end& end, slot a, slot b) {
    as_unit([&] {
        const std::size_t from = end.relation->place(end.side, a, b);
        unlink_now(end, a, b);
        number_members(end, a, from);
    });
}

void graph::link(extent& in, std::uint32_t index, slot a, slot b) {
    if (opens_told_unit()) [[unlikely]]
        return commits_->run([&] { link(in, index, a, b); });
    const link_end& end = in.ends_[index];
    expect_alive(in, a);
    expect_alive(*end.target, b);
    if (end.watch != nullptr) [[unlikely]] {
        b = validated(end, a, b);
        if (b == 0) return clear(in, index, a);
    }
    link_valid(end, a, b);
}

// What a validator has seen, or nobody needs to.
void graph::link_valid(const link_end& end, slot a, slot b) {
    const link_end& other = *end.opposite;
    // Who has to let go: an end that can hold one changes hands.
    const slot displaced = end.one ? end.partner(a) : 0;
    const slot robbed = other.one ? other.partner(b) : 0;
    const bool linked = end.one     ? displaced == b
                        : other.one ? robbed == a
                                    : end.relation->linked(end.side, a, b);
    if (linked) return;
    link::relationship& relation = *end.relation;
    if (!end.simple || (displaced != 0 && end.judged) || (robbed != 0 && other.judged))
        return link_displacing(end, a, b, displaced, robbed);
    log_.begin_operation();
    if (displaced != 0) relation.reserve_unlink(end.side, a, displaced);
    if (robbed != 0) relation.reserve_unlink(other.side, b, robbed);
    relation.reserve_link(end.side, a, b);
    if (displaced != 0) relation.unlink(end.side, a, displaced);
    if (robbed != 0) relation.unlink(other.side, b, robbed);
    relation.link(end.side, a, b);
}

void graph::link_displacing(const link_end& end, slot a, slot b, slot displaced, slot robbed) {
    const link_end& other = *end.opposite;
    if (!end.simple) expect_linkable(end, a, b);
    const bool judged = (displaced != 0 && end.judged) || (robbed != 0 && other.judged);
    const bool steps = end.filed || other.filed || (other.described->single_parent && !end.one);
    if (!steps && (!judged || in_transaction())) {
        if (watched(end)) announce_link(end, a, b, displaced, robbed);
        return link_now(end, a, b, displaced, robbed);
    }
    as_unit([&] {
        release_occupants(end, a, b);
        if (watched(end)) announce_link(end, a, b, displaced, robbed);
        if (numbered(end) && robbed != 0) unlink_told(other, b, std::exchange(robbed, 0));
        if (numbered(other) && displaced != 0) unlink_told(end, a, std::exchange(displaced, 0));
        link_now(end, a, b, displaced, robbed);
        file(end, a, b);
        file(other, b, a);
    });
}

// Who stands in the way, other than at an end that can hold one: the member under the same key, and the other
// holder of a row that can have a single one.
void graph::release_occupants(const link_end& end, slot a, slot b) {
    const link_end& other = *end.opposite;
    if (const slot occupant = find_occupant(end, a, b); occupant != 0) unlink_pair(end, a, occupant);
    if (const slot occupant = find_occupant(other, b, a); occupant != 0) unlink_pair(other, b, occupant);
    if (!other.described->single_parent || end.one) return;
    while (end.relation->count(end.side, a) != 0)
        unlink_pair(end, a, *end.owner->members(end.index, a).begin());
}

void graph::link_now(const link_end& end, slot a, slot b, slot displaced, slot robbed) {
    const link_end& other = *end.opposite;
    link::relationship& relation = *end.relation;
    log_.begin_operation();
    if ((displaced != 0 && end.judged) || (robbed != 0 && other.judged)) reserve_pending(2);
    const timestamp moment = end.simple ? timestamp{} : prepare_stamps(end, 3);
    if (displaced != 0) relation.reserve_unlink(end.side, a, displaced);
    if (robbed != 0) relation.reserve_unlink(other.side, b, robbed);
    if (end.keys != nullptr) end.keys->reserve(1, end.target->rows_.end());
    if (other.keys != nullptr) other.keys->reserve(1, other.target->rows_.end());
    relation.reserve_link(end.side, a, b);
    if (displaced != 0) {
        note_loss(end, displaced);
        stamp_key_holder(end, a, displaced, moment);
        part(end, a, displaced);
    }
    if (robbed != 0) {
        note_loss(other, robbed);
        stamp_key_holder(end, robbed, b, moment);
        part(other, b, robbed);
    }
    join(end, a, b);
    stamp_key_holder(end, a, b, moment);
}

void graph::link(extent& in, std::uint32_t index, slot a, std::span<const slot> members) {
    as_unit([&] {
        for (const slot b : members) link(in, index, a, b);
    });
}

// The way that most take comes first, where nobody keeps old bytes or is told of anything, and is short: see
// relationship::unlink_member.
void graph::unlink(extent& in, std::uint32_t index, slot a, slot b) {
    const link_end& end = in.ends_[index];
    if (!end.plain || !undisturbed() || !in.rows_.lives(a) || !end.target->rows_.lives(b) ||
        !end.relation->linked(end.side, a, b)) [[unlikely]]
        return unlink_slowly(in, index, a, b);
    end.relation->unlink(end.side, a, b);
}

void graph::unlink_slowly(extent& in, std::uint32_t index, slot a, slot b) {
    if (opens_told_unit()) [[unlikely]]
        return commits_->run([&] { unlink(in, index, a, b); });
    const link_end& end = in.ends_[index];
    expect_alive(in, a);
    expect_alive(*end.target, b);
    if (!end.relation->linked(end.side, a, b))
        throw lookup_error(errc::not_a_member, "kith: " + in.type().name + "." + end.described->name + ": " +
                                                   print(*end.target, b) + " is no member of " +
                                                   print(in, a) + "'s; test with contains first");
    if (end.plain) {
        log_.begin_operation();
        end.relation->reserve_unlink(end.side, a, b);
        return end.relation->unlink(end.side, a, b);
    }
    if (end.watch != nullptr) ask_removal(end, a, b, false);
    if (!in_transaction()) {
        if (erases_members(end)) return erase(*end.target, b);
        if (erases_members(*end.opposite)) return erase(in, a);
        if (end.judged || end.opposite->judged) return as_unit([&] { unlink_pair(end, a, b); });
    }
    unlink_pair(end, a, b);
}

void graph::clear(extent& in, std::uint32_t index, slot a) {
    const link_end& end = in.ends_[index];
    if (!end.one || end.opposite->one || !end.plain || !undisturbed() || !in.rows_.lives(a)) [[unlikely]]
        return clear_slowly(in, index, a);
    if (const slot b = end.partner(a); b != 0) end.relation->unlink_member(end.side ^ 1U, b, a);
}

void graph::clear_slowly(extent& in, std::uint32_t index, slot a) {
    if (opens_told_unit()) [[unlikely]]
        return commits_->run([&] { clear(in, index, a); });
    const link_end& end = in.ends_[index];
    expect_alive(in, a);
    const auto members = in.linked(index, a);
    if (members.empty()) return;
    if (end.one) return unlink(in, index, a, *members.begin());
    const link_end& other = end.other();
    if (end.watch != nullptr)
        for (const slot b : members) ask_removal(end, a, b, false);
    const bool judged = end.judged || other.judged;
    if (judged && !in_transaction()) {
        if (!erases_members(end)) return as_unit([&] { release_all(end, a); });
        const std::vector<slot> orphans(members.begin(), members.end());
        return erase(*end.target, orphans);
    }
    release_all(end, a);
}

void graph::release_all(const link_end& end, slot a) {
    const auto members = end.owner->members(end.index, a);
    const link_end& other = end.other();
    if (watched(end))
        for (const slot b : members) announce_unlink(end, a, b);
    log_.begin_operation();
    if (end.judged || other.judged) reserve_pending(2 * members.size());
    const timestamp moment = prepare_stamps(end, members.size());
    end.relation->reserve_clear(end.side, a);
    for (const slot b : members) {
        stamp_key_holder(end, a, b, moment);
        note_loss(end, b);
        note_loss(other, a);
    }
    forget_keys(end, a);
    end.relation->clear(end.side, a);
}

}  // namespace kith::core
