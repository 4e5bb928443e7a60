#pragma once

#include "support/naive_graph.hpp"

#include <kith/core/net_changes.hpp>

#include <set>
#include <tuple>

namespace naive {

/// Compares what the engine tells of a difference with two naive states, entity by entity and link by link.
class change_audit {
public:
    change_audit(const kith::core::net_changes& found, const state& before, const state& now)
        : found_(found), before_(before), now_(now) {}

    /// What is told wrongly, or nothing.
    [[nodiscard]] std::string problem() {
        for (std::uint32_t t = 0; t < now_.tables.size(); ++t) expect_rows(t);
        expect(rows_ == found_.rows.size(), "rows that did not change are told");
        for (std::uint32_t r = 0; r < now_.catalog().relations.size(); ++r) expect_links(r);
        for (std::uint32_t t = 0; t < now_.tables.size(); ++t)
            for (std::uint32_t e = 0; e < now_.type(t).ends.size(); ++e) expect_orders({t, e});
        expect(orders_ == found_.orders.size(), "orders that did not change are told");
        expect(found_.empty() == (rows_ == 0 && links_ == 0 && orders_ == 0), "empty is told wrongly");
        const bool sorted =
            std::is_sorted(found_.rows.begin(), found_.rows.end(), [](const auto& a, const auto& b) {
                return std::tuple(a.type, a.kind, a.id) < std::tuple(b.type, b.kind, b.id);
            });
        expect(sorted, "rows are not in order");
        const auto inverse = found_.inverse();
        expect(inverse.inverse() == found_, "the inverse of the inverse is another");
        expect(found_.empty() || !(inverse == found_) || rows_ + links_ == 0, "the inverse is the same");
        return problem_;
    }

private:
    using what = kith::core::row_record::what;

    void expect(bool holds, const std::string& otherwise) {
        if (!holds && problem_.empty()) problem_ = otherwise + "\nall that is told:\n" + found_.print();
    }
    [[nodiscard]] static bool equal(const kith::core::kept_value& found,
                                    const std::optional<std::string>& wanted) {
        return found.null ? !wanted.has_value() : wanted == found.bytes;
    }

    void expect_rows(std::uint32_t t) {
        for (const row& each : before_.tables[t].rows)
            if (now_.find(t, each.id) == nullptr) expect_whole(t, what::erased, each);
        for (const row& each : now_.tables[t].rows) {
            const row* was = before_.find(t, each.id);
            if (was == nullptr)
                expect_whole(t, what::added, each);
            else if (was->cells != each.cells)
                expect_fields(t, *was, each);
        }
    }
    void expect_whole(std::uint32_t t, what kind, const row& wanted) {
        ++rows_;
        const std::string name = now_.type(t).name + " " + std::to_string(wanted.id);
        const auto* const found = found_.find(t, kind, wanted.id);
        expect(found != nullptr, name + ": came or went, which is not told");
        if (found == nullptr) return;
        expect(found->cells.size() == wanted.cells.size(), name + ": is not told whole");
        for (std::size_t i = 0; i < found->cells.size(); ++i)
            expect(equal(found->cells[i], wanted.cells[i]),
                   name + "." + now_.type(t).fields[i].name + ": another value is told");
    }
    void expect_fields(std::uint32_t t, const row& before, const row& after) {
        ++rows_;
        const std::string name = now_.type(t).name + " " + std::to_string(after.id);
        const auto* const found = found_.find(t, what::changed, after.id);
        expect(found != nullptr, name + ": changed, which is not told");
        if (found == nullptr) return;
        std::size_t n = 0;
        for (std::uint32_t i = 0; i < after.cells.size(); ++i) {
            if (before.cells[i] == after.cells[i]) continue;
            const bool there = n < found->fields.size() && found->fields[n].column == i;
            expect(there, name + "." + now_.type(t).fields[i].name + ": changed, which is not told");
            if (!there) return;
            expect(equal(found->fields[n].before, before.cells[i]), name + ": another value before is told");
            expect(equal(found->fields[n].after, after.cells[i]), name + ": another value after is told");
            ++n;
        }
        expect(n == found->fields.size(), name + ": columns that did not change are told");
    }

    void expect_links(std::uint32_t relation) {
        const auto side = now_.catalog().relations[relation].sides[0];
        const auto pairs_of = [&](const state& of) {
            std::set<std::pair<key, key>> out;
            for (const row& each : of.tables[side.type].rows)
                for (const key member : each.links[side.index]) out.emplace(each.id, member);
            return out;
        };
        const auto before = pairs_of(before_);
        const auto now = pairs_of(now_);
        std::vector<std::pair<key, key>> linked, unlinked;
        std::set_difference(now.begin(), now.end(), before.begin(), before.end(), std::back_inserter(linked));
        std::set_difference(before.begin(), before.end(), now.begin(), now.end(),
                            std::back_inserter(unlinked));
        links_ += linked.size() + unlinked.size();
        const auto* const found = found_.links_of(relation);
        const std::string name = now_.type(side.type).name + "." + now_.end({side.type, side.index}).name;
        if (found == nullptr) return expect(linked.empty() && unlinked.empty(), name + ": no links are told");
        expect(found->linked == linked, name + ": other links that came are told");
        expect(found->unlinked == unlinked, name + ": other links that went are told");
        for (const auto& at : now_.catalog().relations[relation].sides) expect_partners({at.type, at.index});
    }
    void expect_partners(place at) {
        if (!now_.is_one(at)) return;
        std::vector<std::tuple<key, key, key>> wanted, told;
        const auto partner = [&](const row& of) {
            return of.links[at.index].empty() ? key{0} : of.links[at.index].front();
        };
        for (const row& each : now_.tables[at.type].rows)
            if (const row* was = before_.find(at.type, each.id);
                was != nullptr && partner(*was) != partner(each))
                wanted.emplace_back(each.id, partner(*was), partner(each));
        std::sort(wanted.begin(), wanted.end());
        for (const auto& each : found_.partners_of(at.type, at.index))
            told.emplace_back(each.id, each.before, each.after);
        expect(told == wanted, now_.type(at.type).name + "." + now_.end(at).name + ": told wrongly");
    }

    void expect_orders(place at) {
        if (now_.is_one(at) || now_.end(at).hidden || now_.end(at).as_set) return;
        for (const row& each : now_.tables[at.type].rows) {
            const row* was = before_.find(at.type, each.id);
            if (was == nullptr) continue;
            if (kept(was->links[at.index], each.links[at.index]) ==
                kept(each.links[at.index], was->links[at.index]))
                continue;
            ++orders_;
            const bool told = std::any_of(found_.orders.begin(), found_.orders.end(), [&](const auto& order) {
                return order.type == at.type && order.end == at.index && order.owner == each.id;
            });
            expect(told, now_.type(at.type).name + " " + std::to_string(each.id) + "." + now_.end(at).name +
                             ": another order is not told");
        }
    }
    [[nodiscard]] static std::vector<key> kept(const std::vector<key>& list, const std::vector<key>& other) {
        std::vector<key> out;
        for (const key each : list)
            if (std::find(other.begin(), other.end(), each) != other.end()) out.push_back(each);
        return out;
    }

    const kith::core::net_changes& found_;
    const state& before_;
    const state& now_;
    std::size_t rows_ = 0;
    std::size_t links_ = 0;
    std::size_t orders_ = 0;
    std::string problem_;
};

}  // namespace naive
