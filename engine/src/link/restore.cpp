#include <kith/link/relationship.hpp>

#include <algorithm>

namespace kith::link {

using schema::arity;

namespace {

// Slots 1, 2, 3 … in this order: a number is its own slot.
bool numbered_by_slot(std::span<const slot> rows) {
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (rows[i] != i + 1) return false;
    return true;
}

}  // namespace

// A block for a list of known length, its page stamps set: the caller writes the places without a barrier.
head relationship::restore_list(unsigned side, slot a, std::uint32_t count) {
    const std::size_t bytes = head::bytes_for(count);
    reserve_block(count);
    head list{links_.allocate(bytes), count, count};
    list.size_class = memory::heap::class_of(bytes);
    links_.touch(list.block, 0, bytes);
    if (both_many()) positions_->touch(offset(list), bytes);
    reinterpret_cast<head*>(ends_[side].cells->base())[a] = list;
    return list;
}

// The barrier for the cells of all these rows.
void relationship::touch_rows(unsigned side, std::span<const slot> rows) {
    if (rows.empty()) return;
    const slot last = numbered_by_slot(rows) ? rows.back() : *std::max_element(rows.begin(), rows.end());
    const end& each = ends_[side];
    const auto touch = [last = std::size_t{last}](memory::region& cells, std::size_t width) {
        cells.touch(0, (last + 1) * width);
    };
    touch(*each.cells, each.arity == arity::one ? sizeof(slot) : sizeof(head));
    if (each.positions) touch(*each.positions, sizeof(std::uint32_t));
}

bool relationship::restore(unsigned side, std::span<const slot> rows, std::span<const slot> targets,
                           std::span<const std::uint32_t> partners) {
    const unsigned other = side ^ 1U;
    touch_rows(side, rows);
    touch_rows(other, targets);
    auto* const mine = reinterpret_cast<slot*>(ends_[side].cells->base());
    auto* const theirs = reinterpret_cast<slot*>(ends_[other].cells->base());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::uint32_t number = partners[i];
        if (number == 0) continue;
        if (number > targets.size() || theirs[targets[number - 1]] != 0) return false;
        mine[rows[i]] = targets[number - 1];
        theirs[targets[number - 1]] = rows[i];
    }
    return true;
}

bool relationship::restore(unsigned side, const lists& from) {
    touch_rows(side, from.rows);
    touch_rows(side ^ 1U, from.targets);
    return both_many() ? restore_pairs(side, from) : restore_owned(side, from);
}

bool relationship::restore_owned(unsigned side, const lists& from) {
    const end& owned = ends_[side ^ 1U];
    auto* const owners = reinterpret_cast<slot*>(owned.cells->base());
    auto* const positions_of = reinterpret_cast<std::uint32_t*>(owned.positions->base());
    const bool plain = numbered_by_slot(from.targets);
    const auto slot_of = [&](std::uint32_t number) { return plain ? number : from.targets[number - 1]; };
    const auto exists = [&](std::uint32_t number) { return number - 1 < from.targets.size(); };
    // Members lie scattered: their cells are on the way to the cache while others are written. Measured on
    // a million members: 9 ns each instead of 16.
    constexpr std::size_t ahead = 16;
    std::size_t next = 0;
    for (std::size_t i = 0; i < from.rows.size(); ++i) {
        const std::uint32_t count = from.counts[i];
        if (count == 0) continue;
        const slot row = from.rows[i];
        slot* const places = slots(restore_list(side, row, count));
        for (std::uint32_t place = 0; place < count; ++place, ++next) {
            if (next + ahead < from.members.size() && exists(from.members[next + ahead])) {
                const slot soon = slot_of(from.members[next + ahead]);
                __builtin_prefetch(owners + soon, 1);
                __builtin_prefetch(positions_of + soon, 1);
            }
            const std::uint32_t number = from.members[next];
            if (!exists(number)) return false;
            const slot member = slot_of(number);
            if (owners[member] != 0) return false;
            owners[member] = row;
            positions_of[member] = place;
            places[place] = member;
        }
    }
    return true;
}

// Each pair names its place in both lists. The places in a member's list are all different and below its
// length, so that every list comes out full.
bool relationship::restore_pairs(unsigned side, const lists& from) {
    const unsigned other = side ^ 1U;
    std::vector<std::uint32_t> lengths(from.targets.size());
    for (const std::uint32_t number : from.members) {
        if (number == 0 || number > from.targets.size()) return false;
        ++lengths[number - 1];
    }
    for (std::size_t i = 0; i < from.targets.size(); ++i) {
        if (lengths[i] == 0) continue;
        slot* const places = slots(restore_list(other, from.targets[i], lengths[i]));
        std::fill_n(places, lengths[i], slot{0});
    }
    std::vector<std::uint32_t> seen_in(from.targets.size());  // the last list that had this member
    std::size_t next = 0;
    for (std::size_t i = 0; i < from.rows.size(); ++i) {
        if (from.counts[i] == 0) continue;
        const slot row = from.rows[i];
        const head list = restore_list(side, row, from.counts[i]);
        for (std::uint32_t place = 0; place < list.used; ++place, ++next) {
            const std::uint32_t member = from.members[next] - 1;
            const std::uint32_t there = from.places[next];
            const head& theirs = heads(other, from.targets[member]);
            if (seen_in[member] == i + 1 || there >= theirs.used || slots(theirs)[there] != 0) return false;
            seen_in[member] = static_cast<std::uint32_t>(i + 1);
            slots(list)[place] = from.targets[member];
            positions(list)[place] = there;
            slots(theirs)[there] = row;
            positions(theirs)[there] = place;
        }
    }
    return true;
}

}  // namespace kith::link
