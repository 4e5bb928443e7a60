#include <kith/core/difference.hpp>
#include <kith/core/graph.hpp>

#include <algorithm>
#include <cstring>

namespace kith::core {

bool changes::empty() const noexcept {
    return pairs.empty() &&
           std::all_of(rows.begin(), rows.end(), [](const auto& each) { return each.empty(); });
}

namespace {

/// The rows whose cell has other bytes than it had then, and those with equal bytes on a page that was written
/// that `also` wants. Most rows of a written page were not: they are told apart here, by the page.
template <class Also>
void rows_that_differ(const memory::past& then, const memory::region& cells, std::size_t width, slot end,
                      std::vector<slot>& out, Also&& also) {
    std::byte before[memory::page_size];
    for (const std::uint32_t page : then.pages_written(cells)) {
        const std::size_t offset = std::size_t{page} << memory::page_bits;
        const std::byte* now = cells.base() + offset;
        then.read(cells, offset, before, memory::page_size);
        const auto first = std::max<std::size_t>(offset / width, 1);
        const auto last = std::min<std::size_t>((offset + memory::page_size + width - 1) / width, end);
        for (auto row = first; row < last; ++row) {
            const std::size_t from = std::max(row * width, offset) - offset;
            const std::size_t to = std::min((row + 1) * width - offset, memory::page_size);
            if (std::memcmp(before + from, now + from, to - from) != 0 || also(static_cast<slot>(row)))
                out.push_back(static_cast<slot>(row));
        }
    }
}

constexpr auto no_more = [](slot) { return false; };

void sort_slots(std::vector<slot>& slots) {
    std::sort(slots.begin(), slots.end());
    slots.erase(std::unique(slots.begin(), slots.end()), slots.end());
}

// Rows that lived then lie below the end of now too: tables do not shrink, but for a rollback, which writes the
// pages of the rows that it takes away.
slot end_of(const extent& in) noexcept { return static_cast<slot>(in.rows().ids().size() / sizeof(key)); }

bool bytes_differ(const memory::past& then, const memory::region& cells, std::size_t before, std::size_t now,
                  std::size_t width) {
    std::byte old[256];
    for (std::size_t done = 0; done < width;) {
        const std::size_t part = std::min(width - done, sizeof old);
        then.read(cells, before + done, old, part);
        if (std::memcmp(old, cells.base() + now + done, part) != 0) return true;
        done += part;
    }
    return false;
}

template <class Value>
Value read_then(const memory::past& then, const memory::region& where, std::size_t index) noexcept {
    Value value{};
    then.read(where, index * sizeof value, &value, sizeof value);
    return value;
}

// Calls `what(first, last)` with each run of bytes that lies on one page.
template <class Do>
void for_each_part(std::size_t from, std::size_t to, Do&& what) {
    while (from < to) {
        const std::size_t last = std::min(to, (from | (memory::page_size - 1)) + 1);
        what(from, last);
        from = last;
    }
}

void keep_missing(const std::vector<std::pair<key, key>>& from, std::vector<std::pair<key, key>> in_here,
                  std::vector<std::pair<key, key>>& to) {
    std::sort(in_here.begin(), in_here.end());
    std::copy_if(from.begin(), from.end(), std::back_inserter(to),
                 [&](const auto& pair) { return !std::binary_search(in_here.begin(), in_here.end(), pair); });
}

}  // namespace

// --- what was there --------------------------------------------------------------------------------------

key difference::id_then(const extent& in, slot row) const noexcept {
    return read_then<key>(*then_, in.rows().ids(), row);
}

bool difference::null_then(const column& of, slot row) const noexcept {
    return of.present != nullptr && read_then<std::uint8_t>(*then_, *of.present, row) == 0;
}

std::string difference::long_text_then(const memory::text_cell& cell) const {
    std::string text(cell.size, '\0');
    then_->read(graph_->texts_.region(), std::size_t{cell.block} * memory::heap::unit, text.data(),
                text.size());
    return text;
}

std::optional<std::string> difference::value_then(const column& of, slot row) const {
    if (null_then(of, row)) return std::nullopt;
    const std::size_t width = of.field->width;
    if (!schema::is_string(of.field->kind)) {
        std::string bytes(width, '\0');
        then_->read(*of.cells, std::size_t{row} * width, bytes.data(), width);
        return bytes;
    }
    const auto cell = read_then<memory::text_cell>(*then_, *of.cells, row);
    if (cell.tag != memory::text_cell::is_long) return std::string(cell.view(nullptr));
    return long_text_then(cell);
}

const void* difference::boxed_then(const column& of, slot row) const noexcept {
    const auto box = read_then<std::uint32_t>(*then_, *of.cells, row);
    return box == 0 ? of.field->boxed->empty() : graph_->boxed_value(box);
}

const void* difference::boxed_now(const column& of, slot row) const noexcept {
    const auto box = of.cells->at<std::uint32_t>(row);
    return box == 0 ? of.field->boxed->empty() : graph_->boxed_value(box);
}

key difference::partner_then(const link_end& end, slot row) const noexcept {
    const auto before = read_then<slot>(*then_, end.relation->cells(end.side), row);
    return id_then(*end.target, before);
}

link::head difference::list_then(const link_end& end, slot row) const noexcept {
    return read_then<link::head>(*then_, end.relation->cells(end.side), row);
}

void difference::members_then(const link_end& end, slot row, std::vector<key>& out) const {
    const link::head list = list_then(end, row);
    append_ids_then(end, list, 0, list.used, out);
}

void difference::append_ids(const link_end& end, const slot* members, std::size_t count,
                            std::vector<key>& out) const {
    for (std::size_t i = 0; i < count; ++i)
        if (members[i] != 0) out.push_back(end.target->rows().id(members[i]));
}

void difference::append_ids_then(const link_end& end, const link::head& list, std::size_t first,
                                 std::size_t count, std::vector<key>& out) const {
    if (count == 0) return;
    std::vector<slot> members(count);
    then_->read(end.relation->lists_of().region(),
                std::size_t{list.block} * memory::heap::unit + first * sizeof(slot), members.data(),
                count * sizeof(slot));
    for (const slot member : members)
        if (member != 0) out.push_back(id_then(*end.target, member));
}

// --- what differs ----------------------------------------------------------------------------------------

bool difference::cell_differs(const column& of, slot before, slot now) const {
    const std::size_t width = of.field->width;
    const bool null = null_then(of, before);
    if (null != of.is_null(now)) return true;
    const bool same = !bytes_differ(*then_, *of.cells, before * width, now * width, width);
    if (of.field->kind == schema::kind::boxed)
        return !same && !of.field->boxed->equal(boxed_then(of, before), boxed_now(of, now));
    if (!schema::is_string(of.field->kind)) return !same;
    const auto cell = of.cells->at<memory::text_cell>(now);
    // A long text's bytes may change under an equal cell.
    if (same && cell.tag != memory::text_cell::is_long) return false;
    const auto cell_before = read_then<memory::text_cell>(*then_, *of.cells, before);
    const std::string_view text = cell.view(graph_->texts_.base());
    if (cell_before.tag != memory::text_cell::is_long) return cell_before.view(nullptr) != text;
    return cell_before.size != text.size() || long_text_then(cell_before) != text;
}

bool difference::partner_differs(const link_end& end, slot before, slot now) const noexcept {
    return partner_then(end, before) != end.target->rows().id(end.partner(now));
}

std::vector<slot> difference::differing_rows(const extent& in) const {
    const slot end = end_of(in);
    std::vector<slot> out;
    rows_that_differ(*then_, in.rows().ids(), sizeof(key), end, out, no_more);
    for (const core::column& of : in.columns()) {
        if (of.present != nullptr) rows_that_differ(*then_, *of.present, 1, end, out, no_more);
        // A long text's bytes may change under an equal cell, but only together with its page being written.
        if (schema::is_string(of.field->kind))
            rows_that_differ(*then_, *of.cells, of.field->width, end, out, [&](slot row) {
                return of.cells->at<memory::text_cell>(row).tag == memory::text_cell::is_long;
            });
        else
            rows_that_differ(*then_, *of.cells, of.field->width, end, out, no_more);
    }
    for (const link_end& link : in.ends())
        if (link.one) differing_partners(link, out);
    sort_slots(out);
    return out;
}

void difference::differing_partners(const link_end& end, std::vector<slot>& out) const {
    // Another row may live in the partner's slot now.
    const bool same_ids = !then_->any_written(end.target->rows().ids());
    rows_that_differ(*then_, end.relation->cells(end.side), sizeof(slot), end_of(*end.owner), out,
                     [&](slot row) { return !same_ids && partner_differs(end, row, row); });
}

bool difference::list_differs(const link_end& end, slot row) const {
    const auto before = list_then(end, row);
    const auto now = end.relation->cells(end.side).at<link::head>(row);
    if (std::memcmp(&before, &now, sizeof now) != 0) return true;
    // After a rollback, others may stand where these stood. What lies on a page that nobody wrote is the same.
    two_lists lists;
    read_lists(end, row, row, lists);
    return lists.before != lists.now;
}

std::vector<slot> difference::differing_lists(const link_end& end) const {
    std::vector<slot> out;
    const slot last = end_of(*end.owner);
    rows_that_differ(*then_, end.owner->rows().ids(), sizeof(key), last, out, no_more);
    // Every change of a list writes its head's page.
    constexpr std::size_t width = sizeof(link::head);
    for (const std::uint32_t page : then_->pages_written(end.relation->cells(end.side))) {
        const std::size_t offset = std::size_t{page} << memory::page_bits;
        const auto rows = std::min<std::size_t>((offset + memory::page_size) / width, last);
        for (auto row = std::max<std::size_t>(offset / width, 1); row < rows; ++row)
            if (list_differs(end, static_cast<slot>(row))) out.push_back(static_cast<slot>(row));
    }
    sort_slots(out);
    return out;
}

void difference::read_lists(const link_end& end, slot before, slot now, two_lists& out) const {
    const memory::region& heap = end.relation->lists_of().region();
    const link::head then = list_then(end, before);
    const auto list = end.relation->cells(end.side).at<link::head>(now);
    const auto* const members = reinterpret_cast<const slot*>(end.heap + list.block * memory::heap::unit);
    if (before != now || then.block != list.block) {
        append_ids_then(end, then, 0, then.used, out.before);
        append_ids(end, members, list.used, out.now);
        return;
    }
    const std::size_t begin = std::size_t{list.block} * memory::heap::unit;
    const std::size_t both = std::min(then.used, list.used);
    for_each_part(begin, begin + both * sizeof(slot), [&](std::size_t from, std::size_t to) {
        if (!then_->has(heap.index(), static_cast<std::uint32_t>(from >> memory::page_bits))) {
            out.before.push_back(0);
            out.now.push_back(0);
            return;
        }
        const std::size_t first = (from - begin) / sizeof(slot);
        append_ids_then(end, then, first, (to - from) / sizeof(slot), out.before);
        append_ids(end, members + first, (to - from) / sizeof(slot), out.now);
    });
    append_ids_then(end, then, both, then.used - both, out.before);
    append_ids(end, members + both, list.used - both, out.now);
}

// --- what a store writes ---------------------------------------------------------------------------------

changes difference::between() const {
    changes out;
    out.rows.resize(graph_->types());
    if (then_->clean()) return out;
    for (std::uint32_t i = 0; i < graph_->types(); ++i) compare_rows(graph_->at(i), out.rows[i]);
    const schema::catalog& catalog = graph_->catalog();
    for (std::uint32_t i = 0; i < catalog.relations.size(); ++i) {
        if (catalog.side_arity(i, 0) != schema::arity::many ||
            catalog.side_arity(i, 1) != schema::arity::many)
            continue;
        pair_changes pairs{i, {}, {}};
        compare_links(i, pairs);
        if (!pairs.linked.empty() || !pairs.unlinked.empty()) out.pairs.push_back(std::move(pairs));
    }
    return out;
}

void difference::compare_rows(const extent& in, std::vector<row_change>& out) const {
    const table::rows& rows = in.rows();
    const std::vector<slot> candidates = differing_rows(in);

    // Ids that left a slot. One of them may live elsewhere now: a rollback gives ids again.
    std::vector<key> left;
    for (const slot row : candidates)
        if (const key before = id_then(in, row); before != 0 && before != rows.id(row))
            left.push_back(before);
    std::sort(left.begin(), left.end());

    std::vector<row_change> updated;
    std::vector<row_change> added;
    for (const slot row : candidates) {
        const key before = id_then(in, row);
        const key now = rows.id(row);
        if (before != now && before != 0 && rows.find(before) == 0)
            out.push_back({row_change::what::erased, row, before, {}, {}});
        if (now == 0) continue;
        const bool moved = before != now && std::binary_search(left.begin(), left.end(), now);
        if (before != now && !moved) {
            added.push_back({row_change::what::added, row, now, {}, {}});
            continue;
        }
        row_change change{row_change::what::updated, row, now, {}, {}};
        for (std::uint32_t i = 0; i < in.columns().size(); ++i)
            if (moved || cell_differs(in.column(i), row, row)) change.columns.push_back(i);
        for (std::uint32_t i = 0; i < in.ends().size(); ++i)
            if (const link_end& link = in.end(i); link.one && (moved || partner_differs(link, row, row)))
                change.ends.push_back(i);
        if (!change.columns.empty() || !change.ends.empty()) updated.push_back(std::move(change));
    }
    std::sort(added.begin(), added.end(), [&](const row_change& a, const row_change& b) {
        return rows.place(a.row) < rows.place(b.row);
    });
    std::move(updated.begin(), updated.end(), std::back_inserter(out));
    std::move(added.begin(), added.end(), std::back_inserter(out));
}

void difference::compare_links(std::uint32_t relation, pair_changes& out) const {
    const auto& sides = graph_->catalog().relations[relation].sides;
    const link_end& holder = graph_->at(sides[1].type).end(sides[1].index);
    if (holder.one)
        compare_partners(holder, out);
    else
        compare_pairs(*holder.opposite, out);
}

// Of a one-to-many and of a one-to-one: side 1 holds the key.
void difference::compare_partners(const link_end& holder, pair_changes& out) const {
    const extent& in = *holder.owner;
    std::vector<slot> candidates;
    rows_that_differ(*then_, in.rows().ids(), sizeof(key), end_of(in), candidates, no_more);
    differing_partners(holder, candidates);
    sort_slots(candidates);
    std::vector<std::pair<key, key>> before;
    std::vector<std::pair<key, key>> now;
    for (const slot row : candidates) {
        if (const key partner = partner_then(holder, row); partner != 0)
            before.emplace_back(partner, id_then(in, row));
        if (const slot partner = holder.partner(row); partner != 0)
            now.emplace_back(holder.target->rows().id(partner), in.rows().id(row));
    }
    keep_missing(now, before, out.linked);
    keep_missing(before, now, out.unlinked);
}

void difference::compare_pairs(const link_end& end, pair_changes& out) const {
    const extent& in = *end.owner;
    std::vector<std::pair<key, key>> before;
    std::vector<std::pair<key, key>> now;
    const auto note = [&](slot then, slot row) {
        two_lists lists;
        read_lists(end, then, row, lists);
        const key owner_then = id_then(in, then);
        for (const key member : lists.before)
            if (member != 0) before.emplace_back(owner_then, member);
        for (const key member : lists.now)
            if (member != 0) now.emplace_back(in.rows().id(row), member);
    };
    for (const slot row : differing_lists(end)) {
        if (id_then(in, row) == in.rows().id(row)) {
            note(row, row);
        } else {
            note(row, 0);
            note(0, row);
        }
    }
    keep_missing(now, before, out.linked);
    keep_missing(before, now, out.unlinked);
}

}  // namespace kith::core
