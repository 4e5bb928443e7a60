#include <kith/base/error.hpp>
#include <kith/core/graph.hpp>
#include <kith/core/observers.hpp>

#include <algorithm>
#include <bit>
#include <limits>

// Ends whose order is a matter of a column of their members: sorted by it, found by it, or numbered in it.
// Each of these changes is several steps, and runs as a unit.

namespace kith::core {
namespace {

using schema::ordering;

std::string name_of(const link_end& end) {
    return "kith: " + end.owner->type().name + "." + end.described->name;
}

std::string column_of(const link_end& end) { return end.target->type().name + "." + end.described->order_by; }

}  // namespace

void graph::expect_key(const link_end& end, slot b) const {
    if (end.described->order != ordering::keyed || !end.target->is_null(end.described->order_column, b))
        return;
    throw integrity_error(errc::key_missing, name_of(end) + " is keyed by " + column_of(end) + ", and " +
                                                 print(*end.target, b) + " has none; give it one first");
}

slot graph::find_keyed(const extent& in, std::uint32_t index, slot a, index::probe key) const {
    const link_end& end = in.ends_[index];
    if (end.described->order != ordering::keyed || a == 0) return 0;
    if (end.keys != nullptr) {
        key.owner = a;
        return end.keys->find(key);
    }
    const std::uint32_t column = end.described->order_column;
    for (const slot member : in.members(index, a)) {
        const index::probe own = end.target->probe(column, member);
        if (own.number == key.number && own.text == key.text) return member;
    }
    return 0;
}

// Who is filed in a's end under the key of b.
slot graph::find_occupant(const link_end& end, slot a, slot b) const {
    if (end.described->order != ordering::keyed) return 0;
    const slot found =
        find_keyed(*end.owner, end.index, a, end.target->probe(end.described->order_column, b));
    return found == b ? 0 : found;
}

// b has come to a's end, last.
void graph::file(const link_end& end, slot a, slot b) {
    if (end.described->order == ordering::sorted) sort_member(end, a, b);
    if (end.described->order == ordering::numbered)
        set_number(end, b, end.described->first_number + end.relation->count(end.side, a) - 1);
}

// Moves b to where its value belongs among the others, behind those with an equal one.
void graph::sort_member(const link_end& end, slot a, slot b) {
    log_.begin_operation();
    end.relation->reserve_reorder(end.side, a);
    end.relation->close_holes(end.side, a);
    const auto members = end.owner->members(end.index, a);
    const std::uint32_t from = end.relation->place(end.side, a, b);
    const auto other = [&](std::uint32_t n) { return members.data()[n < from ? n : n + 1]; };
    std::uint32_t low = 0;
    auto high = static_cast<std::uint32_t>(members.size() - 1);
    while (low < high) {
        const std::uint32_t middle = low + (high - low) / 2;
        const int order = end.target->compare(end.described->order_column, b, other(middle));
        if (end.described->descending ? order > 0 : order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    if (low != from) end.relation->move(end.side, a, from, low);
}

void graph::number_members(const link_end& end, slot a, std::size_t from) {
    log_.begin_operation();
    end.relation->reserve_reorder(end.side, a);
    end.relation->close_holes(end.side, a);
    const auto members = end.owner->members(end.index, a);
    for (std::size_t n = from; n < members.size(); ++n)
        set_number(end, members.data()[n], end.described->first_number + n);
}

void graph::set_number(const link_end& end, slot b, std::uint64_t number) {
    extent& in = *end.target;
    const std::uint32_t column = end.described->order_column;
    const schema::field& field = *in.columns_[column].field;
    const unsigned bits = field.width * 8 - (schema::is_signed(field.kind) ? 1U : 0U);
    if (static_cast<unsigned>(std::bit_width(number)) > bits) in.fail_range(column, std::to_string(number));
    static_assert(std::endian::native == std::endian::little);
    const cell_value value{.bytes = &number};
    if (holds(in, column, b, value)) return;
    if (in.columns_[column].watch != nullptr) tell(in, column, b, value);
    change_cell(in, column, b, value);
    sort_owners(in, column, b);
}

// The value of a member changed: it may stand elsewhere in the ends that are sorted by it.
void graph::sort_owners(extent& in, std::uint32_t column, slot row) {
    for (const link_end* each : in.columns_[column].orders)
        if (each->described->order == ordering::sorted)
            for (const slot owner : in.linked(each->opposite->index, row)) sort_member(*each, owner, row);
}

void graph::change_filed(extent& in, std::uint32_t column, slot row, const cell_value& value) {
    for (const link_end* each : in.columns_[column].orders) {
        if (in.linked(each->opposite->index, row).empty()) continue;
        if (each->described->order == ordering::numbered)
            throw usage_error(errc::order_kept, "kith: " + column_of(*each) + " is kept by " +
                                                    each->owner->type().name + "." + each->described->name +
                                                    " while " + print(in, row) +
                                                    " is a member; move the member instead");
        if (each->described->order == ordering::keyed && value.null)
            throw integrity_error(errc::key_missing, "kith: " + column_of(*each) + " is the key of " +
                                                         print(in, row) + " in " + each->owner->type().name +
                                                         "." + each->described->name +
                                                         " and cannot be null; release it there first");
    }
    as_unit([&] {
        for (const link_end* each : in.columns_[column].orders) {
            if (each->described->order != ordering::keyed) continue;
            for (const slot owner : in.linked(each->opposite->index, row)) {
                const slot occupant =
                    find_keyed(*each->owner, each->index, owner, probe_of(*in.columns_[column].field, value));
                if (occupant != 0 && occupant != row) unlink_pair(*each, owner, occupant);
            }
        }
        change_cell(in, column, row, value);
        sort_owners(in, column, row);
    });
}

// The members that a's end, or the end that a is a member of, finds by their keys, before they are unlinked.
void graph::forget_keys(const link_end& end, slot a) noexcept {
    if (end.opposite->keys != nullptr) end.opposite->keys->erase(a);
    if (end.keys == nullptr) return;
    for (const slot member : end.owner->members(end.index, a)) end.keys->erase(member);
}

// An end that was filled from elsewhere: sorts it, or fills the index of its keys.
void graph::file_loaded(const link_end& end) {
    const ordering order = end.described->order;
    const std::uint32_t column = end.described->order_column;
    extent& in = *end.owner;
    if (end.keys != nullptr) end.keys->reserve(end.target->rows_.size(), end.target->rows_.end());
    std::vector<std::uint32_t> wanted;
    for (const slot row : in.rows_.all()) {
        const auto members = in.members(end.index, row);
        if (order == ordering::keyed) {
            for (const slot member : members) {
                expect_key(end, member);
                if (const slot taken = find_loaded(end, row, member); taken != 0)
                    throw integrity_error(errc::unique_taken,
                                          name_of(end) + " is keyed by " + column_of(end) + ", and " +
                                              print(*end.target, taken) + " and " +
                                              print(*end.target, member) + " of " + print(in, row) +
                                              " have the same; give one another");
                if (end.keys != nullptr) end.keys->insert(member);
            }
            continue;
        }
        wanted.resize(members.size());
        for (std::uint32_t n = 0; n < wanted.size(); ++n) wanted[n] = n;
        const bool down = end.described->descending;
        const auto before = [&](std::uint32_t x, std::uint32_t y) {
            const int compared = end.target->compare(column, members.data()[x], members.data()[y]);
            return down ? compared > 0 : compared < 0;
        };
        if (std::is_sorted(wanted.begin(), wanted.end(), before)) continue;
        std::stable_sort(wanted.begin(), wanted.end(), before);
        log_.begin_operation();
        end.relation->reserve_reorder(end.side, row);
        end.relation->reorder(end.side, row, wanted.data(), wanted.size());
    }
}

slot graph::find_loaded(const link_end& end, slot a, slot b) const {
    if (end.keys != nullptr) return find_occupant(end, a, b);
    // Without an index, and for members that come before b only: each pair is seen once.
    for (const slot member : end.owner->members(end.index, a)) {
        if (member == b) return 0;
        if (end.target->compare(end.described->order_column, member, b) == 0) return member;
    }
    return 0;
}

}  // namespace kith::core
