#include <kith/base/error.hpp>
#include <kith/core/commits.hpp>
#include <kith/core/graph.hpp>

#include <algorithm>
#include <map>
#include <tuple>

namespace kith::core {
// The plan lists rows in the order they are found, owners before what they take along, without recursion:
// the depth of a graph costs no stack.
void graph::plan_erase(std::span<const std::pair<extent*, slot>> roots) {
    const auto add = [this](extent& in, slot row) {
        if (in.going_.empty()) {
            leaving_.push_back(&in);
            in.going_.reserve_slots(in.rows_.end());
        }
        if (!in.going_.add(row)) return;
        if (plan_.empty() || plan_.back().in != &in) plan_.push_back({&in, in.going_.size() - 1, 0});
        ++plan_.back().count;
    };
    for (const auto& [in, row] : roots) add(*in, row);
    const auto takes_along = [](const link_end& end) {
        return end.described->cascade.remove || end.described->cascade.orphan;
    };
    for (std::size_t i = 0; i < plan_.size(); ++i) {
        extent& in = *plan_[i].in;
        if (std::none_of(in.ends_.begin(), in.ends_.end(), takes_along)) continue;
        for (std::size_t n = 0; n < plan_[i].count; ++n) {
            const slot row = in.going_.rows()[plan_[i].first + n];
            for (const link_end& end : in.ends_)
                if (takes_along(end))
                    for (const slot member : in.linked(end.index, row)) add(*end.target, member);
        }
    }
}

// Finds what a plan leaves behind that must not be left: `refuse` is told who and why. A number of members is
// not known before all is done, and what a transaction may yet mend is not refused here.
void graph::judge_plan(const refusal& refuse) {
    std::map<std::pair<const link_end*, slot>, std::size_t> losses;
    const auto wanted = [](const link_end& end) {
        return end.described->cascade.deny || end.counterpart().at_least != 0 ||
               (end.target->required_ != 0 && end.counterpart().required);
    };
    const auto judge = [&](const extent& in, const link_end& end, slot row) {
        const std::uint32_t least = end.counterpart().at_least;
        for (const slot member : in.linked(end.index, row)) {
            if (end.target->going_.has(member)) continue;
            if (end.described->cascade.deny)
                refuse(errc::erase_denied, in, row,
                       print(in, row) + " cannot be erased: its " + end.described->name +
                           " (cascade deny) still has " + print(*end.target, member) +
                           "; erase or release its members first");
            if (end.counterpart().required && !in_transaction())
                refuse(errc::required_empty, *end.target, member,
                       end.target->type().name + "." + end.counterpart().name + " is required, and " +
                           print(*end.target, member) + " would be left without " + print(in, row));
            if (least == 0 || in_transaction()) continue;
            const std::size_t lost = ++losses[{end.opposite, member}];
            const std::size_t left = end.relation->count(end.side ^ 1U, member) - lost;
            if (left + 1 != least) continue;  // told once: when there is one too few
            refuse(errc::too_few_members, *end.target, member,
                   end.target->type().name + "." + end.counterpart().name + " wants at least " +
                       std::to_string(least) + " members, and " + print(*end.target, member) +
                       " would have fewer");
        }
    };
    if (std::none_of(leaving_.begin(), leaving_.end(), [&](const extent* in) {
            return std::any_of(in->ends_.begin(), in->ends_.end(), wanted);
        }))
        return;
    each_planned([&](const extent& in, slot row) {
        for (const link_end& end : in.ends_)
            if (wanted(end)) judge(in, end, row);
    });
}

// Those who stay and lose what they must have are looked at when the unit of work ends.
void graph::note_plan() {
    each_planned([this](const extent& in, slot row) {
        for (const link_end& end : in.ends_) {
            if (end.counterpart().at_least == 0 && !end.counterpart().required) continue;
            for (const slot member : in.linked(end.index, row))
                if (!end.target->going_.has(member))
                    pending_.push_back({end.target->number(), member, end.target->rows_.id(member), -1});
        }
    });
}

// The lists that stay, lose members by the plan and number them.
std::vector<std::pair<const link_end*, slot>> graph::numbered_lists() const {
    std::vector<std::pair<const link_end*, slot>> out;
    for (const extent* in : leaving_)
        for (const link_end& end : in->ends_) {
            if (end.opposite->described->order != schema::ordering::numbered) continue;
            for (const slot row : in->going_.rows())
                if (const slot owner = end.partner(row); owner != 0 && !end.target->going_.has(owner))
                    out.emplace_back(end.opposite, owner);
        }
    const auto order = [](const auto& each) {
        return std::tuple(each.first->owner->number(), each.first->index, each.second);
    };
    std::sort(out.begin(), out.end(), [&](const auto& x, const auto& y) { return order(x) < order(y); });
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

void graph::erase(extent& in, std::span<const slot> rows) {
    std::vector<std::pair<extent*, slot>> roots;
    roots.reserve(rows.size());
    for (const slot row : rows) {
        expect_alive(in, row);
        roots.emplace_back(&in, row);
    }
    erase_all(roots);
}

void graph::erase(extent& in, slot row) {
    expect_alive(in, row);
    const std::pair<extent*, slot> root{&in, row};
    erase_all({&root, 1});
}

void graph::clear() {
    std::vector<std::pair<extent*, slot>> roots;
    for (const auto& each : extents_)
        for (const slot row : each->rows().all()) roots.emplace_back(each.get(), row);
    erase_all(roots);
}

void graph::erase_all(std::span<const std::pair<extent*, slot>> roots) {
    if (opens_told_unit()) [[unlikely]]
        return commits_->run([&] { erase_all(roots); });
    expect_idle();
    const std::size_t pending_before = pending_.size();
    try {
        plan_erase(roots);
        judge_plan([](errc code, const extent&, slot, const std::string& why) {
            throw integrity_error(code, "kith: " + why);
        });
        if (in_transaction()) note_plan();
        announce_erase();
        const auto lists = numbered_lists();
        if (lists.empty()) return apply_plan();
        as_unit([&] {
            apply_plan();
            for (const auto& [end, owner] : lists) number_members(*end, owner, 0);
        });
    } catch (...) {
        forget_plan();
        pending_.resize(pending_before);
        throw;
    }
}

void graph::expect_required(const extent& in, slot row) const {
    if (in.required_ == 0) return;
    for (std::uint32_t i = 0; i < in.columns_.size(); ++i)
        if (in.columns_[i].field->required && in.is_null(i, row))
            fail_required(in, in.columns_[i].field->name, row);
    for (std::uint32_t i = 0; i < in.ends_.size(); ++i) judge_members(in.ends_[i], row);
}

void graph::judge_members(const link_end& end, slot row) const {
    if (end.described->required && end.partner(row) == 0) fail_required(*end.owner, end.described->name, row);
    if (end.described->inherits && end.target->rows_.id(end.partner(row)) != end.owner->rows_.id(row))
        throw integrity_error(errc::base_differs, "kith: " + print(*end.owner, row) + " and " +
                                                      print(*end.target, end.partner(row)) +
                                                      " are one entity, and must have one id");
    const std::size_t count = end.described->at_least == 0 ? 0 : end.relation->count(end.side, row);
    if (count >= end.described->at_least) return;
    throw integrity_error(errc::too_few_members,
                          "kith: " + end.owner->type().name + "." + end.described->name + " wants at least " +
                              std::to_string(end.described->at_least) + " members, and " +
                              print(*end.owner, row) + " would have " + std::to_string(count) +
                              "; give it more in the same transaction");
}

void graph::fail_required(const extent& in, std::string_view member, slot row) const {
    throw integrity_error(errc::required_empty,
                          "kith: " + in.type().name + "." + std::string(member) + " is required, and " +
                              print(in, row) + " would be left without; give it one in the same transaction");
}

}  // namespace kith::core
