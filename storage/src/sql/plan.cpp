#include "pair_order.hpp"
#include "row_order.hpp"

#include <kith/storage/sql/plan.hpp>

#include <algorithm>
#include <cstring>
#include <limits>
#include <string>
#include <unordered_map>

namespace kith::storage::sql {
namespace {

using core::row_change;

constexpr std::uint32_t no_column = std::numeric_limits<std::uint32_t>::max();

std::string bytes_of(key id) {
    std::string out(sizeof id, '\0');
    std::memcpy(out.data(), &id, sizeof id);
    return out;
}

class planning {
public:
    planning(const core::graph& graph, const tables& all, const core::changes& changes,
             const core::checkpoint* since)
        : graph_(graph), all_(all), changes_(changes), since_(since), updates_(all.types.size()),
          erased_(all.types.size()) {}

    plan run() {
        unlink();
        collect();
        for (const std::uint32_t type : all_.order) let_go(type);
        remove();
        for (const std::uint32_t type : all_.order) park(type);
        for (const std::uint32_t type : all_.order)
            for (const update& each : updates_[type])
                add_columns(step::what::update, type, each.change->row, each.change->id, each.columns);
        insert();
        link();
        return std::move(plan_);
    }

private:
    /// What is left to do for an updated row.
    struct update {
        const row_change* change;
        std::vector<std::uint32_t> columns;
        std::vector<std::uint32_t> parked;
    };

    void add_columns(step::what kind, std::uint32_t type, slot row, key id,
                     const std::vector<std::uint32_t>& columns) {
        if (columns.empty()) return;
        step next{kind,
                  false,
                  type,
                  row,
                  id,
                  0,
                  static_cast<std::uint32_t>(plan_.columns.size()),
                  static_cast<std::uint32_t>(columns.size())};
        plan_.columns.insert(plan_.columns.end(), columns.begin(), columns.end());
        plan_.steps.push_back(next);
    }

    [[nodiscard]] std::uint32_t pair_table(std::uint32_t relation) const {
        return static_cast<std::uint32_t>(&all_.of_relation(relation) - all_.pairs.data());
    }

    void unlink() {
        for (const core::pair_changes& each : changes_.pairs) {
            const std::uint32_t table = pair_table(each.relation);
            for (const auto& [a, b] : each.unlinked)
                plan_.steps.push_back({step::what::unlink, false, table, 0, a, b, 0, 0});
            plan_.unlinked += each.unlinked.size();
        }
    }

    [[nodiscard]] std::uint32_t key_column(std::uint32_t type, std::uint32_t end) const {
        const auto& columns = all_.types[type].columns;
        for (std::uint32_t i = 0; i < columns.size(); ++i)
            if (columns[i].role == role::key && columns[i].index == end) return i;
        return no_column;
    }

    void collect() {
        for (std::uint32_t type = 0; type < all_.types.size(); ++type) {
            for (const row_change& each : changes_.rows[type]) {
                if (each.kind == row_change::what::erased) erased_[type].push_back(each.id);
                if (each.kind != row_change::what::updated) continue;
                update next{&each, {}, {}};
                for (const std::uint32_t field : each.columns) next.columns.push_back(field + 1);
                for (const std::uint32_t end : each.ends)
                    if (const std::uint32_t column = key_column(type, end); column != no_column)
                        next.columns.push_back(column);
                if (next.columns.empty()) continue;
                updates_[type].push_back(std::move(next));
                ++plan_.updated;
            }
            std::sort(erased_[type].begin(), erased_[type].end());
        }
    }

    [[nodiscard]] const core::link_end& end_of(std::uint32_t type, const column& key) const {
        return graph_.at(type).end(key.index);
    }
    [[nodiscard]] key partner_now(std::uint32_t type, const column& key, slot row) const {
        const core::link_end& end = end_of(type, key);
        return end.target->rows().id(end.relation->partner(end.side, row));
    }
    /// A row that lived in another slot then, as happens when ids are given again after a rollback.
    [[nodiscard]] bool moved(std::uint32_t type, const row_change& change) const {
        return since_->id_then(graph_.at(type), change.row) != change.id;
    }

    // A row that referred to one that is deleted refers to another, or none, before that is deleted.
    void let_go(std::uint32_t type) {
        const auto& columns = all_.types[type].columns;
        for (update& each : updates_[type]) {
            std::vector<std::uint32_t> early;
            for (const std::uint32_t number : each.columns) {
                const column& key = columns[number];
                if (!key.is_key() || erased_[key.refers_to].empty()) continue;
                const auto& gone = erased_[key.refers_to];
                if (!moved(type, *each.change) &&
                    !std::binary_search(gone.begin(), gone.end(),
                                        since_->partner_then(end_of(type, key), each.change->row)))
                    continue;
                // What is unique may still be held by a row that is updated later.
                if (key.unique && partner_now(type, key, each.change->row) != 0)
                    each.parked.push_back(number);
                else
                    early.push_back(number);
            }
            for (const std::uint32_t number : early) std::erase(each.columns, number);
            add_columns(step::what::park, type, each.change->row, each.change->id, each.parked);
            add_columns(step::what::update, type, each.change->row, each.change->id, early);
        }
    }

    /// Types that refer to each other, or to themselves, in the order of all types.
    [[nodiscard]] std::vector<std::vector<std::uint32_t>> groups() const {
        std::vector<std::vector<std::uint32_t>> out;
        for (const std::uint32_t type : all_.order) {
            if (out.empty() || all_.group[out.back().front()] != all_.group[type]) out.emplace_back();
            out.back().push_back(type);
        }
        return out;
    }
    [[nodiscard]] bool refers_within_group(std::uint32_t type, const column& each) const {
        return each.is_key() && all_.group[each.refers_to] == all_.group[type];
    }
    [[nodiscard]] bool has_references_within(const std::vector<std::uint32_t>& group) const {
        return std::any_of(group.begin(), group.end(), [&](std::uint32_t type) {
            const auto& columns = all_.types[type].columns;
            return std::any_of(columns.begin(), columns.end(),
                               [&](const column& each) { return refers_within_group(type, each); });
        });
    }

    /// The rows of a group that were erased or added, referred ones first.
    template <class PartnerOf>
    row_order order_group(const std::vector<std::uint32_t>& group, row_change::what kind,
                          std::vector<moving_row>& rows, PartnerOf&& partner_of) const {
        for (const std::uint32_t type : group)
            for (const row_change& each : changes_.rows[type])
                if (each.kind == kind) rows.push_back({type, each.row, each.id});
        row_order order;
        if (!has_references_within(group)) {
            for (std::uint32_t i = 0; i < rows.size(); ++i) order.order.push_back(i);
            return order;
        }
        return order_rows(rows,
                          [&](const moving_row& row, std::size_t n, std::pair<std::uint32_t, key>& out) {
                              const auto& columns = all_.types[row.type].columns;
                              if (n >= columns.size()) return false;
                              out = {0, 0};
                              if (refers_within_group(row.type, columns[n]))
                                  out = {columns[n].refers_to, partner_of(row, columns[n])};
                              return true;
                          });
    }

    void remove() {
        auto all_groups = groups();
        std::reverse(all_groups.begin(), all_groups.end());
        for (const auto& group : all_groups) {
            std::vector<moving_row> rows;
            const row_order order = order_group(
                group, row_change::what::erased, rows, [&](const moving_row& row, const column& key) {
                    return since_->partner_then(end_of(row.type, key), row.row);
                });
            for (auto at = order.order.rbegin(); at != order.order.rend(); ++at)
                plan_.steps.push_back(
                    {step::what::remove, order.circle, rows[*at].type, 0, rows[*at].id, 0, 0, 0});
            plan_.deleted += rows.size();
        }
    }

    [[nodiscard]] std::optional<std::string> unique_then(std::uint32_t type, const column& of,
                                                         slot row) const {
        if (!of.is_key()) return since_->value_then(graph_.at(type).column(of.index), row);
        const key id = since_->partner_then(end_of(type, of), row);
        return id == 0 ? std::nullopt : std::optional(bytes_of(id));
    }
    [[nodiscard]] std::optional<std::string> unique_now(std::uint32_t type, const column& of,
                                                        slot row) const {
        const core::extent& in = graph_.at(type);
        if (of.is_key()) {
            const key id = partner_now(type, of, row);
            return id == 0 ? std::nullopt : std::optional(bytes_of(id));
        }
        if (in.is_null(of.index, row)) return std::nullopt;
        if (schema::is_string(of.field->kind)) return std::string(in.text(of.index, row));
        const std::size_t width = of.field->width;
        return std::string(reinterpret_cast<const char*>(in.cells(of.index)) + row * width, width);
    }

    // Rows whose unique value another row is about to take, before they have got their own new one.
    void park(std::uint32_t type) {
        const auto& columns = all_.types[type].columns;
        auto& updates = updates_[type];
        std::vector<std::vector<std::uint32_t>> parked(updates.size());
        for (std::uint32_t number = 1; number < columns.size(); ++number) {
            if (!columns[number].unique) continue;
            std::vector<std::size_t> changing;
            for (std::size_t i = 0; i < updates.size(); ++i)
                if (std::count(updates[i].columns.begin(), updates[i].columns.end(), number) != 0 &&
                    std::count(updates[i].parked.begin(), updates[i].parked.end(), number) == 0)
                    changing.push_back(i);
            if (changing.empty()) continue;
            std::unordered_map<std::string, std::size_t> holders;
            for (const std::size_t i : changing) {
                if (moved(type, *updates[i].change))
                    parked[i].push_back(number);
                else if (auto value = unique_then(type, columns[number], updates[i].change->row))
                    holders.emplace(std::move(*value), i);
            }
            for (std::size_t i = 0; i < updates.size(); ++i) {
                if (std::count(updates[i].columns.begin(), updates[i].columns.end(), number) == 0) continue;
                const auto value = unique_now(type, columns[number], updates[i].change->row);
                const auto holder = value ? holders.find(*value) : holders.end();
                if (holder == holders.end() || holder->second == i) continue;
                parked[holder->second].push_back(number);
                holders.erase(holder);
            }
        }
        for (std::size_t i = 0; i < updates.size(); ++i)
            add_columns(step::what::park, type, updates[i].change->row, updates[i].change->id, parked[i]);
    }

    void insert() {
        for (const auto& group : groups()) {
            std::vector<moving_row> rows;
            const row_order order = order_group(group, row_change::what::added, rows,
                                                [&](const moving_row& row, const column& key) {
                                                    return partner_now(row.type, key, row.row);
                                                });
            for (const std::uint32_t at : order.order)
                plan_.steps.push_back(
                    {step::what::insert, false, rows[at].type, rows[at].row, rows[at].id, 0, 0, 0});
            plan_.inserted += rows.size();
        }
    }

    void link() {
        for (const core::pair_changes& each : changes_.pairs) {
            const std::uint32_t table = pair_table(each.relation);
            for (const auto& [a, b] : ordered_pairs(graph_, each.relation, each.linked))
                plan_.steps.push_back({step::what::link, false, table, 0, a, b, 0, 0});
            plan_.linked += each.linked.size();
        }
    }

    const core::graph& graph_;
    const tables& all_;
    const core::changes& changes_;
    const core::checkpoint* since_;  // there when rows were updated or erased
    plan plan_;
    std::vector<std::vector<update>> updates_;  // by type
    std::vector<std::vector<key>> erased_;      // by type, ascending
};

}  // namespace

plan plan::of(const core::graph& graph, const tables& all, const core::changes& changes,
              const core::checkpoint* since) {
    return planning(graph, all, changes, since).run();
}

core::changes everything(const core::graph& graph) {
    core::changes out;
    out.rows.resize(graph.types());
    for (std::uint32_t type = 0; type < graph.types(); ++type)
        for (const slot row : graph.at(type).rows().all())
            out.rows[type].push_back({row_change::what::added, row, graph.at(type).rows().id(row), {}, {}});
    const schema::catalog& catalog = graph.catalog();
    for (std::uint32_t relation = 0; relation < catalog.relations.size(); ++relation) {
        if (catalog.side_arity(relation, 0) != schema::arity::many ||
            catalog.side_arity(relation, 1) != schema::arity::many)
            continue;
        const auto& side = catalog.relations[relation].sides[0];
        const core::extent& in = graph.at(side.type);
        core::pair_changes pairs{relation, {}, {}};
        for (const slot row : in.rows().all())
            for (const slot member : in.members(side.index, row))
                pairs.linked.emplace_back(in.rows().id(row), in.end(side.index).target->rows().id(member));
        if (!pairs.linked.empty()) out.pairs.push_back(std::move(pairs));
    }
    return out;
}

}  // namespace kith::storage::sql
