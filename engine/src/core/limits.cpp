#include <kith/base/error.hpp>
#include <kith/core/graph.hpp>

#include <algorithm>

namespace kith::core {
namespace {

std::string name_of(const link_end& end) {
    return "kith: " + end.owner->type().name + "." + end.described->name;
}

}  // namespace

// All that can refuse a link of a and b but what validators say.
void graph::expect_linkable(const link_end& end, slot a, slot b) const {
    const link_end& other = *end.opposite;
    check_single_parent(end, a, b);
    expect_key(end, b);
    expect_key(other, a);
    check_room(end, a, b);
    check_room(other, b, a);
    check_acyclic(end, a, b);
}

// Only through the end that says so: from the other side the former holder is displaced (R54).
void graph::check_single_parent(const link_end& end, slot a, slot b) const {
    if (!end.described->single_parent) return;
    const link_end& other = end.other();
    if (end.relation->count(other.side, b) == 0) return;
    throw integrity_error(errc::unique_taken, name_of(end) + " has kith::single_parent, and " +
                                                  print(*end.target, b) +
                                                  " belongs to another already; release it there before " +
                                                  print(*end.owner, a) + " takes it");
}

void graph::check_room(const link_end& end, slot a, slot b) const {
    if (end.one || end.described->at_most == schema::end::unlimited) return;
    const std::size_t count = end.relation->count(end.side, a);
    if (count < end.described->at_most) return;
    if (find_occupant(end, a, b) != 0 || end.opposite->described->single_parent) return;  // which goes
    fail_room(end, a, count + 1);
}

void graph::fail_room(const link_end& end, slot a, std::size_t count) const {
    throw integrity_error(errc::too_many_members, name_of(end) + " has room for " +
                                                      std::to_string(end.described->at_most) + ", and " +
                                                      print(*end.owner, a) + " would have " +
                                                      std::to_string(count) + "; release one first");
}

void graph::check_acyclic(const link_end& end, slot a, slot b) const {
    if (!end.described->acyclic && !end.counterpart().acyclic) return;
    // Who has nobody behind it, or in front, closes no cycle: trees grow at no cost.
    const link_end& other = *end.opposite;
    const bool open = end.relation->count(end.side, b) == 0 || other.relation->count(other.side, a) == 0;
    if (a != b && (open || !(end.one ? reaches(end, b, a) : reaches(other, a, b)))) return;
    throw integrity_error(errc::cycle, name_of(end) + " is acyclic, and linking " + print(*end.owner, a) +
                                           " with " + print(*end.target, b) + (a == b ? ", itself," : "") +
                                           " would make a cycle; unlink one of those between first");
}

// Whether `to` is reached from `from` along an end. Where that holds one, a walk; else a search that sees each
// row once.
bool graph::reaches(const link_end& end, slot from, slot to) const {
    if (end.one) {
        while (from != 0 && from != to) from = end.partner(from);
        return from == to;
    }
    if (end.opposite->one) {
        const link_end& up = *end.opposite;
        while (to != 0 && to != from) to = up.partner(to);
        return to == from;
    }
    std::vector<bool> seen(end.owner->rows_.end());
    std::vector<slot> open{from};
    while (!open.empty()) {
        const slot row = open.back();
        open.pop_back();
        if (row == to) return true;
        for (const slot next : end.owner->linked(end.index, row))
            if (!seen[next]) {
                seen[next] = true;
                open.push_back(next);
            }
    }
    return false;
}

// A row on a cycle along an end, 0 for none: rows that nobody leads to are taken away until none is left.
slot graph::find_cycle(const link_end& end) const {
    const extent& in = *end.owner;
    std::vector<std::uint32_t> leads(in.rows_.end());
    std::vector<slot> free;
    std::size_t left = in.rows_.size();
    for (const slot row : in.rows_.all()) {
        leads[row] = static_cast<std::uint32_t>(in.linked(end.opposite->index, row).size());
        if (leads[row] == 0) free.push_back(row);
    }
    while (!free.empty()) {
        const slot row = free.back();
        free.pop_back();
        --left;
        for (const slot next : in.linked(end.index, row))
            if (--leads[next] == 0) free.push_back(next);
    }
    if (left == 0) return 0;
    for (const slot row : in.rows_.all())
        if (leads[row] != 0) return row;
    return 0;
}

}  // namespace kith::core
