#include <kith/base/error.hpp>
#include <kith/core/graph.hpp>

#include <algorithm>
#include <numeric>
#include <utility>

namespace kith::core {
namespace {

using schema::arity;

[[noreturn]] void fail_member(const extent& in, const link_end& end, const std::string& why) {
    throw lookup_error(errc::not_a_member,
                       "kith: " + in.type().name + "." + end.described->name + ": " + why);
}

void expect_many(const extent& in, const link_end& end, const char* verb) {
    if (end.described->arity != arity::many)
        throw usage_error(errc::not_a_list, "kith: " + in.type().name + "." + end.described->name +
                                                " holds one " + end.target->type().name + "; " + verb +
                                                " is for lists");
}

}  // namespace

// Whether releasing a member outside a transaction comes to the same as erasing it: it goes at once, as an
// orphan, and erasing unlinks it, unless its own cascades point back at who released it.
bool graph::erases_members(const link_end& end) noexcept {
    return end.described->cascade.orphan && end.opposite->described->cascade == schema::cascade{};
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

void graph::unlink_pair(const link_end& end, slot a, slot b) {
    log_.begin_operation();
    reserve_pending(2);
    const timestamp moment = prepare_stamps(end, 1);
    end.relation->reserve_unlink(end.side, a, b);
    note_loss(end, b);
    note_loss(end.other(), a);
    stamp_key_holder(end, a, b, moment);
    end.relation->unlink(end.side, a, b);
}

void graph::link(extent& in, std::uint32_t index, slot a, slot b) {
    const link_end& end = in.ends_[index];
    const link_end& other = *end.opposite;
    expect_alive(in, a);
    expect_alive(*end.target, b);
    // Who has to let go: an end that can hold one changes hands.
    const slot displaced = end.one ? end.partner(a) : 0;
    const slot robbed = other.one ? other.partner(b) : 0;
    const bool linked = end.one     ? displaced == b
                        : other.one ? robbed == a
                                    : end.relation->linked(end.side, a, b);
    if (linked) return;
    if (displaced != 0 || robbed != 0 || !end.simple) return link_displacing(end, a, b, displaced, robbed);
    log_.begin_operation();
    end.relation->reserve_link(end.side, a, b);
    end.relation->link(end.side, a, b);
}

void graph::link_displacing(const link_end& end, slot a, slot b, slot displaced, slot robbed) {
    const link_end& other = *end.opposite;
    link::relationship& relation = *end.relation;
    const bool judged = (displaced != 0 && end.judged) || (robbed != 0 && other.judged);
    if (!end.simple) {
        check_single_parent(end, a, b);
        check_single_parent(other, b, a);
    }
    if (judged && !in_transaction()) return as_unit([&] { link_displacing(end, a, b, displaced, robbed); });

    log_.begin_operation();
    if (judged) reserve_pending(2);
    const timestamp moment = end.simple ? timestamp{} : prepare_stamps(end, 3);
    if (displaced != 0) relation.reserve_unlink(end.side, a, displaced);
    if (robbed != 0) relation.reserve_unlink(other.side, b, robbed);
    relation.reserve_link(end.side, a, b);
    if (displaced != 0) {
        note_loss(end, displaced);
        stamp_key_holder(end, a, displaced, moment);
        relation.unlink(end.side, a, displaced);
    }
    if (robbed != 0) {
        note_loss(other, robbed);
        stamp_key_holder(end, robbed, b, moment);
        relation.unlink(other.side, b, robbed);
    }
    relation.link(end.side, a, b);
    stamp_key_holder(end, a, b, moment);
}

void graph::link(extent& in, std::uint32_t index, slot a, std::span<const slot> members) {
    as_unit([&] {
        for (const slot b : members) link(in, index, a, b);
    });
}

void graph::check_single_parent(const link_end& end, slot a, slot b) const {
    const extent& in = *end.owner;
    if (!end.described->single_parent) return;
    const link_end& other = end.other();
    if (other.described->arity == arity::one || end.relation->count(other.side, b) == 0) return;
    throw integrity_error(errc::unique_taken, "kith: " + in.type().name + "." + end.described->name +
                                                  " has kith::single_parent, and " + print(*end.target, b) +
                                                  " belongs to another already; release it there before " +
                                                  print(in, a) + " takes it");
}

void graph::unlink(extent& in, std::uint32_t index, slot a, slot b) {
    const link_end& end = in.ends_[index];
    expect_alive(in, a);
    expect_alive(*end.target, b);
    if (!end.relation->linked(end.side, a, b))
        fail_member(in, end,
                    print(*end.target, b) + " is no member of " + print(in, a) +
                        "'s; test with contains first");
    if (!in_transaction()) {
        if (erases_members(end)) return erase(*end.target, b);
        if (end.judged || end.opposite->judged) return as_unit([&] { unlink_pair(end, a, b); });
    }
    unlink_pair(end, a, b);
}

void graph::clear(extent& in, std::uint32_t index, slot a) {
    const link_end& end = in.ends_[index];
    expect_alive(in, a);
    const auto members = in.linked(index, a);
    if (members.empty()) return;
    const link_end& other = end.other();
    const bool judged = end.judged || other.judged;
    if (judged && !in_transaction()) {
        if (!erases_members(end)) return as_unit([&] { clear(in, index, a); });
        const std::vector<slot> orphans(members.begin(), members.end());
        return erase(*end.target, orphans);
    }
    log_.begin_operation();
    if (judged) reserve_pending(2 * members.size());
    const timestamp moment = prepare_stamps(end, members.size());
    end.relation->reserve_clear(end.side, a);
    for (const slot b : members) {
        stamp_key_holder(end, a, b, moment);
        note_loss(end, b);
        note_loss(other, a);
    }
    end.relation->clear(end.side, a);
}

void graph::insert(extent& in, std::uint32_t index, slot a, std::size_t n, slot b) {
    const link_end& end = in.ends_[index];
    expect_many(in, end, "insert");
    expect_alive(in, a);
    expect_alive(*end.target, b);
    if (end.relation->linked(end.side, a, b)) return;
    as_unit([&] {
        link(in, index, a, b);
        const std::size_t last = in.members(index, a).size() - 1;
        if (n >= last) return;
        std::vector<std::uint32_t> order(last + 1);
        std::iota(order.begin(), order.end(), 0U);
        std::rotate(order.begin() + static_cast<std::ptrdiff_t>(n), order.end() - 1, order.end());
        reorder(in, index, a, order);
    });
}

void graph::replace(extent& in, std::uint32_t index, slot a, std::size_t n, slot b) {
    const link_end& end = in.ends_[index];
    expect_many(in, end, "replace");
    expect_alive(in, a);
    expect_alive(*end.target, b);
    const auto members = in.members(index, a);
    if (n >= members.size())
        throw lookup_error(errc::out_of_range, "kith: " + in.type().name + "." + end.described->name +
                                                   " has " + std::to_string(members.size()) +
                                                   " members; there is none at " + std::to_string(n));
    const slot old = members.nth(n);
    if (old == b) return;
    std::vector<slot> wanted;
    wanted.reserve(members.size());
    for (const slot each : members)
        if (each != b) wanted.push_back(each == old ? b : each);
    assign(in, index, a, wanted);
}

void graph::assign(extent& in, std::uint32_t index, slot a, std::span<const slot> wanted_members) {
    const link_end& end = in.ends_[index];
    expect_many(in, end, "assign");
    expect_alive(in, a);
    // The span may be a view of a list that shrinks meanwhile (R37): copied, repeats dropped.
    std::vector<slot> sorted(wanted_members.begin(), wanted_members.end());
    std::sort(sorted.begin(), sorted.end());
    sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
    const auto rank_of = [&](slot b) {
        return std::lower_bound(sorted.begin(), sorted.end(), b) - sorted.begin();
    };
    std::vector<slot> wanted;
    wanted.reserve(sorted.size());
    std::vector<std::uint32_t> ranks(sorted.size());
    for (const slot b : wanted_members) {
        expect_alive(*end.target, b);
        if (std::exchange(ranks[static_cast<std::size_t>(rank_of(b))], 1U) == 0) wanted.push_back(b);
    }
    as_unit([&] {
        std::vector<slot> gone;
        for (const slot b : in.members(index, a))
            if (!std::binary_search(sorted.begin(), sorted.end(), b)) gone.push_back(b);
        for (const slot b : wanted) link(in, index, a, b);
        for (const slot b : gone) unlink_pair(end, a, b);
        if (end.described->as_set) return;
        // The members are the wanted ones now, in some order: give them the wanted one.
        std::uint32_t at = 0;
        bool in_order = true;
        for (const slot b : in.members(index, a)) {
            in_order &= wanted[at] == b;
            ranks[static_cast<std::size_t>(rank_of(b))] = at++;
        }
        if (in_order) return;
        std::vector<std::uint32_t> order;
        order.reserve(wanted.size());
        for (const slot b : wanted) order.push_back(ranks[static_cast<std::size_t>(rank_of(b))]);
        reorder(in, index, a, order);
    });
}

void graph::reorder(extent& in, std::uint32_t index, slot a, std::span<const std::uint32_t> order) {
    const link_end& end = in.ends_[index];
    expect_many(in, end, "reorder");
    expect_alive(in, a);
    const auto members = in.members(index, a);
    std::vector<std::uint32_t> places;  // of the members, holes skipped
    places.reserve(members.size());
    for (std::uint32_t place = 0; place < members.places(); ++place)
        if (members.data()[place] != 0) places.push_back(place);
    std::vector<std::uint32_t> wanted;
    wanted.reserve(order.size());
    std::vector<bool> taken(members.size());
    for (const std::uint32_t n : order) {
        if (n >= places.size() || taken[n]) break;
        taken[n] = true;
        wanted.push_back(places[n]);
    }
    if (wanted.size() != members.size())
        throw usage_error(errc::out_of_range, "kith: " + in.type().name + "." + end.described->name +
                                                  ": a new order must name each of the " +
                                                  std::to_string(members.size()) + " members once");
    log_.begin_operation();
    end.relation->reserve_reorder(end.side, a);
    end.relation->reorder(end.side, a, wanted.data(), wanted.size());
}

}  // namespace kith::core
