#pragma once

#include <kith/core/graph.hpp>

#include <algorithm>
#include <cstring>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace naive {

using kith::key;
using kith::timestamp;

/// A change that the rules do not allow. The state may be half changed then: the caller puts a copy back.
struct refused {};

/// Which member of which type: an index into the catalog's `types`, and into that one's `ends` or `fields`.
struct place {
    std::uint32_t type;
    std::uint32_t index;
    friend auto operator<=>(const place&, const place&) = default;
};

struct row {
    key id;
    std::vector<std::optional<std::string>> cells;  // the bytes of a value, or a text
    std::vector<std::vector<key>> links;            // by end, in order
};

struct table {
    std::vector<row> rows;  // in the order they were added
    key next_id = 1;
};

/// What a graph should be, in vectors that are searched from end to end. Both ends of every link are
/// written down; nothing is shared with the engine but the catalog. A plain value: copies are snapshots.
class state {
public:
    explicit state(const kith::schema::catalog& catalog) : catalog_(&catalog), tables(catalog.types.size()) {}

    [[nodiscard]] const kith::schema::catalog& catalog() const { return *catalog_; }
    [[nodiscard]] const kith::schema::type& type(std::uint32_t number) const {
        return catalog_->types[number];
    }
    [[nodiscard]] const kith::schema::end& end(place at) const { return type(at.type).ends[at.index]; }
    /// The end at the other side.
    [[nodiscard]] place other(place at) const {
        const kith::schema::end& here = end(at);
        const auto there = catalog_->relations[here.relation].sides[here.side ^ 1U];
        return {there.type, there.index};
    }
    [[nodiscard]] bool is_one(place at) const { return end(at).arity == kith::schema::arity::one; }

    [[nodiscard]] const row* find(std::uint32_t type, key id) const {
        for (const row& each : tables[type].rows)
            if (each.id == id) return &each;
        return nullptr;
    }
    [[nodiscard]] row& get(std::uint32_t type, key id) {
        for (row& each : tables[type].rows)
            if (each.id == id) return each;
        throw refused{};
    }
    void expect(std::uint32_t type, key id) const {
        if (find(type, id) == nullptr) throw refused{};
    }
    [[nodiscard]] const std::vector<key>& members(place at, key a) { return get(at.type, a).links[at.index]; }
    [[nodiscard]] bool linked(place at, key a, key b) {
        const auto& all = members(at, a);
        return std::find(all.begin(), all.end(), b) != all.end();
    }

    // --- changes -------------------------------------------------------------------------------------

    struct given_links {
        std::uint32_t end;
        std::vector<key> members;
    };
    void add(std::uint32_t type_number, key id, const std::vector<std::optional<std::string>>& cells,
             const std::vector<given_links>& links) {
        table& in = tables[type_number];
        if (id == 0) id = in.next_id;
        if (find(type_number, id) != nullptr) throw refused{};
        in.next_id = std::max(in.next_id, id + 1);
        fresh = {type_number, id};
        in.rows.push_back({id, cells, std::vector<std::vector<key>>(type(type_number).ends.size())});
        {
            row& made = get(type_number, id);
            const auto& fields = type(type_number).fields;
            for (std::uint32_t i = 0; i < fields.size(); ++i) {
                if (fields[i].stamp == kith::schema::stamp::created && !made.cells[i])
                    made.cells[i] = bytes_of(now);
            }
        }
        for (const given_links& each : links)
            for (const key member : each.members) link({type_number, each.end}, id, member);
        const std::size_t columns = type(type_number).fields.size();
        for (std::uint32_t i = 0; i < columns; ++i) expect_unique(type_number, i, id);
    }

    void set(place at, key id, const std::optional<std::string>& value) {
        row& in = get(at.type, id);
        if (in.cells[at.index] == value) return;
        if (!value && !type(at.type).fields[at.index].has_nulls()) throw refused{};
        for (const place list : lists_by(at)) {
            if (members(other(list), id).empty()) continue;
            if (end(list).order == ordering::numbered) throw refused{};
            if (end(list).order != ordering::keyed) continue;
            if (!value) throw refused{};
            for (const key owner : std::vector<key>(members(other(list), id)))
                if (const key taken = member_under(list, owner, value); taken != 0)
                    unlink(list, owner, taken);
        }
        in.cells[at.index] = value;
        expect_unique(at.type, at.index, id);
        if (type(at.type).fields[at.index].stamp != kith::schema::stamp::updated) stamp(at.type, id);
        sort_owners(at, id);
    }

    void link(place at, key a, key b) {
        const place back = other(at);
        expect(at.type, a);
        expect(back.type, b);
        if (linked(at, a, b)) return;
        if (end(at).single_parent && !members(back, b).empty()) throw refused{};
        expect_key(at, b);
        expect_key(back, a);
        expect_room(at, a, b);
        expect_room(back, b, a);
        if ((end(at).acyclic || end(back).acyclic) && reaches(at, b, a)) throw refused{};
        release_occupant(at, a, b);
        release_occupant(back, b, a);
        // Through the other end a single parent is displaced.
        if (end(back).single_parent && !is_one(at))
            for (const key holder : std::vector<key>(members(at, a))) unlink(at, a, holder);
        if (is_one(at) && !members(at, a).empty()) release(at, a, members(at, a).front(), at);
        if (is_one(back) && !members(back, b).empty()) release(back, b, members(back, b).front(), back);
        get(at.type, a).links[at.index].push_back(b);
        get(back.type, b).links[back.index].push_back(a);
        stamp_key_holder(at, a, b);
        file(at, a, b);
        file(back, b, a);
    }
    void unlink(place at, key a, key b) {
        expect(other(at).type, b);
        if (!linked(at, a, b)) throw refused{};
        lose(at, b);
        lose(other(at), a);
        cut(at, a, b);
    }
    void clear(place at, key a) {
        if (is_one(at)) {
            for (const key b : std::vector<key>(members(at, a))) unlink(at, a, b);
            return;
        }
        // All at once: nobody moves up before leaving.
        for (const key b : std::vector<key>(members(at, a))) {
            lose(at, b);
            lose(other(at), a);
            take_out(at, a, b);
        }
    }
    void insert(place at, key a, std::size_t n, key b) {
        expect_places(at);
        expect(other(at).type, b);
        if (linked(at, a, b)) return;
        link(at, a, b);
        auto& all = get(at.type, a).links[at.index];
        all.pop_back();
        all.insert(all.begin() + static_cast<std::ptrdiff_t>(std::min(n, all.size())), b);
        number(at, a);
    }
    void move(place at, key a, std::size_t from, std::size_t to) {
        expect_places(at);
        auto& all = get(at.type, a).links[at.index];
        if (from >= all.size() || to >= all.size()) throw refused{};
        const key moved = all[from];
        all.erase(all.begin() + static_cast<std::ptrdiff_t>(from));
        all.insert(all.begin() + static_cast<std::ptrdiff_t>(to), moved);
        number(at, a);
    }
    void swap(place at, key a, std::size_t one, std::size_t two) {
        expect_places(at);
        auto& all = get(at.type, a).links[at.index];
        if (one >= all.size() || two >= all.size()) throw refused{};
        std::swap(all[one], all[two]);
        number(at, a);
    }
    void splice(place at, key a, std::size_t first, std::size_t count, const std::vector<key>& with) {
        expect_places(at);
        const std::vector<key> before = members(at, a);
        if (first > before.size() || count > before.size() - first) throw refused{};
        std::vector<key> wanted;
        for (std::size_t n = 0; n <= before.size(); ++n) {
            if (n == first) wanted.insert(wanted.end(), with.begin(), with.end());
            if (n == before.size() || (n >= first && n < first + count)) continue;
            if (std::find(with.begin(), with.end(), before[n]) == with.end()) wanted.push_back(before[n]);
        }
        assign(at, a, wanted);
    }
    void replace(place at, key a, std::size_t n, key b) {
        expect(other(at).type, b);
        if (n >= members(at, a).size()) throw refused{};
        splice(at, a, n, 1, {b});
    }
    void assign(place at, key a, const std::vector<key>& given) {
        expect(at.type, a);
        std::vector<key> wanted;
        for (const key each : given) {
            expect(other(at).type, each);
            if (std::find(wanted.begin(), wanted.end(), each) == wanted.end()) wanted.push_back(each);
        }
        std::vector<key> gone;
        for (const key each : members(at, a))
            if (std::find(wanted.begin(), wanted.end(), each) == wanted.end()) gone.push_back(each);
        if (end(at).order == ordering::numbered) std::reverse(gone.begin(), gone.end());
        if (wanted.size() > end(at).at_most) throw refused{};
        const bool crowded = end(at).at_most < gone.size() + wanted.size();
        const auto release = [&] {
            for (const key each : gone)
                if (linked(at, a, each)) unlink(at, a, each);
        };
        if (crowded) release();
        for (const key each : wanted) link(at, a, each);
        if (!crowded) release();
        if (end(at).order == ordering::sorted) return;
        // Of two under one key the later is there.
        std::erase_if(wanted, [&](key each) { return !linked(at, a, each); });
        get(at.type, a).links[at.index] = wanted;
        number(at, a);
    }
    void reorder(place at, key a, const std::vector<std::uint32_t>& order) {
        expect_places(at);
        auto& all = get(at.type, a).links[at.index];
        const std::vector<key> before = all;
        for (std::size_t i = 0; i < order.size(); ++i) all[i] = before[order[i]];
        number(at, a);
    }

    void erase(std::uint32_t type_number, const std::vector<key>& ids) {
        std::vector<std::pair<std::uint32_t, key>> roots;
        for (const key id : ids) roots.emplace_back(type_number, id);
        erase(roots);
    }
    void erase(const std::vector<std::pair<std::uint32_t, key>>& roots) {
        std::vector<std::pair<std::uint32_t, key>> plan;
        const auto planned = [&](std::uint32_t of, key id) {
            return std::find(plan.begin(), plan.end(), std::pair{of, id}) != plan.end();
        };
        for (const auto& [of, id] : roots) {
            expect(of, id);
            if (!planned(of, id)) plan.emplace_back(of, id);
        }
        for (std::size_t i = 0; i < plan.size(); ++i) {
            const auto [of, id] = plan[i];
            for (std::uint32_t e = 0; e < type(of).ends.size(); ++e) {
                const kith::schema::end& end = type(of).ends[e];
                if (!end.cascade.remove && !end.cascade.orphan) continue;
                for (const key member : members({of, e}, id))
                    if (!planned(end.target_type, member)) plan.emplace_back(end.target_type, member);
            }
        }
        for (const auto& [of, id] : plan)
            for (std::uint32_t e = 0; e < type(of).ends.size(); ++e)
                if (type(of).ends[e].cascade.deny)
                    for (const key member : members({of, e}, id))
                        if (!planned(type(of).ends[e].target_type, member)) throw refused{};
        for (const auto& [of, id] : plan) {
            for (std::uint32_t e = 0; e < type(of).ends.size(); ++e)
                for (const key member : std::vector<key>(members({of, e}, id))) take_out({of, e}, id, member);
            std::erase_if(tables[of].rows, [id = id](const row& each) { return each.id == id; });
        }
        for (std::uint32_t t = 0; t < tables.size(); ++t)
            for (std::uint32_t e = 0; e < type(t).ends.size(); ++e)
                for (const key id : ids_of(t)) number({t, e}, id);
    }
    void clear_all() {
        for (table& each : tables) each.rows.clear();
    }

    /// The unit of work ends: whoever lost an owner and has none goes; nobody lacks what is required.
    void settle() {
        std::vector<std::pair<std::uint32_t, key>> orphans;
        for (const auto& [at, id] : losses)
            if (find(at.type, id) != nullptr && members(at, id).empty()) orphans.emplace_back(at.type, id);
        erase(orphans);
        losses.clear();
        for (std::uint32_t t = 0; t < tables.size(); ++t) {
            for (const row& each : tables[t].rows) {
                for (std::uint32_t i = 0; i < each.cells.size(); ++i)
                    if (type(t).fields[i].required && !each.cells[i]) throw refused{};
                for (std::uint32_t e = 0; e < each.links.size(); ++e) {
                    if (type(t).ends[e].required && each.links[e].empty()) throw refused{};
                    if (each.links[e].size() < type(t).ends[e].at_least) throw refused{};
                }
            }
        }
    }

private:
    [[nodiscard]] static std::string bytes_of(timestamp moment) {
        std::string out(sizeof moment, '\0');
        std::memcpy(out.data(), &moment, sizeof moment);
        return out;
    }
    void expect_unique(std::uint32_t type_number, std::uint32_t column, key id) {
        if (!type(type_number).fields[column].unique) return;
        const auto& value = get(type_number, id).cells[column];
        if (!value) return;
        for (const row& each : tables[type_number].rows)
            if (each.id != id && each.cells[column] == value) throw refused{};
    }
    // --- orders and limits -----------------------------------------------------------------------------

    using ordering = kith::schema::ordering;
    using cell = std::optional<std::string>;

    void expect_places(place at) const {
        if (is_one(at) || end(at).as_set || end(at).order == ordering::sorted) throw refused{};
    }
    /// The lists whose members a column sorts, keys or numbers.
    [[nodiscard]] std::vector<place> lists_by(place column) const {
        std::vector<place> out;
        for (std::uint32_t t = 0; t < tables.size(); ++t)
            for (std::uint32_t e = 0; e < type(t).ends.size(); ++e) {
                const kith::schema::end& each = type(t).ends[e];
                if (each.order != ordering::insertion && each.target_type == column.type &&
                    each.order_column == column.index)
                    out.push_back({t, e});
            }
        return out;
    }
    [[nodiscard]] cell& order_cell(place at, key b) {
        return get(end(at).target_type, b).cells[end(at).order_column];
    }
    [[nodiscard]] bool less(place at, const cell& x, const cell& y) const {
        if (!x || !y) return !x && y;
        const auto kind = type(end(at).target_type).fields[end(at).order_column].kind;
        if (kith::schema::is_string(kind)) return *x < *y;
        return kith::index::order_number(kind, x->data()) < kith::index::order_number(kind, y->data());
    }
    void expect_key(place at, key b) {
        if (end(at).order == ordering::keyed && !order_cell(at, b)) throw refused{};
    }
    [[nodiscard]] key member_under(place at, key a, const cell& value) {
        for (const key each : members(at, a))
            if (order_cell(at, each) == value) return each;
        return 0;
    }
    void release_occupant(place at, key a, key b) {
        if (end(at).order != ordering::keyed) return;
        if (const key taken = member_under(at, a, order_cell(at, b)); taken != 0) unlink(at, a, taken);
    }
    void expect_room(place at, key a, key b) {
        if (is_one(at) || members(at, a).size() < end(at).at_most || end(other(at)).single_parent) return;
        if (end(at).order == ordering::keyed && member_under(at, a, order_cell(at, b)) != 0) return;
        throw refused{};
    }
    [[nodiscard]] bool reaches(place at, key from, key to) {
        std::vector<key> seen{from};
        for (std::size_t i = 0; i < seen.size(); ++i) {
            if (seen[i] == to) return true;
            for (const key next : members(at, seen[i]))
                if (std::find(seen.begin(), seen.end(), next) == seen.end()) seen.push_back(next);
        }
        return false;
    }
    /// b, which stands last in a's list, goes where its order wants it.
    void file(place at, key a, key b) {
        if (end(at).order == ordering::sorted) {
            auto& all = get(at.type, a).links[at.index];
            std::erase(all, b);
            const auto after = std::find_if(all.begin(), all.end(), [&](key each) {
                return end(at).descending ? less(at, order_cell(at, each), order_cell(at, b))
                                          : less(at, order_cell(at, b), order_cell(at, each));
            });
            all.insert(after, b);
        }
        number(at, a);
    }
    void sort_owners(place column, key id) {
        for (const place list : lists_by(column))
            if (end(list).order == ordering::sorted)
                for (const key owner : std::vector<key>(members(other(list), id))) file(list, owner, id);
    }
    void number(place at, key a) {
        if (end(at).order != ordering::numbered) return;
        const place column{end(at).target_type, end(at).order_column};
        std::uint64_t next = end(at).first_number;
        for (const key b : std::vector<key>(members(at, a))) {
            const auto width = type(column.type).fields[column.index].width;
            const std::string bytes(reinterpret_cast<const char*>(&next), width);
            ++next;
            if (order_cell(at, b) == bytes) continue;
            order_cell(at, b) = bytes;
            stamp(column.type, b);
            sort_owners(column, b);
        }
    }
    // b loses a as its owner through `at`.
    void lose(place at, key b) {
        if (end(at).cascade.orphan) losses.emplace_back(other(at), b);
    }
    void release(place at, key a, key b, place owning) {
        lose(owning, b);
        cut(at, a, b);
    }
    [[nodiscard]] std::vector<key> ids_of(std::uint32_t type_number) const {
        std::vector<key> out;
        for (const row& each : tables[type_number].rows) out.push_back(each.id);
        return out;
    }
    void cut(place at, key a, key b) {
        take_out(at, a, b);
        number(at, a);
        number(other(at), b);
    }
    void take_out(place at, key a, key b) {
        const place back = other(at);
        std::erase(get(at.type, a).links[at.index], b);
        std::erase(get(back.type, b).links[back.index], a);
        stamp_key_holder(at, a, b);
    }
    void stamp(std::uint32_t type_number, key id) {
        if (fresh == std::pair{type_number, id}) return;
        const auto& fields = type(type_number).fields;
        for (std::uint32_t i = 0; i < fields.size(); ++i)
            if (fields[i].stamp == kith::schema::stamp::updated)
                get(type_number, id).cells[i] = bytes_of(now);
    }
    // The row that holds the key in SQL is the one that a link changes; pairs lie in a table of their own.
    void stamp_key_holder(place at, key a, key b) {
        if (!is_one(at) && !is_one(other(at))) return;
        if (end(at).side == 1)
            stamp(at.type, a);
        else
            stamp(other(at).type, b);
    }

    const kith::schema::catalog* catalog_;

public:
    std::vector<table> tables;
    std::vector<std::pair<place, key>> losses;  // the member's end whose owner it lost, and the member
    timestamp now{};
    // Being added: what happens to it in the same call is no change of it.
    std::pair<std::uint32_t, key> fresh{};
};

/// How a cell of the engine's reads in a naive row.
[[nodiscard]] inline std::optional<std::string> cell_of(const kith::core::extent& in, std::uint32_t column,
                                                        kith::slot where) {
    const kith::schema::field& field = *in.column(column).field;
    if (in.is_null(column, where)) return std::nullopt;
    if (kith::schema::is_string(field.kind)) return std::string(in.text(column, where));
    if (field.kind == kith::schema::kind::boxed) return field.boxed->save(in.boxed(column, where));
    return std::string(reinterpret_cast<const char*>(in.cells(column)) + std::size_t{where} * field.width,
                       field.width);
}

[[nodiscard]] inline std::string printable(const std::optional<std::string>& cell) {
    if (!cell) return "null";
    std::string out;
    for (const char each : cell->substr(0, 60))
        if (each >= ' ' && each <= '~')
            out += each;
        else
            out += "\\" + std::to_string(static_cast<unsigned char>(each));
    return "'" + out + "' (" + std::to_string(cell->size()) + " bytes)";
}

/// The first difference between a graph and what it should be, in a sentence; empty when there is none.
[[nodiscard]] inline std::string difference(const kith::core::graph& graph, const state& wanted) {
    for (std::uint32_t t = 0; t < graph.types(); ++t) {
        const kith::core::extent& in = graph.at(t);
        const table& rows = wanted.tables[t];
        const std::string name = in.type().name;
        if (in.rows().size() != rows.rows.size())
            return name + ": " + std::to_string(in.rows().size()) + " rows instead of " +
                   std::to_string(rows.rows.size());
        if (in.rows().next_id() != rows.next_id)
            return name + ": next id " + std::to_string(in.rows().next_id()) + " instead of " +
                   std::to_string(rows.next_id);
        std::size_t n = 0;
        for (const kith::slot where : in.rows().all()) {
            const row& each = rows.rows[n++];
            const std::string here = name + " " + std::to_string(each.id);
            if (in.rows().id(where) != each.id)
                return here + ": row " + std::to_string(in.rows().id(where)) + " stands in its place";
            if (in.rows().find(each.id) != where) return here + " is not found by its id";
            for (std::uint32_t i = 0; i < each.cells.size(); ++i)
                if (cell_of(in, i, where) != each.cells[i])
                    return here + "." + in.type().fields[i].name + " is " + printable(cell_of(in, i, where)) +
                           " instead of " + printable(each.cells[i]);
            for (std::uint32_t e = 0; e < each.links.size(); ++e) {
                std::vector<key> members;
                for (const kith::slot member : in.linked(e, where))
                    members.push_back(in.end(e).target->rows().id(member));
                std::vector<key> expected = each.links[e];
                if (in.end(e).described->as_set) {
                    std::sort(members.begin(), members.end());
                    std::sort(expected.begin(), expected.end());
                }
                if (members == expected) continue;
                std::string text = here + "." + in.type().ends[e].name + " is";
                for (const key member : members) text += " " + std::to_string(member);
                text += " instead of";
                for (const key member : expected) text += " " + std::to_string(member);
                return text;
            }
        }
    }
    return {};
}

}  // namespace naive
