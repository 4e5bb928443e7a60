#include <kith/base/error.hpp>
#include <kith/core/criterion.hpp>

#include <algorithm>
#include <utility>

namespace kith::core {
namespace {

steps with(steps along, std::uint32_t end) {
    along.push_back(end);
    return along;
}

template <class T>
void append(std::vector<T>& to, std::vector<T> more) {
    std::move(more.begin(), more.end(), std::back_inserter(to));
}

way grouped(way::kind by, std::vector<way> of) {
    way out;
    out.by = by;
    out.of = std::move(of);
    return out;
}

way way_from(const steps& along, std::uint32_t end, const known_row& member) {
    way out;
    out.by = way::kind::row;
    out.along = with(along, end);
    out.known = member;
    return out;
}

std::vector<steps> looks_at(const steps& along) {
    return along.empty() ? std::vector<steps>() : std::vector<steps>{along};
}

}  // namespace

void expect_own(const extent& target, const known_row& member) {
    if (member.in == &target) return;
    throw usage_error(errc::foreign_ref, "kith: a " + target.type().name +
                                             " ref of another graph is linked to nothing here; find the "
                                             "entity that is meant in this graph, by its id");
}

bool compare_numbers(comparison how, long double left, long double right) noexcept {
    switch (how) {
        case comparison::equal: return left == right;
        case comparison::less: return left < right;
        case comparison::less_equal: return left <= right;
        case comparison::greater: return left > right;
        case comparison::greater_equal: return left >= right;
    }
    return false;
}

criterion both(criterion a, criterion b) {
    append(a.ways, std::move(b.ways));
    append(a.looks, std::move(b.looks));
    a.holds = [x = std::move(a.holds), y = std::move(b.holds)](const extent& in, slot row) {
        return x(in, row) && y(in, row);
    };
    return a;
}

criterion either(criterion a, criterion b) {
    std::vector<way> ways;
    if (!a.ways.empty() && !b.ways.empty())
        ways.push_back(grouped(way::kind::either, {grouped(way::kind::both, std::move(a.ways)),
                                                   grouped(way::kind::both, std::move(b.ways))}));
    a.ways = std::move(ways);
    append(a.looks, std::move(b.looks));
    a.holds = [x = std::move(a.holds), y = std::move(b.holds)](const extent& in, slot row) {
        return x(in, row) || y(in, row);
    };
    return a;
}

criterion negated(criterion a) {
    // What finds all of which something holds does not find the others.
    a.ways.clear();
    a.holds = [x = std::move(a.holds)](const extent& in, slot row) { return !x(in, row); };
    return a;
}

criterion never() {
    return {[](const extent&, slot) { return false; }, {way{}}, {}};
}

criterion any_linked(const steps& along, std::uint32_t end, criterion wanted) {
    criterion out;
    const steps there = with(along, end);
    // A group of its own: of two questions to a list, each may be answered by another member.
    if (!wanted.ways.empty()) {
        out.ways.push_back(grouped(way::kind::both, std::move(wanted.ways)));
        out.ways.back().along = there;
    }
    out.looks.push_back(there);
    for (const steps& beyond : wanted.looks) {
        out.looks.push_back(there);
        out.looks.back().insert(out.looks.back().end(), beyond.begin(), beyond.end());
    }
    out.holds = [along, end, holds = std::move(wanted.holds)](const extent& in, slot row) {
        const row_place at = follow(in, row, along);
        const extent& target = *at.in->end(end).target;
        const auto members = at.in->linked(end, at.row);
        return std::any_of(members.begin(), members.end(),
                           [&](slot member) { return holds(target, member); });
    };
    return out;
}

criterion none_linked(const steps& along, std::uint32_t end) {
    return {[along, end](const extent& in, slot row) {
                const row_place at = follow(in, row, along);
                return at.in->linked(end, at.row).empty();
            },
            {},
            looks_at(along)};
}

criterion linked_with(const steps& along, std::uint32_t end, const known_row& member) {
    return {[along, end, member](const extent& in, slot row) {
                const row_place at = follow(in, row, along);
                const link_end& link = at.in->end(end);
                expect_own(*link.target, member);
                return at.row != 0 && member.still_there() &&
                       link.relation->linked(link.side, at.row, member.row);
            },
            {way_from(along, end, member)},
            looks_at(along)};
}

criterion linked_with_any(const steps& along, std::uint32_t end, std::vector<known_row> members) {
    criterion out;
    std::vector<way> each;
    for (const known_row& member : members) each.push_back(way_from(along, end, member));
    out.ways.push_back(grouped(way::kind::either, std::move(each)));
    out.looks = looks_at(along);
    const auto by_row = [](const known_row& a, const known_row& b) { return a.row < b.row; };
    std::sort(members.begin(), members.end(), by_row);
    out.holds = [along, end, by_row, members = std::move(members)](const extent& in, slot row) {
        const row_place at = follow(in, row, along);
        const link_end& link = at.in->end(end);
        const auto [first, last] = std::equal_range(members.begin(), members.end(),
                                                    known_row(link.target, link.partner(at.row)), by_row);
        return std::any_of(first, last, [&](const known_row& member) {
            expect_own(*link.target, member);
            return member.still_there();
        });
    };
    return out;
}

criterion count_linked(const steps& along, std::uint32_t end, comparison how, long double number) {
    return {[along, end, how, number](const extent& in, slot row) {
                const row_place at = follow(in, row, along);
                const auto count = at.in->linked(end, at.row).size();
                return compare_numbers(how, static_cast<long double>(count), number);
            },
            {},
            looks_at(along)};
}

}  // namespace kith::core
