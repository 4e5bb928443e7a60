#include <kith/base/error.hpp>
#include <kith/core/commits.hpp>
#include <kith/core/graph.hpp>

#include <algorithm>
#include <numeric>
#include <utility>

namespace kith::core {
namespace {

using schema::ordering;

std::string name_of(const link_end& end) {
    return "kith: " + end.owner->type().name + "." + end.described->name;
}

void expect_many(const link_end& end, const char* verb) {
    if (end.one)
        throw usage_error(errc::not_a_list, name_of(end) + " holds one " + end.target->type().name + "; " +
                                                verb + " is for lists");
}

// A place among the members is the caller's to choose.
void expect_places(const link_end& end, const char* verb) {
    expect_many(end, verb);
    if (end.described->order == ordering::sorted)
        throw usage_error(errc::order_kept, name_of(end) + " is ordered by " + end.target->type().name + "." +
                                                end.described->order_by + ", so that " + verb +
                                                " has no place to choose; change that column");
    if (end.described->as_set)
        throw usage_error(errc::order_kept, name_of(end) + " is a set, in which " + verb +
                                                " has no place to choose; leave out kith::as_set");
}

void expect_index(const link_end& end, std::size_t n, std::size_t size) {
    if (n < size) return;
    throw lookup_error(errc::out_of_range, name_of(end) + " has " + std::to_string(size) +
                                               " members; there is none at " + std::to_string(n));
}

}  // namespace

void graph::insert(extent& in, std::uint32_t index, slot a, std::size_t n, slot b) {
    const link_end& end = in.ends_[index];
    expect_places(end, "insert");
    expect_alive(in, a);
    expect_alive(*end.target, b);
    if (end.relation->linked(end.side, a, b)) return;
    as_unit([&] {
        link(in, index, a, b);
        const std::size_t last = in.members(index, a).size() - 1;
        if (n < last) move(in, index, a, last, n);
    });
}

void graph::move(extent& in, std::uint32_t index, slot a, std::size_t from, std::size_t to) {
    if (opens_told_unit()) [[unlikely]]
        return commits_->run([&] { move(in, index, a, from, to); });
    const link_end& end = in.ends_[index];
    expect_places(end, "move");
    expect_alive(in, a);
    const std::size_t size = in.members(index, a).size();
    expect_index(end, from, size);
    expect_index(end, to, size);
    if (from == to) return;
    rearrange(end, a, std::min(from, to), [&] {
        end.relation->close_holes(end.side, a);
        end.relation->move(end.side, a, static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to));
    });
}

void graph::swap(extent& in, std::uint32_t index, slot a, std::size_t one, std::size_t two) {
    if (opens_told_unit()) [[unlikely]]
        return commits_->run([&] { swap(in, index, a, one, two); });
    const link_end& end = in.ends_[index];
    expect_places(end, "swap");
    expect_alive(in, a);
    const auto members = in.members(index, a);
    expect_index(end, one, members.size());
    expect_index(end, two, members.size());
    if (one == two) return;
    rearrange(end, a, std::min(one, two), [&] {
        end.relation->swap(end.side, a, static_cast<std::uint32_t>(members.place_of(one)),
                           static_cast<std::uint32_t>(members.place_of(two)));
    });
}

// Gives members other places; nobody comes or goes, so that nothing is told (R152).
template <class Change>
void graph::rearrange(const link_end& end, slot a, std::size_t from, Change&& change) {
    const auto work = [&] {
        log_.begin_operation();
        end.relation->reserve_reorder(end.side, a);
        change();
    };
    if (end.described->order != ordering::numbered) return work();
    as_unit([&] {
        work();
        number_members(end, a, from);
    });
}

void graph::replace(extent& in, std::uint32_t index, slot a, std::size_t n, slot b) {
    expect_index(in.ends_[index], n, in.linked(index, a).size());
    splice(in, index, a, n, 1, {&b, 1});
}

void graph::splice(extent& in, std::uint32_t index, slot a, std::size_t first, std::size_t count,
                   std::span<const slot> with) {
    const link_end& end = in.ends_[index];
    expect_places(end, count == 1 && with.size() == 1 ? "replace" : "splice");
    expect_alive(in, a);
    const auto members = in.members(index, a);
    if (first > members.size() || count > members.size() - first)
        expect_index(end, std::max(first, first + count - 1), members.size());
    // What is put there leaves the place that it had.
    std::vector<slot> put(with.begin(), with.end());
    std::sort(put.begin(), put.end());
    std::vector<slot> wanted;
    wanted.reserve(members.size() + with.size());
    std::size_t n = 0;
    for (const slot each : members) {
        if (n == first) wanted.insert(wanted.end(), with.begin(), with.end());
        const bool replaced = n >= first && n < first + count;
        if (!replaced && !std::binary_search(put.begin(), put.end(), each)) wanted.push_back(each);
        ++n;
    }
    if (first == n) wanted.insert(wanted.end(), with.begin(), with.end());
    assign(in, index, a, wanted);
}

void graph::assign(extent& in, std::uint32_t index, slot a, std::span<const slot> wanted_members) {
    const link_end& end = in.ends_[index];
    expect_many(end, "assign");
    expect_alive(in, a);
    // The span may be a view of a list that shrinks meanwhile (R37): copied, as validators give them.
    std::vector<slot> given(wanted_members.begin(), wanted_members.end());
    for (slot& b : given) {
        expect_alive(*end.target, b);
        if (end.watch != nullptr) b = validated(end, a, b);
    }
    std::vector<slot> sorted = given;
    std::sort(sorted.begin(), sorted.end());
    sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
    if (sorted.size() > end.described->at_most) fail_room(end, a, sorted.size());
    const auto rank_of = [&](slot b) {
        return static_cast<std::size_t>(std::lower_bound(sorted.begin(), sorted.end(), b) - sorted.begin());
    };
    std::vector<slot> wanted;
    wanted.reserve(sorted.size());
    std::vector<std::uint32_t> ranks(sorted.size());
    for (const slot b : given)
        if (std::exchange(ranks[rank_of(b)], 1U) == 0) wanted.push_back(b);
    as_unit([&] {
        std::vector<slot> gone;
        for (const slot b : in.members(index, a))
            if (!std::binary_search(sorted.begin(), sorted.end(), b)) gone.push_back(b);
        // From behind, or one that goes would be numbered anew before it has gone.
        if (end.described->order == ordering::numbered) std::reverse(gone.begin(), gone.end());
        // Those who come are told before those who go (R153), unless the end has no room for both.
        const bool crowded = end.described->at_most < gone.size() + sorted.size();
        const auto release = [&] {
            for (const slot b : gone)
                if (end.relation->linked(end.side, a, b)) {  // else another took its key
                    if (end.watch != nullptr) ask_removal(end, a, b, false);
                    unlink_pair(end, a, b);
                }
        };
        if (crowded) release();
        for (const slot b : wanted) link_valid(end, a, b);
        if (!crowded) release();
        if (end.described->as_set || end.described->order == ordering::sorted) return;
        // The members are the wanted ones now, but for two under one key, in some order: give them theirs.
        std::uint32_t at = 0;
        bool in_order = true;
        const auto members = in.members(index, a);
        std::vector<std::uint32_t> place(sorted.size(), UINT32_MAX);
        for (const slot b : members) {
            in_order &= wanted[at] == b;
            place[rank_of(b)] = at++;
        }
        if (in_order) return;
        std::vector<std::uint32_t> order;
        order.reserve(members.size());
        for (const slot b : wanted)
            if (place[rank_of(b)] != UINT32_MAX) order.push_back(place[rank_of(b)]);
        reorder(in, index, a, order);
    });
}

void graph::reorder(extent& in, std::uint32_t index, slot a, std::span<const std::uint32_t> order) {
    if (opens_told_unit()) [[unlikely]]
        return commits_->run([&] { reorder(in, index, a, order); });
    const link_end& end = in.ends_[index];
    expect_places(end, "reorder");
    expect_alive(in, a);
    const auto members = in.members(index, a);
    std::vector<std::uint32_t> places;  // of the members, holes skipped
    places.reserve(members.size());
    for (std::uint32_t place = 0; place < members.places(); ++place)
        if (members.data()[place] != 0) places.push_back(place);
    std::vector<std::uint32_t> wanted;
    wanted.reserve(order.size());
    std::vector<bool> taken(members.size());
    for (const std::uint32_t n : order) {
        if (n >= places.size() || taken[n]) break;
        taken[n] = true;
        wanted.push_back(places[n]);
    }
    if (wanted.size() != members.size())
        throw usage_error(errc::out_of_range, "kith: " + in.type().name + "." + end.described->name +
                                                  ": a new order must name each of the " +
                                                  std::to_string(members.size()) + " members once");
    rearrange(end, a, 0, [&] { end.relation->reorder(end.side, a, wanted.data(), wanted.size()); });
}

}  // namespace kith::core
