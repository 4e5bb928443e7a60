#pragma once

#include "oracle/program.hpp"
#include "oracle/schema.hpp"

#include <kith/base/error.hpp>
#include <kith/core/adding.hpp>

#include <algorithm>
#include <map>
#include <stdexcept>

namespace oracle {

/// What a step led to: "done", or how it was refused, and the state after it.
struct answer {
    std::string outcome;
    std::string state;
    std::string details{};  ///< of a refusal: what was said
    bool cyclic = false;    ///< some row was its own ancestor, before the step or after it
};

/// A graph of one schema on which programs run, and what it tells about its state.
class kith_side {
public:
    explicit kith_side(const schema& of)
        : schema_(of), graph_(of.catalog, {.max_rows = 100'000, .clock = [] { return kith::timestamp{}; }}) {}

    [[nodiscard]] kith::core::graph& graph() noexcept { return graph_; }

    /// Runs a step as one unit of work.
    answer perform(const step& todo) {
        made_.clear();
        before_.clear();
        for (std::uint32_t t = 0; t < graph_.types(); ++t) before_.push_back(graph_.at(t).rows().next_id());
        answer out{"done", {}};
        out.cyclic = cyclic();
        try {
            if (todo.size() == 1)
                perform(todo.front());
            else
                graph_.as_unit([&] {
                    for (const call& each : todo) perform(each);
                });
            for (const auto& [name, id] : made_) ids_[name] = id;
            name_others();
        } catch (const kith::error& error) {
            out.outcome = word_for(error.code());
            out.details = error.what();
        } catch (const ambiguous&) {
            out.outcome = "ambiguous";
        }
        if (const auto broken = graph_.check(); !broken.empty()) throw std::runtime_error(broken.front());
        out.state = state();
        out.cyclic = out.cyclic || cyclic();
        return out;
    }

    /// Whether b is found from a by following an end between rows of one type.
    [[nodiscard]] static bool leads_to(const kith::core::link_end& end, key a, key b) {
        std::vector<key> seen{a};
        for (std::size_t i = 0; i < seen.size(); ++i)
            for (const kith::slot member : end.owner->linked(end.index, end.owner->rows().find(seen[i]))) {
                const key id = end.owner->rows().id(member);
                if (id == b) return true;
                if (std::find(seen.begin(), seen.end(), id) == seen.end()) seen.push_back(id);
            }
        return false;
    }
    /// Whether an end lets its owner be an ancestor of itself: between rows of one type, and no pairs.
    [[nodiscard]] static bool can_be_cyclic(const kith::core::link_end& end) {
        return end.target == end.owner && (end.one || end.other().one);
    }

    /// The rows of each type, their cells, and the links of each relationship: one text for one state, the same on the
    /// other side. A list is told as a set unless a column orders it: in which order a database tells rows is
    /// nobody's choice.
    [[nodiscard]] std::string state() const {
        std::string out;
        const auto begin = [&out](const std::string& name) { out += (out.empty() ? "" : " | ") + name; };
        for (std::uint32_t t = 0; t < graph_.types(); ++t) {
            begin(graph_.at(t).type().name);
            const kith::core::extent& in = graph_.at(t);
            for (const key id : ids_of(in)) out += " " + std::to_string(id);
            for (std::uint32_t c = 0; c < in.columns().size(); ++c) {
                begin(in.type().name + "." + in.column(c).field->name);
                for (const key id : ids_of(in)) out += " " + std::to_string(id) + "=" + cell(in, c, id);
            }
        }
        for (const shown_pairs& each : schema_.pairs) {
            const kith::core::extent& in = graph_.at(each.type);
            begin(in.type().name + "." + in.end(each.end).described->name);
            for (const key id : ids_of(in)) {
                const std::vector<key> members = each.ordered ? members_in_order(in.end(each.end), id)
                                                              : sorted_members(in.end(each.end), id);
                for (const key member : members)
                    out += " " + std::to_string(id) + ":" + std::to_string(member);
            }
        }
        return out;
    }

    /// The number under which a program knows a row; 0 if it gave it none.
    [[nodiscard]] std::map<std::pair<std::string, key>, key> numbers() const { return ids_; }

private:
    [[nodiscard]] static std::vector<key> ids_of(const kith::core::extent& in) {
        std::vector<key> out;
        for (const kith::slot row : in.rows().all()) out.push_back(in.rows().id(row));
        std::sort(out.begin(), out.end());
        return out;
    }

    [[nodiscard]] static std::string cell(const kith::core::extent& in, std::uint32_t column, key id) {
        const kith::slot row = in.rows().find(id);
        return in.is_null(column, row) ? "-" : std::to_string(in.cell<std::int32_t>(column, row));
    }
    [[nodiscard]] static std::vector<key> members_of(const kith::core::link_end& end, key owner) {
        std::vector<key> out;
        for (const kith::slot member : end.owner->linked(end.index, end.owner->rows().find(owner)))
            out.push_back(end.target->rows().id(member));
        return out;
    }
    [[nodiscard]] static std::vector<key> sorted_members(const kith::core::link_end& end, key owner) {
        std::vector<key> out = members_of(end, owner);
        std::sort(out.begin(), out.end());
        return out;
    }
    /// In the end's order; of those with equal values, which the order leaves open, by id.
    [[nodiscard]] static std::vector<key> members_in_order(const kith::core::link_end& end, key owner) {
        std::vector<key> out = members_of(end, owner);
        const auto value = [&](key id) { return cell(*end.target, end.described->order_column, id); };
        for (auto first = out.begin(); first != out.end();) {
            const auto last =
                std::find_if(first, out.end(), [&](key id) { return value(id) != value(*first); });
            std::sort(first, last);
            first = last;
        }
        return out;
    }
    [[nodiscard]] bool cyclic() const {
        for (std::uint32_t t = 0; t < graph_.types(); ++t)
            for (const kith::core::link_end& end : graph_.at(t).ends())
                if (end.side == 0 && can_be_cyclic(end))
                    for (const key id : ids_of(graph_.at(t)))
                        if (leads_to(end, id, id)) return true;
        return false;
    }

    [[nodiscard]] static std::string word_for(kith::errc code) {
        switch (code) {
            case kith::errc::entity_gone:
            case kith::errc::null_ref: return "gone";
            case kith::errc::not_a_member: return "absent";
            case kith::errc::unique_taken: return "taken";
            case kith::errc::required_empty: return "required";
            default: return kith::name_of(code);
        }
    }

    [[nodiscard]] kith::slot find(const kith::core::extent& in, key number) const {
        const auto found = ids_.find({in.type().name, number});
        const kith::slot row = found == ids_.end() ? 0 : in.rows().find(found->second);
        if (row == 0)
            throw kith::lookup_error(kith::errc::entity_gone, "the program names a row that is gone");
        return row;
    }
    [[nodiscard]] std::vector<kith::slot> find(const kith::core::extent& in,
                                               const std::vector<key>& numbers) const {
        std::vector<kith::slot> out;
        for (const key each : numbers) out.push_back(find(in, each));
        return out;
    }

    void perform(const call& todo) {
        kith::core::extent& in = graph_.at(todo.type);
        if (todo.verb == "add") return add(in, todo);
        if (todo.verb == "erase") return graph_.erase(in, find(in, todo.rows));
        const kith::slot row = find(in, todo.rows.front());
        if (todo.verb == "set") {
            const auto value = static_cast<std::int32_t>(todo.others.front());
            return graph_.set(in, in.find_column(todo.member).value(), row, &value);
        }
        if (const auto proxy = schema_.proxies.find({todo.type, todo.member}); proxy != schema_.proxies.end())
            return perform(proxy->second, in, row, todo);
        const std::uint32_t end = in.find_end(todo.member).value();
        const std::vector<kith::slot> others = find(*in.end(end).target, todo.others);
        if (todo.verb == "link")
            others.size() == 1 ? graph_.link(in, end, row, others.front())
                               : graph_.link(in, end, row, std::span(others));
        else if (todo.verb == "insert")
            graph_.insert(in, end, row, others.size() == 1 ? 0 : place_of(in, end, row, others.back()),
                          others.front());
        else if (todo.verb == "move")
            graph_.move(in, end, row, place_of(in, end, row, others.front()),
                        place_of(in, end, row, others.back()));
        else if (todo.verb == "unlink")
            graph_.unlink(in, end, row, others.front());
        else if (todo.verb == "clear")
            graph_.clear(in, end, row);
        else if (todo.verb == "replace")
            graph_.replace(in, end, row, place_of(in, end, row, others.front()), others.back());
        else if (todo.verb == "assign")
            graph_.assign(in, end, row, others);
        else
            throw std::logic_error("unknown verb " + todo.verb);
    }

    /// Rows that came without the program giving them a number go by their ids.
    void name_others() {
        for (std::uint32_t t = 0; t < graph_.types(); ++t)
            for (key id = before_[t]; id < graph_.at(t).rows().next_id(); ++id)
                if (std::none_of(made_.begin(), made_.end(), [&](const auto& each) {
                        return each.second == id && each.first.first == graph_.at(t).type().name;
                    }))
                    ids_[{graph_.at(t).type().name, id}] = id;
    }

    void add(kith::core::extent& in, const call& todo) {
        std::vector<std::pair<std::uint32_t, std::vector<kith::slot>>> links;
        for (const auto& [member, members] : todo.given) {
            const std::uint32_t end = in.find_end(member).value();
            links.emplace_back(end, find(*in.end(end).target, members));
        }
        kith::core::adding made(in);
        made.set_initial();
        for (const auto& [column, given] : todo.cells) {
            const auto value = static_cast<std::int32_t>(given);
            made.set(in.find_column(column).value(), &value);
        }
        for (const auto& [end, members] : links)
            for (const kith::slot member : members) made.link(end, member);
        made_.emplace_back(std::pair{todo.type, todo.rows.front()}, in.rows().id(made.finish()));
    }

    void perform(const proxy_verbs& proxy, kith::core::extent& in, kith::slot row, const call& todo) {
        kith::core::extent& between = graph_.at(proxy.between);
        const key next = between.rows().next_id();
        std::vector<std::uint64_t> given(todo.others);
        if (!proxy.far.empty()) {
            const auto slots = find(graph_.at(proxy.far), todo.others);
            given.assign(slots.begin(), slots.end());
        }
        proxy.perform(in, row, todo.verb, given);
        for (std::size_t i = 0; i < todo.made.size() && next + i < between.rows().next_id(); ++i)
            made_.emplace_back(std::pair{proxy.between, todo.made[i]}, next + i);
    }

    [[nodiscard]] static std::size_t place_of(const kith::core::extent& in, std::uint32_t end, kith::slot row,
                                              kith::slot member) {
        std::size_t n = 0;
        for (const kith::slot each : in.members(end, row)) {
            if (each == member) return n;
            ++n;
        }
        throw kith::lookup_error(kith::errc::not_a_member, "the program names a member that is none");
    }

    const schema& schema_;
    kith::core::graph graph_;
    std::map<std::pair<std::string, key>, key> ids_;
    std::vector<std::pair<std::pair<std::string, key>, key>> made_;
    std::vector<key> before_;  // the next id of each type when the step began
};

}  // namespace oracle
