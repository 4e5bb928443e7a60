#pragma once

#include "oracle/kith_side.hpp"
#include "support/dice.hpp"

namespace oracle {

/// Thinks up the next step of a program from what a graph holds now, so that most steps name rows that are
/// there. The numbers of rows are their ids.
class random_steps {
public:
    random_steps(const schema& of, kith::core::graph& graph, std::uint64_t seed)
        : schema_(of), graph_(graph), dice_(seed) {
        for (std::uint32_t t = 0; t < graph.types(); ++t)
            for (std::uint32_t e = 0; e < graph.at(t).ends().size(); ++e)
                if (!graph.at(t).end(e).described->hidden) ends_.emplace_back(t, e);
    }

    [[nodiscard]] step next() {
        while (true) {
            made_.clear();
            step out = attempt();
            if (!out.empty()) return out;
        }
    }

private:
    static constexpr std::size_t most_rows = 5;  // of a type

    [[nodiscard]] step attempt() {
        const std::size_t what = dice_.below(100);
        const auto type = static_cast<std::uint32_t>(dice_.below(graph_.types()));
        const std::size_t rows = graph_.at(type).rows().size();
        if (rows == 0 || (what < 25 && rows < most_rows)) return {add(type)};
        if (what < 32) return erase(type);
        if (what < 44 && !schema_.proxies.empty()) return change_proxy();
        if (what < 54) return unit();
        if (what < 60 && !graph_.at(type).columns().empty()) return set(graph_.at(type));
        return change_end();
    }

    [[nodiscard]] call add(std::uint32_t type) {
        const kith::core::extent& in = graph_.at(type);
        call out{.verb = "add", .type = in.type().name, .rows = {number_for_new(in)}};
        for (const kith::core::column& each : in.columns())
            if (dice_.chance(70)) out.cells.emplace_back(each.field->name, pick_value());
        for (const kith::core::link_end& end : in.ends()) {
            if (end.described->hidden || !dice_.chance(end.described->required ? 95 : 35)) continue;
            // Of a row's parent and children not both, or soon all rows are one circle.
            if (kith_side::can_be_cyclic(end) && !out.given.empty() && !dice_.chance(2)) continue;
            auto members = pick_some(*end.target, end.one ? 1 : 3);
            if (!members.empty()) out.given.emplace_back(end.described->name, std::move(members));
        }
        return out;
    }

    [[nodiscard]] step erase(std::uint32_t type) {
        auto rows = pick_some(graph_.at(type), dice_.chance(80) ? 1 : 3);
        return {call{.verb = "erase", .type = graph_.at(type).type().name, .rows = std::move(rows)}};
    }

    [[nodiscard]] step set(const kith::core::extent& in) {
        const auto column = static_cast<std::uint32_t>(dice_.below(in.columns().size()));
        const key row = pick(in);
        // A number that a list keeps cannot be written.
        for (const kith::core::link_end& end : in.ends()) {
            const kith::schema::end& back = end.counterpart();
            if (back.order == kith::schema::ordering::numbered && back.order_column == column &&
                !members_of(end, row).empty())
                return {};
        }
        return {call{.verb = "set",
                     .type = in.type().name,
                     .rows = {row},
                     .member = in.column(column).field->name,
                     .others = {pick_value()}}};
    }
    [[nodiscard]] key pick_value() { return dice_.below(5); }

    [[nodiscard]] step change_end() {
        const auto [type, index] = ends_[dice_.below(ends_.size())];
        const kith::core::extent& in = graph_.at(type);
        const kith::core::link_end& end = in.end(index);
        const key a = pick(in);
        const key b = pick(*end.target);
        if (a == 0 || b == 0) return {};
        if (closes_circle(end, a, b) && !dice_.chance(2)) return {};
        const auto verb = [&](const char* name, std::vector<key> others) {
            return step{call{.verb = name,
                             .type = in.type().name,
                             .rows = {a},
                             .member = end.described->name,
                             .others = std::move(others)}};
        };
        const auto members = members_of(end, a);
        // Mostly a member, so that it comes off.
        const key member = !members.empty() && dice_.chance(85) ? members[dice_.below(members.size())] : b;
        using kith::schema::ordering;
        const ordering order = end.described->order;
        // Whether the program says where members stand: not in sets and maps.
        const bool places = !end.described->as_set && order != ordering::sorted && order != ordering::keyed;
        switch (dice_.below(end.one ? 5 : order == ordering::numbered ? 11 : 9)) {
            case 0:
            case 1:
            case 2: return verb("link", {b});
            case 3: return verb("unlink", {member});
            case 4: return dice_.chance(50) ? verb("clear", {}) : step{};
            case 5:
            case 9: {
                if (!places) return {};
                if (order != ordering::numbered || members.empty()) return verb("insert", {b});
                return verb("insert", {b, members[dice_.below(members.size())]});
            }
            case 6: return places ? verb("replace", {member, b}) : step{};
            case 10:
                return verb("move", {member, members.empty() ? b : members[dice_.below(members.size())]});
            case 7: {
                auto others = pick_others(end, a);
                return others.empty() ? step{} : verb("link", std::move(others));
            }
            default: {
                std::vector<key> wanted = pick_others(end, a);
                if (dice_.chance(20)) wanted.clear();
                if (dice_.chance(40)) wanted.insert(wanted.end(), members.begin(), members.end());
                return verb("assign", std::move(wanted));
            }
        }
    }

    [[nodiscard]] step change_proxy() {
        auto at = schema_.proxies.begin();
        std::advance(at, static_cast<std::ptrdiff_t>(dice_.below(schema_.proxies.size())));
        const auto& [place, proxy] = *at;
        const kith::core::extent& in = graph_.at(place.first);
        const kith::core::extent& between = graph_.at(proxy.between);
        const key a = pick(in);
        if (a == 0) return {};
        if (!proxy.far.empty() && graph_.at(proxy.far).rows().size() == 0) return {};
        const auto verb = [&](const char* name, std::vector<key> others, std::size_t makes) {
            std::vector<key> made;
            for (std::size_t i = 0; i < makes; ++i) made.push_back(number_for_new(between));
            return call{.verb = name,
                        .type = place.first,
                        .rows = {a},
                        .member = place.second,
                        .others = std::move(others),
                        .made = std::move(made)};
        };
        const auto value = [&, &far = proxy.far] {
            return far.empty() ? pick_value() : pick(graph_.at(far));
        };
        const bool room = between.rows().size() < most_rows + 2;
        switch (proxy.kind) {
            case proxy_kind::scalar: {
                const std::size_t what = dice_.below(6);
                if (what == 0) return {verb("proxy_reset", {}, 0)};
                if (what == 1 && proxy.nullable) return {verb("proxy_null", {}, 0)};
                return room ? step{verb("proxy_write", {value()}, 1)} : step{};
            }
            case proxy_kind::map: {
                const std::size_t what = dice_.below(8);
                if (what < 2) return {verb("proxy_drop", {pick_value()}, 0)};
                if (what == 2) return dice_.chance(40) ? step{verb("proxy_clear", {}, 0)} : step{};
                if (!room) return {};
                if (what < 6) return {verb("proxy_put", {pick_value(), value()}, 1)};
                std::vector<key> items;
                for (std::size_t n = 2 * dice_.below(4); n != 0; --n) items.push_back(pick_value());
                return {verb("proxy_fill", items, items.size() / 2)};
            }
            default: {
                const key x = value();
                const std::size_t what = dice_.below(10);
                if (what < 3) return {verb("proxy_remove", {x}, 0)};
                if (what < 5)
                    return proxy.kind == proxy_kind::list ? step{verb("proxy_replace", {x, value()}, 0)}
                                                          : step{};
                if (what == 5) return dice_.chance(40) ? step{verb("proxy_clear", {}, 0)} : step{};
                if (!room) return {};
                if (what < 8) return {verb("proxy_append", {x}, 1)};
                if (what == 8) {
                    step out{verb("proxy_remove", {x}, 0), verb("proxy_append", {x}, 1)};
                    if (dice_.chance(50)) std::swap(out.front(), out.back());
                    return out;
                }
                std::vector<key> wanted;
                for (std::size_t n = dice_.below(4); n != 0; --n) wanted.push_back(value());
                return {verb("proxy_assign", wanted, wanted.size())};
            }
        }
    }

    /// Several calls that are one unit of work: what is lost in it is judged when it ends (K4).
    [[nodiscard]] step unit() {
        const auto [type, index] = ends_[dice_.below(ends_.size())];
        const kith::core::extent& in = graph_.at(type);
        const kith::core::link_end& end = in.end(index);
        const key a = pick(in);
        const key c = pick(in);
        const auto members = a == 0 ? std::vector<key>{} : members_of(end, a);
        if (members.empty()) return {};
        const key b = members[dice_.below(members.size())];
        const key d = pick(*end.target);
        if (closes_circle(end, a, d) || closes_circle(end, c, b)) return {};
        const auto verb = [&](const char* name, key row, std::vector<key> others) {
            return call{.verb = name,
                        .type = in.type().name,
                        .rows = {row},
                        .member = end.described->name,
                        .others = std::move(others)};
        };
        const auto erasing = [](const kith::core::extent& of, key row) {
            return call{.verb = "erase", .type = of.type().name, .rows = {row}};
        };
        const call remove = verb("unlink", a, {b});
        switch (dice_.below(8)) {
            case 0: return {remove, verb("link", c, {b})};  // R103
            case 1: return {remove, verb("link", a, {b})};  // R104
            case 2: return {remove, erasing(in, a)};        // R105
            case 3: return {remove, verb("link", a, {d})};
            case 4: return {verb("clear", a, {}), verb("link", a, {b})};  // R64
            case 5: return {remove, erasing(*end.target, b)};
            case 6: {
                // Members change places (R53).
                const auto theirs = members_of(end, c);
                if (theirs.empty() || a == c || closes_circle(end, a, theirs.front())) return {};
                return {remove, verb("unlink", c, {theirs.front()}), verb("link", a, {theirs.front()}),
                        verb("link", c, {b})};
            }
            default: {
                // One owner after the other, whoever is last has it.
                step out{verb("link", c, {b}), verb("link", a, {b})};
                if (dice_.chance(50)) out.push_back(remove);
                return out;
            }
        }
    }

    /// A row that is there; now and then one that was.
    [[nodiscard]] key pick(const kith::core::extent& in) {
        if (in.rows().size() == 0) return 0;
        if (dice_.chance(1)) return dice_.between(1, in.rows().next_id() - 1);
        std::size_t n = dice_.below(in.rows().size());
        for (const kith::slot row : in.rows().all())
            if (n-- == 0) return in.rows().id(row);
        return 0;
    }
    [[nodiscard]] std::vector<key> pick_some(const kith::core::extent& in, std::size_t most) {
        std::vector<key> out;
        if (in.rows().size() == 0) return out;
        for (std::size_t n = dice_.between(1, most); n != 0; --n) out.push_back(pick(in));
        return out;
    }
    [[nodiscard]] static bool closes_circle(const kith::core::link_end& end, key a, key b) {
        return kith_side::can_be_cyclic(end) && (a == b || kith_side::leads_to(end, b, a));
    }
    /// What a can be linked to without closing a circle.
    [[nodiscard]] std::vector<key> pick_others(const kith::core::link_end& end, key a) {
        std::vector<key> out = pick_some(*end.target, 3);
        std::erase_if(out, [&](key b) { return closes_circle(end, a, b); });
        return out;
    }
    [[nodiscard]] std::vector<key> members_of(const kith::core::link_end& end, key a) const {
        std::vector<key> out;
        for (const kith::slot member : end.owner->linked(end.index, end.owner->rows().find(a)))
            out.push_back(end.target->rows().id(member));
        return out;
    }
    /// The id that the next row of the type gets, counting those that this step makes.
    [[nodiscard]] key number_for_new(const kith::core::extent& in) {
        return in.rows().next_id() + made_[in.number()]++;
    }

    const schema& schema_;
    kith::core::graph& graph_;
    naive::dice dice_;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> ends_;  // type and index
    std::map<std::uint32_t, key> made_;
};

}  // namespace oracle
