#include "cell_text.hpp"

#include <kith/core/graph.hpp>
#include <kith/core/net_changes.hpp>

#include <algorithm>
#include <map>
#include <tuple>

namespace kith::core {

cell_value kept_value::view(const schema::field& of) const noexcept {
    if (null) return {.null = true};
    if (schema::is_string(of.kind)) return {.text = bytes};
    if (of.kind != schema::kind::boxed) return {.bytes = bytes.data()};
    return {.bytes = boxed != nullptr ? boxed.get() : of.boxed->empty()};
}

bool kept_value::equals(const kept_value& other, const schema::field& of) const {
    if (null || other.null) return null == other.null;
    if (of.kind != schema::kind::boxed) return bytes == other.bytes;
    return boxed == other.boxed || of.boxed->equal(view(of).bytes, other.view(of).bytes);
}

namespace {

using what = row_record::what;

// Finds what differs, type by type.
class finding {
public:
    finding(const core::graph& graph, const difference& since, net_changes& out)
        : graph_(graph), since_(since), out_(out) {}

    void find_rows(const extent& in);
    void find_links(std::uint32_t relation);
    void find_orders(const link_end& end);

private:
    struct place {
        key id;
        slot row;
        friend bool operator<(const place& a, const place& b) { return a.id < b.id; }
    };
    // A row then, and the row with the same id now; 0 for none.
    struct pair {
        key id;
        slot before;
        slot now;
    };
    [[nodiscard]] std::vector<pair> pair_up(const extent& in, const std::vector<slot>& candidates) const;
    [[nodiscard]] kept_value keep(const schema::field& field, const void* boxed) const;
    [[nodiscard]] kept_value keep_then(const column& of, slot row) const;
    [[nodiscard]] kept_value keep_now(const extent& in, std::uint32_t column, slot row) const;
    void record(const extent& in, what kind, const pair& row);

    const core::graph& graph_;
    const difference& since_;
    net_changes& out_;
};

kept_value finding::keep(const schema::field& field, const void* boxed) const {
    if (boxed == field.boxed->empty()) return {};
    return {{},
            std::shared_ptr<const void>(
                field.boxed->copy(boxed),
                [destroy = field.boxed->destroy](const void* value) { destroy(const_cast<void*>(value)); }),
            false};
}

kept_value finding::keep_then(const column& of, slot row) const {
    if (of.field->kind == schema::kind::boxed) {
        if (since_.null_then(of, row)) return {{}, nullptr, true};
        return keep(*of.field, since_.boxed_then(of, row));
    }
    auto value = since_.value_then(of, row);
    if (!value) return {{}, nullptr, true};
    return {std::move(*value), nullptr, false};
}

kept_value finding::keep_now(const extent& in, std::uint32_t column, slot row) const {
    const schema::field& field = *in.column(column).field;
    if (in.is_null(column, row)) return {{}, nullptr, true};
    if (field.kind == schema::kind::boxed) return keep(field, in.boxed(column, row));
    if (schema::is_string(field.kind)) return {std::string(in.text(column, row)), nullptr, false};
    const auto* const cell = reinterpret_cast<const char*>(in.cells(column)) + std::size_t{row} * field.width;
    return {std::string(cell, field.width), nullptr, false};
}

// An id may live in another slot than then: it was erased and given again, by the caller or after a rollback.
std::vector<finding::pair> finding::pair_up(const extent& in, const std::vector<slot>& candidates) const {
    std::vector<place> left;
    std::vector<place> came;
    std::vector<pair> out;
    for (const slot row : candidates) {
        const key before = since_.id_then(in, row);
        const key now = in.rows().id(row);
        if (before == now) {
            if (now != 0) out.push_back({now, row, row});
            continue;
        }
        if (before != 0) left.push_back({before, row});
        if (now != 0) came.push_back({now, row});
    }
    std::sort(left.begin(), left.end());
    std::sort(came.begin(), came.end());
    for (auto was = left.begin(), is = came.begin(); was != left.end() || is != came.end();) {
        if (is == came.end() || (was != left.end() && was->id < is->id)) {
            out.push_back({was->id, was->row, 0});
            ++was;
        } else if (was == left.end() || is->id < was->id) {
            out.push_back({is->id, 0, is->row});
            ++is;
        } else {
            out.push_back({is->id, was->row, is->row});
            ++was, ++is;
        }
    }
    std::sort(out.begin(), out.end(), [](const pair& a, const pair& b) { return a.id < b.id; });
    return out;
}

void finding::record(const extent& in, what kind, const pair& row) {
    row_record made{in.number(), kind, row.id, {}, {}};
    const auto columns = static_cast<std::uint32_t>(in.columns().size());
    if (kind != what::changed) made.cells.reserve(columns);
    for (std::uint32_t i = 0; i < columns; ++i) {
        if (kind == what::erased)
            made.cells.push_back(keep_then(in.column(i), row.before));
        else if (kind == what::added)
            made.cells.push_back(keep_now(in, i, row.now));
        else if (since_.cell_differs(in.column(i), row.before, row.now))
            made.fields.push_back({i, keep_then(in.column(i), row.before), keep_now(in, i, row.now)});
    }
    if (kind != what::changed || !made.fields.empty()) out_.rows.push_back(std::move(made));
}

void finding::find_rows(const extent& in) {
    const std::vector<pair> rows = pair_up(in, since_.differing_rows(in));
    for (const pair& each : rows)
        if (each.now == 0) record(in, what::erased, each);
    for (const pair& each : rows)
        if (each.before != 0 && each.now != 0) record(in, what::changed, each);
    for (const pair& each : rows)
        if (each.before == 0) record(in, what::added, each);
}

void finding::find_links(std::uint32_t relation) {
    for (const auto& side : graph_.catalog().relations[relation].sides)
        if (graph_.catalog().at(side).inherits) return;
    pair_changes found{relation, {}, {}};
    since_.compare_links(relation, found);
    if (found.linked.empty() && found.unlinked.empty()) return;
    std::sort(found.linked.begin(), found.linked.end());
    std::sort(found.unlinked.begin(), found.unlinked.end());
    out_.links.push_back(std::move(found));
}

// Those that are in the other list too, in their order. 0 stands for the same members in both.
std::vector<key> kept_in(const std::vector<key>& list, std::vector<key> other) {
    std::sort(other.begin(), other.end());
    std::vector<key> out;
    std::copy_if(list.begin(), list.end(), std::back_inserter(out), [&](key member) {
        return member == 0 || std::binary_search(other.begin(), other.end(), member);
    });
    return out;
}

void finding::find_orders(const link_end& end) {
    const schema::end& described = *end.described;
    if (end.one || described.hidden || described.as_set) return;
    for (const pair& each : pair_up(*end.owner, since_.differing_lists(end))) {
        if (each.before == 0 || each.now == 0) continue;
        difference::two_lists lists;
        since_.read_lists(end, each.before, each.now, lists);
        if (kept_in(lists.before, lists.now) != kept_in(lists.now, lists.before))
            out_.orders.push_back({end.owner->number(), end.index, each.id});
    }
}

bool before_in_order(const row_record& a, const row_record& b) {
    return std::tie(a.type, a.kind, a.id) < std::tie(b.type, b.kind, b.id);
}

}  // namespace

net_changes net_changes::of(const core::graph& graph, const difference& since) {
    net_changes out;
    out.catalog = graph.shared_catalog();
    if (since.clean()) return out;
    finding found(graph, since, out);
    for (std::uint32_t i = 0; i < graph.types(); ++i) found.find_rows(graph.at(i));
    for (std::uint32_t i = 0; i < out.catalog->relations.size(); ++i) found.find_links(i);
    for (std::uint32_t i = 0; i < graph.types(); ++i)
        for (const link_end& end : graph.at(i).ends()) found.find_orders(end);
    return out;
}

net_changes net_changes::inverse() const {
    net_changes out = *this;
    for (row_record& each : out.rows) {
        if (each.kind != what::changed) each.kind = each.kind == what::added ? what::erased : what::added;
        for (field_record& field : each.fields) std::swap(field.before, field.after);
    }
    std::sort(out.rows.begin(), out.rows.end(), before_in_order);
    for (pair_changes& each : out.links) each.linked.swap(each.unlinked);
    return out;
}

net_changes::span net_changes::rows_of(std::uint32_t type, row_record::what kind) const noexcept {
    const auto place = [](const row_record& each) { return std::pair(each.type, each.kind); };
    const auto before = [&](const row_record& a, const std::pair<std::uint32_t, what>& b) {
        return place(a) < b;
    };
    const auto after = [&](const std::pair<std::uint32_t, what>& a, const row_record& b) {
        return a < place(b);
    };
    const std::pair wanted(type, kind);
    const auto first = std::lower_bound(rows.begin(), rows.end(), wanted, before);
    const auto last = std::upper_bound(first, rows.end(), wanted, after);
    return {first, last};
}

const row_record* net_changes::find(std::uint32_t type, row_record::what kind, key id) const noexcept {
    const span found = rows_of(type, kind);
    const auto row = std::lower_bound(found.begin(), found.end(), id,
                                      [](const row_record& each, key wanted) { return each.id < wanted; });
    return row != found.end() && row->id == id ? &*row : nullptr;
}

std::vector<partner_record> net_changes::partners_of(std::uint32_t type, std::uint32_t end) const {
    const schema::end& described = catalog->types[type].ends[end];
    const pair_changes* const found = links_of(described.relation);
    if (found == nullptr) return {};
    std::map<key, partner_record> out;
    const auto note = [&](const std::pair<key, key>& link, key partner_record::*where) {
        const auto [own, partner] = described.side == 0 ? link : std::pair(link.second, link.first);
        if (find(type, what::erased, own) != nullptr || find(type, what::added, own) != nullptr) return;
        partner_record& record = out.try_emplace(own, partner_record{own, 0, 0}).first->second;
        record.*where = partner;
    };
    for (const auto& link : found->unlinked) note(link, &partner_record::before);
    for (const auto& link : found->linked) note(link, &partner_record::after);
    std::vector<partner_record> records;
    for (const auto& [own, record] : out) records.push_back(record);
    return records;
}

const pair_changes* net_changes::links_of(std::uint32_t relation) const noexcept {
    for (const pair_changes& each : links)
        if (each.relation == relation) return &each;
    return nullptr;
}

bool net_changes::touches(std::uint32_t type) const noexcept {
    for (const what kind : {what::erased, what::changed, what::added})
        if (!rows_of(type, kind).empty()) return true;
    const auto& ends = catalog->types[type].ends;
    for (std::uint32_t i = 0; i < ends.size(); ++i)
        if (!ends[i].hidden && touches_end(type, i)) return true;
    return false;
}

bool net_changes::touches_field(std::uint32_t type, std::uint32_t column) const noexcept {
    for (const row_record& row : rows_of(type, what::changed))
        for (const field_record& field : row.fields)
            if (field.column == column) return true;
    return false;
}

bool net_changes::touches_end(std::uint32_t type, std::uint32_t end) const noexcept {
    if (links_of(catalog->types[type].ends[end].relation) != nullptr) return true;
    return std::any_of(orders.begin(), orders.end(),
                       [&](const order_record& each) { return each.type == type && each.end == end; });
}

bool operator==(const net_changes& a, const net_changes& b) {
    const auto same_values = [](const schema::type& type, const row_record& x, const row_record& y) {
        for (std::size_t i = 0; i < x.cells.size(); ++i)
            if (!x.cells[i].equals(y.cells[i], type.fields[i])) return false;
        return std::equal(x.fields.begin(), x.fields.end(), y.fields.begin(), y.fields.end(),
                          [&](const field_record& f, const field_record& g) {
                              return f.column == g.column &&
                                     f.before.equals(g.before, type.fields[f.column]) &&
                                     f.after.equals(g.after, type.fields[f.column]);
                          });
    };
    if (a.empty() && b.empty()) return true;
    if (a.catalog != b.catalog && a.catalog->fingerprint() != b.catalog->fingerprint()) return false;
    const auto same_rows = [&](const row_record& x, const row_record& y) {
        return x.type == y.type && x.kind == y.kind && x.id == y.id &&
               same_values(a.catalog->types[x.type], x, y);
    };
    const auto same_links = [](const pair_changes& x, const pair_changes& y) {
        return x.relation == y.relation && x.linked == y.linked && x.unlinked == y.unlinked;
    };
    const auto same_orders = [](const order_record& x, const order_record& y) {
        return x.type == y.type && x.end == y.end && x.owner == y.owner;
    };
    return std::equal(a.rows.begin(), a.rows.end(), b.rows.begin(), b.rows.end(), same_rows) &&
           std::equal(a.links.begin(), a.links.end(), b.links.begin(), b.links.end(), same_links) &&
           std::equal(a.orders.begin(), a.orders.end(), b.orders.begin(), b.orders.end(), same_orders);
}

// --- printed ---------------------------------------------------------------------------------------------

namespace {

std::string name_of(const schema::type& type, key id) { return type.name + " " + std::to_string(id); }

// As core::graph::print has it: what an entity has from the type that it inherits from comes first.
void print_cells(const net_changes& in, const row_record& row, std::string& out) {
    const schema::type& type = in.catalog->types[row.type];
    for (const schema::end& end : type.ends)
        if (end.inherits)
            if (const auto* base = in.find(end.target_type, row.kind, row.id); base != nullptr)
                print_cells(in, *base, out);
    for (std::size_t i = 0; i < row.cells.size(); ++i)
        out += ", " + cell_text(type.fields[i], row.cells[i].view(type.fields[i]));
}

// The row of a type that inherits from this one's, of the same entity, has the line for both.
bool is_part_of_another(const net_changes& in, const row_record& row) {
    const auto& types = in.catalog->types;
    for (std::uint32_t i = 0; i < types.size(); ++i)
        for (const schema::end& end : types[i].ends)
            if (end.inherits && end.target_type == row.type && in.find(i, row.kind, row.id) != nullptr)
                return true;
    return false;
}

}  // namespace

std::string net_changes::print(const row_record& row) const {
    const schema::type& type = catalog->types[row.type];
    if (row.kind != what::changed) {
        if (is_part_of_another(*this, row)) return {};
        return (row.kind == what::added ? "+ " : "- ") + print_entity(row);
    }
    std::string out = "~ " + name_of(type, row.id);
    const char* before = ": ";
    for (const field_record& each : row.fields) {
        const schema::field& field = type.fields[each.column];
        out += before + field.name + " " + cell_text(field, each.before.view(field)) + " -> " +
               cell_text(field, each.after.view(field));
        before = ", ";
    }
    return out;
}

std::string net_changes::print_entity(const row_record& row) const {
    std::string out = "<" + name_of(catalog->types[row.type], row.id);
    print_cells(*this, row, out);
    return out + ">";
}

std::string net_changes::print() const {
    std::string out;
    for (const row_record& row : rows)
        if (const std::string line = print(row); !line.empty()) out += line + "\n";
    for (const pair_changes& each : links) {
        const auto& sides = catalog->relations[each.relation].sides;
        // Told by an end that somebody declared.
        const unsigned side = catalog->at(sides[0]).hidden ? 1 : 0;
        const schema::end& end = catalog->at(sides[side]);
        const auto print_pairs = [&](const std::vector<std::pair<key, key>>& pairs, const char* verb) {
            for (const auto& [first, second] : pairs)
                out += name_of(catalog->types[sides[side].type], side == 0 ? first : second) + "." +
                       end.name + verb +
                       name_of(catalog->types[end.target_type], side == 0 ? second : first) + "\n";
        };
        print_pairs(each.unlinked, " - ");
        print_pairs(each.linked, " + ");
    }
    for (const order_record& each : orders)
        out += name_of(catalog->types[each.type], each.owner) + "." +
               catalog->types[each.type].ends[each.end].name + " reordered\n";
    return out;
}

}  // namespace kith::core
