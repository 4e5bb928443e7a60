#include "telling_apart.hpp"

#include <kith/base/error.hpp>
#include <kith/core/checkpoint.hpp>
#include <kith/core/difference.hpp>
#include <kith/core/sync.hpp>

#include <exception>
#include <map>
#include <optional>

namespace kith {
namespace {

using core::extent;

/// What a run leaves behind besides what a checkpoint tells.
struct left_behind {
    std::vector<key> next_ids;
    std::vector<std::optional<std::vector<key>>> orders;  // of types whose rows came or went
};

left_behind look_at(const core::graph& of, const memory::past& before) {
    left_behind out;
    for (std::uint32_t i = 0; i < of.types(); ++i) {
        const extent& in = of.at(i);
        out.next_ids.push_back(in.rows().next_id());
        auto& order = out.orders.emplace_back();
        if (before.any_written(in.rows().ids())) order = core::order_of(in);
    }
    return out;
}

/// Runs the step; when it throws, goes back.
void run(core::graph& of, const std::function<void()>& step, kith::mark before) {
    try {
        step();
    } catch (...) {
        try {
            of.rollback(before);
        } catch (const usage_error&) {
            // It has spent the mark, or left a transaction open: what it threw says more.
        }
        throw;
    }
}

/// Ends the mark before a step by rolling back, or by releasing it.
void end(core::graph& of, kith::mark before, void (core::graph::*how)(kith::mark), bool was_open) {
    try {
        (of.*how)(before);
    } catch (const usage_error& problem) {
        if (problem.code() == errc::transaction_open) of.release(before);
        if (problem.code() == errc::mark_spent)
            throw usage_error(errc::mark_spent,
                              "kith: a step that is tested rolled back to before it began, or ended a "
                              "transaction that it has not begun; it can be run only once");
        if (problem.code() != errc::transaction_open) throw;
        was_open = false;
    }
    if (of.in_transaction() && !was_open)
        throw usage_error(errc::transaction_open,
                          "kith: a step that is tested left a transaction open; end it within the step");
}

differences compare(const core::graph& now, const core::checkpoint& first, const left_behind& then,
                    std::size_t most) {
    const core::present present;
    const core::row_reader before(now, now.texts(), first.then());
    const core::row_reader after(now, now.texts(), present);
    core::telling_apart apart(before, after, most);
    differences& out = apart.result();
    out.sides = {"in the first run", "in the second"};
    const core::difference since = first.since();
    for (std::uint32_t i = 0; i < now.types(); ++i) {
        const extent& in = now.at(i);
        std::vector<slot> rows = since.differing_rows(in);
        for (const core::link_end& end : in.ends()) {
            if (end.one) continue;
            const std::vector<slot> lists = since.differing_lists(end);
            rows.insert(rows.end(), lists.begin(), lists.end());
        }
        std::map<key, slot> lived;  // where, after the first run; 0 of those that live now only
        for (const slot row : rows) {
            if (const key id = in.rows().id(row); id != 0) lived.try_emplace(id, 0);
            if (const key id = since.id_then(in, row); id != 0) lived[id] = row;
        }
        for (const auto& [id, row] : lived) apart.compare(in, row, in, in.rows().find(id), id);
        core::note_next_ids(out, in.type().name, then.next_ids[i], in.rows().next_id());
        if (then.orders[i]) core::note_orders(out, in.type().name, *then.orders[i], core::order_of(in));
    }
    return std::move(out);
}

}  // namespace

differences sync_test(core::graph& of, const std::function<void()>& step, sync_options options) {
    if (options.every == 0 || options.tick % options.every != 0) {
        step();
        return {};
    }
    const bool was_open = of.in_transaction();
    const core::checkpoint before(of);
    kith::mark mark = of.mark();
    run(of, step, mark);
    const left_behind then = look_at(of, before.then());
    const core::checkpoint first(of);
    end(of, mark, &core::graph::rollback, was_open);
    mark = of.mark();
    try {
        run(of, step, mark);
    } catch (...) {
        std::throw_with_nested(usage_error(
            errc::step_differs,
            "kith: a step that is tested came to its end when it ran first and threw when it ran again from "
            "the same state; see the exception that is nested in this one"));
    }
    end(of, mark, &core::graph::release, was_open);
    return compare(of, first, then, options.most);
}

}  // namespace kith
