#include <kith/core/graph.hpp>

#include <algorithm>

namespace kith::core {
namespace {

/// Walks one graph and writes a sentence for each broken invariant.
class audit {
public:
    explicit audit(const graph& of) : graph_(of) {}

    std::vector<std::string> run() {
        for (std::uint32_t i = 0; i < graph_.types(); ++i) {
            check_rows(graph_.at(i));
            check_dead_cells(graph_.at(i));
            check_indexes(graph_.at(i));
            for (std::uint32_t e = 0; e < graph_.at(i).ends().size(); ++e) check_end(graph_.at(i), e);
        }
        return std::move(problems_);
    }

private:
    void report(const extent& in, slot row, const std::string& what) {
        problems_.push_back(in.type().name + " in slot " + std::to_string(row) + ": " + what);
    }

    void check_rows(const extent& in) {
        const table::rows& rows = in.rows();
        std::size_t seen = 0;
        const auto all = rows.all();
        for (std::size_t place = 0; place < all.places(); ++place) {
            const slot row = all.data()[place];
            if (row == 0) continue;
            ++seen;
            if (!rows.lives(row)) report(in, row, "is listed, but does not live");
            if (rows.place(row) != place) report(in, row, "does not know its place among the rows");
            if (rows.find(rows.id(row)) != row) report(in, row, "is not found by its id");
            if (rows.id(row) >= rows.next_id()) report(in, row, "has an id that is still to be given");
        }
        if (seen != rows.size()) report(in, 0, "the number of rows is wrong");
        std::size_t living = 0;
        for (slot row = 0; row < rows.end(); ++row) {
            living += rows.id(row) != 0 ? 1U : 0U;
            if ((rows.id(row) != 0) != rows.lives(row))
                report(in, row, "has an id and does not live, or the reverse");
        }
        if (living != seen) report(in, 0, "a living row is not listed");
    }

    void check_dead_cells(const extent& in) {
        for (slot row = 0; row < in.rows().end(); ++row) {
            if (in.rows().lives(row)) continue;
            for (std::uint32_t i = 0; i < in.columns().size(); ++i) {
                const auto width = in.column(i).field->width;
                const std::byte* cell = in.cells(i) + std::size_t{row} * width;
                if (!std::all_of(cell, cell + width, [](std::byte each) { return each == std::byte{0}; }))
                    report(in, row, "does not live, but its " + in.column(i).field->name + " is not zero");
            }
            for (std::uint32_t e = 0; e < in.ends().size(); ++e)
                if (in.end(e).relation->count(in.end(e).side, row) != 0)
                    report(in, row, "does not live, but its " + in.end(e).described->name + " is not empty");
        }
    }

    void check_indexes(const extent& in) {
        for (std::uint32_t i = 0; i < in.columns().size(); ++i) {
            const index::index* index = in.column(i).index.get();
            if (index == nullptr) continue;
            if (index->ordered()) check_order(in, i, *index);
            std::size_t expected = 0;
            std::vector<bool> filed(
                in.rows().end());  // found under their values, those of one value together
            std::vector<slot> found;
            for (const slot row : in.rows().all()) {
                if (in.is_null(i, row)) continue;
                ++expected;
                if (filed[row]) continue;
                found.clear();
                index->equal(in.probe(i, row), found);
                for (const slot each : found) filed[each] = true;
                if (!filed[row] || !index->contains(row))
                    report(in, row,
                           "is not in the index of " + in.column(i).field->name + " under its value");
                if (index->unique() && found.size() > 1)
                    report(in, row, "is not the only one with its " + in.column(i).field->name);
            }
            if (expected != index->size())
                report(in, 0,
                       "the index of " + in.column(i).field->name + " holds " +
                           std::to_string(index->size()) + " rows instead of " + std::to_string(expected));
        }
    }

    void check_order(const extent& in, std::uint32_t column, const index::index& index) {
        std::vector<slot> rows;
        index.between({}, {}, rows);
        for (std::size_t n = 1; n < rows.size(); ++n) {
            const auto before = in.probe(column, rows[n - 1]);
            const auto here = in.probe(column, rows[n]);
            if (here.number < before.number || here.text < before.text)
                report(in, rows[n], "stands out of order in the index of " + in.column(column).field->name);
        }
    }

    void check_end(const extent& in, std::uint32_t index) {
        const link_end& end = in.end(index);
        const link_end& other = end.other();
        const std::string& name = end.described->name;
        for (const slot row : in.rows().all()) {
            const auto members = in.linked(index, row);
            std::vector<slot> seen;
            for (std::size_t place = 0; place < members.places(); ++place) {
                const slot member = members.data()[place];
                if (member == 0) continue;
                seen.push_back(member);
                if (!end.target->rows().lives(member)) {
                    report(in, row, "its " + name + " has a member that does not live");
                    continue;
                }
                check_back(in, end, other, row, member, place);
            }
            if (seen.size() != members.size()) report(in, row, "its " + name + " counts its members wrongly");
            std::sort(seen.begin(), seen.end());
            if (std::adjacent_find(seen.begin(), seen.end()) != seen.end())
                report(in, row, "its " + name + " has a member twice");
            if (end.described->arity == schema::arity::many && members.places() != 0 &&
                members.data()[members.places() - 1] == 0)
                report(in, row, "its " + name + " ends in a hole");
            if (end.described->required && members.empty() && !graph_.in_transaction())
                report(in, row, "its " + name + " is required and empty");
            if (end.described->inherits && !members.empty() &&
                end.target->rows().id(members.nth(0)) != in.rows().id(row))
                report(in, row, "has another id than its " + name);
            if (members.size() > end.described->at_most ||
                (members.size() < end.described->at_least && !graph_.in_transaction()))
                report(in, row, "its " + name + " has a number of members that it may not have");
            if (end.filed) check_filing(in, end, row);
        }
        if (end.described->acyclic && graph_.find_cycle(end) != 0)
            report(in, graph_.find_cycle(end), "is on a cycle of its " + name);
    }

    // Members of an end that a column of theirs orders, one after the other.
    void check_filing(const extent& in, const link_end& end, slot row) {
        const schema::end& told = *end.described;
        const extent& target = *end.target;
        slot before = 0;
        for (const slot member : in.members(end.index, row)) {
            if (told.order == schema::ordering::keyed) {
                if (target.is_null(told.order_column, member))
                    report(in, row, "its " + told.name + " has a member without a key");
                else if (graph_.find_keyed(in, end.index, row, target.probe(told.order_column, member)) !=
                         member)
                    report(in, row, "its " + told.name + " does not find a member by its key");
            } else if (before != 0) {
                const int order = target.compare(told.order_column, before, member);
                if (told.descending ? order < 0 : order > 0)
                    report(in, row, "its " + told.name + " is out of order");
                if (told.order == schema::ordering::numbered && order == 0)
                    report(in, row, "its " + told.name + " has a number twice");
            }
            before = member;
        }
    }

    // Everything is looked up where it should stand, not searched for: an end may have a million members.
    void check_back(const extent& in, const link_end& end, const link_end& other, slot row, slot member,
                    std::size_t place) {
        const link::relationship& relation = *end.relation;
        const bool pairs = !end.one && !other.one;
        const auto back = end.target->linked(other.index, member);
        const std::size_t there = pairs       ? relation.positions(end.side, row)[place]
                                  : other.one ? 0
                                              : relation.place(other.side, member, row);
        const std::string& name = end.described->name;
        if (there >= back.places() || back.data()[there] != row)
            return report(in, row,
                          "its " + name + " has " + graph_.print(*end.target, member) +
                              ", which does not have it in " + other.described->name);
        if (end.one) return;
        const std::size_t believed =
            pairs ? relation.positions(other.side, member)[there] : relation.place(end.side, row, member);
        if (believed != place)
            report(in, row,
                   "its " + name + " stands elsewhere than " + graph_.print(*end.target, member) +
                       " believes");
    }

    const graph& graph_;
    std::vector<std::string> problems_;
};

}  // namespace

std::vector<std::string> graph::check() const { return audit(*this).run(); }

}  // namespace kith::core
