#include <kith/core/checkpoint.hpp>

#include <algorithm>
#include <cstring>

namespace kith::core {

bool changes::empty() const noexcept {
    return pairs.empty() &&
           std::all_of(rows.begin(), rows.end(), [](const auto& each) { return each.empty(); });
}

checkpoint::checkpoint(graph& of)
    : graph_(&of), then_(std::make_unique<memory::baseline>(of.log_)), boxes_(of.boxes_.now()) {
    of.checkpoints_.push_back(this);
}

checkpoint::~checkpoint() {
    if (graph_ == nullptr) return;
    std::erase(graph_->checkpoints_, this);
    graph_->forget_boxes();
}

void checkpoint::reset() {
    then_->reset();
    boxes_ = graph_->boxes_.now();
    graph_->forget_boxes();
}

changes checkpoint::difference() const {
    changes out;
    out.rows.resize(graph_->types());
    if (then_->then().clean()) return out;
    for (std::uint32_t i = 0; i < graph_->types(); ++i) compare_rows(graph_->at(i), out.rows[i]);
    const schema::catalog& catalog = graph_->catalog();
    for (std::uint32_t i = 0; i < catalog.relations.size(); ++i) {
        if (catalog.side_arity(i, 0) != schema::arity::many ||
            catalog.side_arity(i, 1) != schema::arity::many)
            continue;
        pair_changes pairs{i, {}, {}};
        compare_pairs(i, pairs);
        if (!pairs.linked.empty() || !pairs.unlinked.empty()) out.pairs.push_back(std::move(pairs));
    }
    return out;
}

namespace {

/// The rows that have a cell on a page that was written, ascending.
void rows_on_pages(const memory::past& then, const memory::region& cells, std::size_t width, slot end,
                   std::vector<slot>& out) {
    for (const std::uint32_t page : then.pages_written(cells)) {
        const std::size_t offset = std::size_t{page} << memory::page_bits;
        const auto first = offset / width;
        const auto last = (offset + memory::page_size + width - 1) / width;
        for (auto row = std::max<std::size_t>(first, 1); row < std::min<std::size_t>(last, end); ++row)
            out.push_back(static_cast<slot>(row));
    }
}

/// Of those, the rows whose cell has other bytes than it had then, and those with equal bytes that `also`
/// wants. Most rows of a written page were not: they are told apart here, by the page.
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

bool bytes_differ(const memory::past& then, const memory::region& cells, std::size_t offset,
                  std::size_t width) {
    std::byte before[256];
    for (std::size_t done = 0; done < width;) {
        const std::size_t part = std::min(width - done, sizeof before);
        then.read(cells, offset + done, before, part);
        if (std::memcmp(before, cells.base() + offset + done, part) != 0) return true;
        done += part;
    }
    return false;
}

}  // namespace

bool checkpoint::cell_differs(const column& of, slot row) const {
    const std::size_t width = of.field->width;
    if (of.present != nullptr && bytes_differ(then_->then(), *of.present, row, 1)) return true;
    if (bytes_differ(then_->then(), *of.cells, std::size_t{row} * width, width)) {
        if (!schema::is_string(of.field->kind) && of.field->kind != schema::kind::boxed) return true;
        if (of.field->kind == schema::kind::boxed) {
            std::uint32_t before = 0;
            then_->then().read(*of.cells, std::size_t{row} * width, &before, sizeof before);
            const void* old = before == 0 ? of.field->boxed->empty() : graph_->boxed_value(before);
            const auto now = of.cells->at<std::uint32_t>(row);
            return !of.field->boxed->equal(old,
                                           now == 0 ? of.field->boxed->empty() : graph_->boxed_value(now));
        }
    } else if (!schema::is_string(of.field->kind) ||
               of.cells->at<memory::text_cell>(row).tag != memory::text_cell::is_long) {
        return false;
    }
    memory::text_cell before{};
    then_->then().read(*of.cells, std::size_t{row} * width, &before, sizeof before);
    const auto now = of.cells->at<memory::text_cell>(row);
    const std::string_view text = now.view(graph_->texts_.base());
    if (before.tag != memory::text_cell::is_long) return before.view(nullptr) != text;
    if (before.size != text.size()) return true;
    std::string old(before.size, '\0');
    then_->then().read(graph_->texts_.region(), std::size_t{before.block} * memory::heap::unit, old.data(),
                       old.size());
    return old != text;
}

void checkpoint::compare_rows(const extent& in, std::vector<row_change>& out) const {
    // Every row that could differ. Rows that lived then lie below `end` too: tables do not shrink, but for
    // a rollback, which writes the pages of the rows it takes away.
    const table::rows& rows = in.rows();
    const slot end = static_cast<slot>(rows.ids().size() / sizeof(key));
    std::vector<slot> candidates;
    const auto no_more = [](slot) { return false; };
    rows_that_differ(then_->then(), rows.ids(), sizeof(key), end, candidates, no_more);
    for (const core::column& of : in.columns()) {
        if (of.present != nullptr) rows_that_differ(then_->then(), *of.present, 1, end, candidates, no_more);
        // A long text's bytes may change under an equal cell, but only together with its page being written.
        if (schema::is_string(of.field->kind))
            rows_that_differ(then_->then(), *of.cells, of.field->width, end, candidates, [&](slot row) {
                return of.cells->at<memory::text_cell>(row).tag == memory::text_cell::is_long;
            });
        else
            rows_that_differ(then_->then(), *of.cells, of.field->width, end, candidates, no_more);
    }
    for (const link_end& link : in.ends()) {
        if (link.described->arity != schema::arity::one) continue;
        // Another row may live in the partner's slot now.
        const bool same_ids = then_->then().pages_written(link.target->rows().ids()).empty();
        rows_that_differ(then_->then(), link.relation->cells(link.side), sizeof(slot), end, candidates,
                         [&](slot row) { return !same_ids && partner_differs(link, row); });
    }
    std::sort(candidates.begin(), candidates.end());
    candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());

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
            if (moved || cell_differs(in.column(i), row)) change.columns.push_back(i);
        for (std::uint32_t i = 0; i < in.ends().size(); ++i) {
            const link_end& link = in.end(i);
            if (link.described->arity == schema::arity::one && (moved || partner_differs(link, row)))
                change.ends.push_back(i);
        }
        if (!change.columns.empty() || !change.ends.empty()) updated.push_back(std::move(change));
    }
    std::sort(added.begin(), added.end(), [&](const row_change& a, const row_change& b) {
        return rows.place(a.row) < rows.place(b.row);
    });
    std::move(updated.begin(), updated.end(), std::back_inserter(out));
    std::move(added.begin(), added.end(), std::back_inserter(out));
}

key checkpoint::id_then(const extent& in, slot row) const {
    key id = 0;
    then_->then().read(in.rows().ids(), std::size_t{row} * sizeof(key), &id, sizeof id);
    return id;
}

key checkpoint::partner_then(const link_end& end, slot row) const {
    slot before = 0;
    then_->then().read(end.relation->cells(end.side), std::size_t{row} * sizeof(slot), &before,
                       sizeof before);
    key id_before = 0;
    then_->then().read(end.target->rows().ids(), std::size_t{before} * sizeof(key), &id_before,
                       sizeof id_before);
    return id_before;
}

bool checkpoint::partner_differs(const link_end& end, slot row) const {
    return partner_then(end, row) != end.target->rows().id(end.relation->cells(end.side).at<slot>(row));
}

std::optional<std::string> checkpoint::value_then(const column& of, slot row) const {
    std::uint8_t present = 1;
    if (of.present != nullptr) then_->then().read(*of.present, row, &present, 1);
    if (present == 0) return std::nullopt;
    const std::size_t width = of.field->width;
    if (!schema::is_string(of.field->kind)) {
        std::string bytes(width, '\0');
        then_->then().read(*of.cells, std::size_t{row} * width, bytes.data(), width);
        return bytes;
    }
    memory::text_cell before{};
    then_->then().read(*of.cells, std::size_t{row} * width, &before, sizeof before);
    if (before.tag != memory::text_cell::is_long) return std::string(before.view(nullptr));
    std::string text(before.size, '\0');
    then_->then().read(graph_->texts_.region(), std::size_t{before.block} * memory::heap::unit, text.data(),
                       text.size());
    return text;
}

void checkpoint::compare_pairs(std::uint32_t relation, pair_changes& out) const {
    const auto place = graph_->catalog().relations[relation].sides[0];
    const extent& in = graph_->at(place.type);
    const link_end& end = in.end(place.index);
    const memory::region& heads = end.relation->cells(end.side);
    const memory::region& heap = end.relation->lists_of().region();
    const memory::region& ids = in.rows().ids();
    const memory::region& target_ids = end.target->rows().ids();
    // Every change of a list writes its head's page.
    std::vector<slot> candidates;
    rows_on_pages(then_->then(), heads, sizeof(link::head),
                  static_cast<slot>(heads.size() / sizeof(link::head)), candidates);

    std::vector<std::pair<key, key>> before;
    std::vector<std::pair<key, key>> now;
    for (const slot row : candidates) {
        link::head list{};
        key owner = 0;
        then_->then().read(heads, std::size_t{row} * sizeof list, &list, sizeof list);
        then_->then().read(ids, std::size_t{row} * sizeof owner, &owner, sizeof owner);
        std::vector<slot> members(list.used);
        if (list.used != 0)
            then_->then().read(heap, std::size_t{list.block} * memory::heap::unit, members.data(),
                               list.used * sizeof(slot));
        for (const slot member : members) {
            if (member == 0) continue;
            key id = 0;
            then_->then().read(target_ids, std::size_t{member} * sizeof id, &id, sizeof id);
            before.emplace_back(owner, id);
        }
        for (const slot member : in.members(place.index, row))
            now.emplace_back(in.rows().id(row), end.target->rows().id(member));
    }
    const auto keep_missing = [](const auto& from, const auto& in_here, auto& to) {
        auto sorted = in_here;
        std::sort(sorted.begin(), sorted.end());
        std::copy_if(from.begin(), from.end(), std::back_inserter(to), [&](const auto& pair) {
            return !std::binary_search(sorted.begin(), sorted.end(), pair);
        });
    };
    keep_missing(now, before, out.linked);
    keep_missing(before, now, out.unlinked);
}

}  // namespace kith::core
