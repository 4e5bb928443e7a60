#include <kith/link/relationship.hpp>

#include <algorithm>
#include <utility>

namespace kith::link {
namespace {

using schema::arity;

constexpr std::uint32_t first_capacity = 4;
// Holes are closed when they outnumber the members by this much: what was removed since pays for it.
constexpr std::uint32_t tolerated_holes = 16;

// The room of the block that a list moves to when its own is full.
std::size_t room_after(const head& list) {
    return std::max<std::size_t>(first_capacity, std::size_t{list.capacity()} * 2);
}

bool pairs(const schema::catalog& catalog, std::uint32_t number) {
    return catalog.side_arity(number, 0) == arity::many && catalog.side_arity(number, 1) == arity::many;
}

}  // namespace

relationship::relationship(memory::page_log& log, list_space& space, const schema::catalog& catalog,
                           std::uint32_t number, std::array<table::rows*, 2> rows, std::uint64_t most_rows)
    : log_(log), links_(pairs(catalog, number) ? space.pairs : space.owned),
      positions_(pairs(catalog, number) ? &space.positions : nullptr) {
    for (unsigned side = 0; side < 2; ++side) {
        end& each = ends_[side];
        const schema::end& described = catalog.at(catalog.relations[number].sides[side]);
        each.arity = described.arity;
        each.as_set = described.as_set;
        each.rows = rows[side];
        const std::size_t width = each.arity == arity::one ? sizeof(slot) : sizeof(head);
        const std::size_t beyond = each.arity == arity::one ? 0 : readable_ahead * width;
        each.cells = std::make_unique<memory::region>(log, (most_rows + 1) * width + beyond);
        rows[side]->enlist(*each.cells, width, beyond);
        if (each.arity == arity::one && catalog.side_arity(number, side ^ 1U) == arity::many) {
            each.positions = std::make_unique<memory::region>(log, (most_rows + 1) * sizeof(std::uint32_t));
            rows[side]->enlist(*each.positions, sizeof(std::uint32_t));
        }
    }
}

bool relationship::paired(unsigned side, slot a, slot b) const noexcept {
    const head& mine = heads(side, a);
    const head& theirs = heads(side ^ 1U, b);
    const bool mine_is_shorter = mine.used <= theirs.used;
    const head& list = mine_is_shorter ? mine : theirs;
    __builtin_prefetch(positions(list));  // what is linked is often about to be unlinked
    const slot* const last = slots(list) + list.used;
    return std::find(slots(list), last, mine_is_shorter ? b : a) != last;
}

std::size_t relationship::count(unsigned side, slot a) const noexcept {
    return ends_[side].arity == arity::one ? (partner(side, a) != 0 ? 1U : 0U) : heads(side, a).live;
}

std::uint32_t relationship::place(unsigned side, slot a, slot b) const noexcept {
    const unsigned other = side ^ 1U;
    if (ends_[other].arity == arity::one) return ends_[other].positions->at<std::uint32_t>(b);
    const head& mine = heads(side, a);
    const head& theirs = heads(other, b);
    if (mine.used <= theirs.used)
        return static_cast<std::uint32_t>(std::find(slots(mine), slots(mine) + mine.used, b) - slots(mine));
    const auto at = std::find(slots(theirs), slots(theirs) + theirs.used, a) - slots(theirs);
    return positions(theirs)[at];
}

void relationship::put_position(const head& list, std::uint32_t place, std::uint32_t position) {
    positions_->touch(offset(list) + std::size_t{place} * sizeof(std::uint32_t));
    positions(list)[place] = position;
}

void relationship::tell(unsigned side, const head& list, std::uint32_t place) {
    const unsigned other = side ^ 1U;
    const slot member = slots(list)[place];
    if (ends_[other].arity == arity::one)
        ends_[other].positions->put(member, place);
    else
        put_position(heads(other, member), positions(list)[place], place);
}

std::size_t relationship::list_pages(const head& list) const noexcept {
    const std::size_t bytes = std::size_t{list.capacity()} * sizeof(slot) * (both_many() ? 2 : 1);
    return 3 * bytes / memory::page_size + list.live + 8;
}

void relationship::make_room(unsigned side, slot a) {
    const head now = heads(side, a);
    if (now.used < now.capacity()) return;
    if (now.used - now.live > now.used / 4) return close_holes(side, a);
    const std::size_t bytes = head::bytes_for(room_after(now));
    head grown = now;
    grown.size_class = memory::heap::class_of(bytes);
    grown.block = links_.allocate(bytes);
    if (grown.large()) put_slot(grown, grown.capacity(), now.first(slots(now)));
    if (now.used != 0) {
        links_.write(grown.block, 0, slots(now), now.used * sizeof(slot));
        if (both_many()) {
            positions_->touch(offset(grown), now.used * sizeof(std::uint32_t));
            std::copy_n(positions(now), now.used, positions(grown));
        }
    }
    if (now.capacity() != 0) links_.free(now.block, head::bytes_for(now.capacity()));
    change(side, a) = grown;
}

void relationship::reserve_block(std::size_t places) {
    links_.reserve(head::bytes_for(places));
    if (both_many()) positions_->grow_to(links_.region().size());
}

void relationship::reserve_link_slowly(unsigned side, slot a, slot b) {
    const auto prepare = [&](unsigned which, slot row) {
        if (ends_[which].arity == arity::one) return log_.reserve(4);
        const head& list = heads(which, row);
        // With room in the list, a link writes its head, a slot and a position, whatever the list's length.
        if (list.used < list.capacity()) return log_.reserve(8);
        if (log_.recording()) log_.reserve(list_pages(list) + 8);
        reserve_block(room_after(list));
        make_room(which, row);
    };
    prepare(side, a);
    prepare(side ^ 1U, b);
    if (log_.recording()) log_.reserve(16);
}

// A removal writes a head, a place and its position. Closing holes moves, over all removals, no more members
// than were removed and holes there were: three writes each.
std::size_t relationship::removal_pages(const head& list) noexcept {
    return 8 + 3 * (std::size_t{list.used} - list.live);
}

void relationship::reserve_unlink(unsigned side, slot a, slot b) {
    if (!log_.recording()) return;
    std::size_t pages = 8;
    if (ends_[side].arity == arity::many) pages += removal_pages(heads(side, a));
    if (ends_[side ^ 1U].arity == arity::many) pages += removal_pages(heads(side ^ 1U, b));
    log_.reserve(pages);
}

void relationship::reserve_clear(unsigned side, slot a) {
    if (!log_.recording()) return;
    const unsigned other = side ^ 1U;
    std::size_t pages = 0;
    if (ends_[side].arity == arity::one) {
        const slot b = partner(side, a);
        if (b != 0) pages = 4 + (ends_[other].arity == arity::many ? removal_pages(heads(other, b)) : 0);
    } else if (heads(side, a).live != 0) {
        pages = 4;  // the head, and the block that is freed
        for (const slot b : members(side, a))
            pages += ends_[other].arity == arity::many ? removal_pages(heads(other, b)) : 2;
    }
    if (pages != 0) log_.reserve(pages);
}

void relationship::link_pair(unsigned side, slot a, slot b) {
    const unsigned other = side ^ 1U;
    if (ends_[side].arity == arity::one) {
        ends_[side].cells->put(a, b);
        ends_[other].cells->put(b, a);
        return;
    }
    const std::uint32_t here = append(side, a, b);
    const std::uint32_t there = append(other, b, a);
    put_position(heads(side, a), here, there);
    put_position(heads(other, b), there, here);
}

void relationship::unlink(unsigned side, slot a, slot b) {
    const unsigned other = side ^ 1U;
    if (both_many()) return unlink_pair(side, a, b);
    if (ends_[side].arity == arity::many) return unlink_member(side, a, b);
    if (ends_[other].arity == arity::many) return unlink_member(other, b, a);
    ends_[side].cells->put(a, slot{0});
    ends_[other].cells->put(b, slot{0});
}

// Members that leave in no order miss the cache three times each. Processors wait for several of them at once when
// there is little else to do for one: this is for what nearly always is, and in few instructions.
void relationship::unlink_member(unsigned owning, slot owner, slot member) {
    const end& here = ends_[owning];
    const end& there = ends_[owning ^ 1U];
    const std::uint32_t epoch = *log_.epoch();
    head& list = reinterpret_cast<head*>(here.cells->base())[owner];
    auto* const positions_of = reinterpret_cast<std::uint32_t*>(there.positions->base());
    const std::uint32_t place = positions_of[member];
    const std::size_t cell = std::size_t{member} * sizeof(slot);
    if (list.live == 1 || !here.cells->open(std::size_t{owner} * sizeof(head), epoch) ||
        !there.cells->open(cell, epoch) || !there.positions->open(cell, epoch) ||
        !links_.region().open(offset(list) + std::size_t{place} * sizeof(slot), epoch)) [[unlikely]]
        return unlink_member_slowly(owning, owner, member);
    slot* const places = slots(list);
    if (here.as_set) {
        const slot moved = places[list.used - 1];
        if (!there.positions->open(std::size_t{moved} * sizeof(slot), epoch)) [[unlikely]]
            return unlink_member_slowly(owning, owner, member);
        places[place] = moved;
        positions_of[moved] = place;
        --list.used;
        --list.live;
    }
    positions_of[member] = 0;
    reinterpret_cast<slot*>(there.cells->base())[member] = 0;
    ++list.version;
    if (here.as_set) return;
    places[place] = 0;
    const std::uint32_t holes = list.used - list.live--;
    if (place + 1 == list.used || list.used > 2 * std::uint64_t{list.live} + tolerated_holes ||
        (list.large() && (holes == 0 || places[list.capacity()] == place)))
        trim(owning, owner, holes);
}

void relationship::unlink_member_slowly(unsigned owning, slot owner, slot member) {
    const end& there = ends_[owning ^ 1U];
    const auto place = there.positions->at<std::uint32_t>(member);
    there.cells->put(member, slot{0});
    there.positions->put(member, std::uint32_t{0});
    remove_at(owning, owner, place);
}

// The shorter list is searched, and tells where in the longer one it is: of that one nothing but the place is read.
void relationship::unlink_pair(unsigned side, slot a, slot b) {
    const unsigned other = side ^ 1U;
    if (heads(side, a).used > heads(other, b).used) return unlink_pair(other, b, a);
    const std::uint32_t here = place(side, a, b);
    const std::uint32_t there = positions(heads(side, a))[here];
    remove_at(other, b, there);
    remove_at(side, a, here);
}

void relationship::remove_at(unsigned side, slot a, std::uint32_t place) {
    head& list = disturb(side, a);
    const std::uint32_t holes = list.used - list.live;
    if (--list.live == 0) return drop(side, a);
    if (ends_[side].as_set) {
        const std::uint32_t last = --list.used;
        if (place == last) return;
        put_slot(list, place, slots(list)[last]);
        if (both_many()) put_position(list, place, positions(list)[last]);
        return tell(side, list, place);
    }
    put_slot(list, place, 0);
    trim(side, a, holes);
}

// After places of a list became holes, but not all, and there were so many before. What is passed over here is
// passed over once: neither end of a list comes back.
void relationship::trim(unsigned side, slot a, std::uint32_t holes_before) {
    head& list = change(side, a);
    const slot* const places = slots(list);
    while (places[list.used - 1] == 0) --list.used;
    if (list.used > 2 * std::uint64_t{list.live} + tolerated_holes) return close_holes(side, a);
    if (!list.large()) return;
    const std::uint32_t noted_at = list.capacity();
    const std::uint32_t noted = holes_before == 0 ? 0 : places[noted_at];
    std::uint32_t first = noted;
    while (places[first] == 0) ++first;
    if (holes_before == 0 || first != noted) put_slot(list, noted_at, first);
}

void relationship::close_holes(unsigned side, slot a) {
    head& list = disturb(side, a);
    std::uint32_t to = 0;
    for (std::uint32_t from = 0; from < list.used; ++from) {
        const slot member = slots(list)[from];
        if (member == 0) continue;
        if (from != to) {
            put_slot(list, to, member);
            if (both_many()) put_position(list, to, positions(list)[from]);
            tell(side, list, to);
        }
        ++to;
    }
    list.used = to;
}

void relationship::clear(unsigned side, slot a) {
    const unsigned other = side ^ 1U;
    if (ends_[side].arity == arity::one) {
        if (const slot b = partner(side, a); b != 0) unlink(side, a, b);
        return;
    }
    const head list = heads(side, a);
    for (std::uint32_t place = 0; place < list.used; ++place) {
        const slot b = slots(list)[place];
        if (b == 0) continue;
        if (ends_[other].arity == arity::many) {
            remove_at(other, b, positions(list)[place]);
        } else {
            ends_[other].cells->put(b, slot{0});
            ends_[other].positions->put(b, std::uint32_t{0});
        }
    }
    drop(side, a);
}

void relationship::drop(unsigned side, slot a) {
    if (heads(side, a).capacity() == 0) return;
    head& list = disturb(side, a);
    links_.free(list.block, head::bytes_for(list.capacity()));
    const std::uint32_t version = list.version;
    list = head{};
    list.version = version & 0xFF'FFFFU;
}

void relationship::reserve_reorder(unsigned side, slot a) {
    const head& list = heads(side, a);
    scratch_.resize(std::max<std::size_t>(scratch_.size(), list.live));
    if (log_.recording()) log_.reserve(2 * list_pages(list));
}

// A member as it is carried from place to place: its slot and, opposite another `many`, its position there.
std::uint64_t relationship::member_at(const head& list, std::uint32_t place) const noexcept {
    const std::uint64_t member = slots(list)[place];
    return both_many() ? member | std::uint64_t{positions(list)[place]} << 32 : member;
}

void relationship::put_member(unsigned side, slot a, std::uint32_t place, std::uint64_t member) {
    const head& list = heads(side, a);
    put_slot(list, place, static_cast<slot>(member));
    if (both_many()) put_position(list, place, static_cast<std::uint32_t>(member >> 32));
    tell(side, list, place);
}

void relationship::reorder(unsigned side, slot a, const std::uint32_t* places, std::size_t count) {
    head& list = disturb(side, a);
    for (std::size_t i = 0; i < count; ++i) scratch_[i] = member_at(list, places[i]);
    for (std::uint32_t i = 0; i < count; ++i) put_member(side, a, i, scratch_[i]);
    list.used = static_cast<std::uint32_t>(count);
}

void relationship::move(unsigned side, slot a, std::uint32_t from, std::uint32_t to) {
    const head& list = disturb(side, a);
    const std::uint64_t moved = member_at(list, from);
    for (; from < to; ++from) put_member(side, a, from, member_at(list, from + 1));
    for (; from > to; --from) put_member(side, a, from, member_at(list, from - 1));
    put_member(side, a, to, moved);
}

void relationship::swap(unsigned side, slot a, std::uint32_t one, std::uint32_t two) {
    const head& list = disturb(side, a);
    const std::uint64_t first = member_at(list, one);
    put_member(side, a, one, member_at(list, two));
    put_member(side, a, two, first);
}

}  // namespace kith::link
