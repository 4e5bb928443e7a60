#pragma once

#include "support/commit_watcher.hpp"
#include "support/dice.hpp"
#include "support/naive_graph.hpp"

#include <kith/base/error.hpp>
#include <kith/core/adding.hpp>
#include <kith/core/checkpoint.hpp>
#include <kith/core/frozen_view.hpp>
#include <kith/core/history.hpp>

#include <deque>
#include <memory>
#include <set>
#include <stdexcept>
#include <utility>

namespace naive {

/// Does the same random things to a graph and to its naive state, and compares everything after each step.
/// Throws std::runtime_error with the seed and the last steps at the first difference.
class random_program {
public:
    /// `graph` is empty and takes its time from `clock`.
    random_program(kith::core::graph& graph, timestamp& clock, std::uint64_t seed)
        : graph_(graph), clock_(clock), seed_(seed), dice_(seed), now_(graph.catalog()),
          history_(graph, {20}), steps_{now_} {}

    void run(std::size_t steps) {
        for (std::size_t i = 0; i < steps; ++i) step();
        points_.clear();
        watchers_.clear();
        for (const seen& each : views_) compare(each);
        views_.clear();
    }
    [[nodiscard]] std::size_t performed() const noexcept { return performed_; }
    [[nodiscard]] std::size_t refusals() const noexcept { return refusals_; }

private:
    struct open_mark {
        kith::mark mark;
        bool transaction;
        state then;
    };
    struct point {
        std::unique_ptr<kith::core::checkpoint> checkpoint;
        state then;
        std::map<std::pair<std::uint32_t, key>, kith::slot> slots;
    };

    struct seen {
        kith::core::frozen_view view;
        state then;
    };

    // --- picking -------------------------------------------------------------------------------------

    [[nodiscard]] std::uint32_t pick_type() {
        return static_cast<std::uint32_t>(dice_.below(now_.tables.size()));
    }
    [[nodiscard]] place pick_end() {
        while (true) {
            const std::uint32_t type = pick_type();
            if (const auto ends = now_.type(type).ends.size(); ends != 0)
                return {type, static_cast<std::uint32_t>(dice_.below(ends))};
        }
    }
    /// An id that lives, 0 if none does.
    [[nodiscard]] key pick_row(std::uint32_t type) {
        const auto& rows = now_.tables[type].rows;
        return rows.empty() ? 0 : rows[dice_.below(rows.size())].id;
    }
    [[nodiscard]] std::vector<key> pick_rows(std::uint32_t type, std::size_t most) {
        std::vector<key> out;
        if (now_.tables[type].rows.empty()) return out;
        for (std::size_t n = dice_.between(0, most); n != 0; --n) out.push_back(pick_row(type));
        return out;
    }
    [[nodiscard]] std::optional<std::string> pick_value(const kith::schema::field& of) {
        if (of.has_nulls() && dice_.chance(20)) return std::nullopt;
        if (kith::schema::is_string(of.kind)) {
            static constexpr std::size_t sizes[] = {0, 1, 3, 15, 16, 40, 200, 5000};
            const std::size_t size = sizes[dice_.below(of.unique ? 7 : std::size(sizes))];
            std::string text(size, static_cast<char>('a' + dice_.below(3)));
            if (size > 1) text.back() = static_cast<char>('0' + dice_.below(10));
            return text;
        }
        std::string bytes(of.width, '\0');
        bytes[0] = static_cast<char>(dice_.below(of.kind == kith::schema::kind::boolean ? 2
                                                 : of.unique                            ? 100
                                                                                        : 8));
        return bytes;
    }
    [[nodiscard]] kith::core::extent& in(std::uint32_t type) { return graph_.at(type); }
    [[nodiscard]] kith::slot slot_of(std::uint32_t type, key id) { return in(type).rows().find(id); }
    [[nodiscard]] std::vector<kith::slot> slots_of(std::uint32_t type, const std::vector<key>& ids) {
        std::vector<kith::slot> out;
        for (const key id : ids) out.push_back(slot_of(type, id));
        return out;
    }

    // --- performing ----------------------------------------------------------------------------------

    [[noreturn]] void fail(const std::string& why) const {
        std::string text = "seed " + std::to_string(seed_) + ", step " + std::to_string(performed_) + ": " +
                           why + "\nthe last steps:";
        for (const std::string& each : trace_) text += "\n  " + each;
        throw std::runtime_error(text);
    }
    void note(std::string what) {
        if (!marks_.empty()) what += "   (marks " + std::to_string(marks_.size()) + ")";
        trace_.push_back(std::move(what));
        if (trace_.size() > 25) trace_.pop_front();
    }
    [[nodiscard]] bool in_transaction() const {
        return std::any_of(marks_.begin(), marks_.end(),
                           [](const open_mark& each) { return each.transaction; });
    }

    /// One public call. Where the naive state refuses, the graph must throw and be as it was.
    template <class Naive, class Engine>
    bool perform(std::string what, Naive&& on_naive, Engine&& on_engine) {
        note(std::move(what));
        const std::uint64_t digest = recomputed();
        state before = now_;
        bool allowed = true;
        try {
            on_naive();
            if (!in_transaction()) now_.settle();
            now_.fresh = {};
        } catch (const refused&) {
            allowed = false;
            now_ = std::move(before);
        }
        bool done = true;
        std::string message;
        try {
            on_engine();
        } catch (const kith::error& problem) {
            done = false;
            message = problem.what();
        }
        if (done && !allowed) fail("the graph allowed what the rules do not");
        if (!done && allowed) fail("the graph refused what the rules allow: " + message);
        if (!done && recomputed() != digest) fail("the call failed and has changed something: " + message);
        refusals_ += done ? 0U : 1U;
        return done;
    }
    /// A call that misuses the graph: throws, and changes nothing.
    template <class Engine>
    void misuse(std::string what, Engine&& on_engine) {
        perform(
            std::move(what), [] { throw refused{}; }, on_engine);
    }

    void step() {
        ++performed_;
        clock_.micros += 1'000'000;
        now_.now = clock_;
        const std::size_t rows = [&] {
            std::size_t all = 0;
            for (const table& each : now_.tables) all += each.rows.size();
            return all;
        }();
        const std::size_t what = dice_.below(100);
        if (rows < 8 || (what < 22 && rows < 40 * now_.tables.size()))
            add();
        else if (what < 32)
            set();
        else if (what < 75)
            change_links();
        else if (what < 82)
            erase();
        else if (what < 94)
            change_time();
        else if (what < 96)
            change_views();
        else if (what < 97)
            change_history();
        else if (what < 98)
            go_wrong();
        else
            change_points();
        if (const std::string problem = difference(graph_, now_); !problem.empty()) fail(problem);
        for (commit_watcher& each : watchers_)
            if (const auto problem = each.problem(now_, in_transaction(), went_back_); !problem.empty())
                fail(problem);
        went_back_ = false;
        if (performed_ % 8 == 0) audit();
        if (dice_.chance(40)) change_digest();
    }

    [[nodiscard]] std::uint64_t recomputed() const { return std::as_const(graph_).digest(); }
    void change_digest() {
        if (graph_.digest() != recomputed())
            fail("the digest that is kept is another than the one found anew");
        if (dice_.chance(1)) graph_.drop_digest();
        if (dice_.chance(20)) graph_.keep_digest();
    }

    void audit() const {
        const auto problems = graph_.check();
        if (!problems.empty()) fail("check: " + problems.front());
        for (const point& each : points_) compare(each);
        for (const open_mark& each : marks_) expect_told(graph_.changes_since(each.mark), each.then);
    }

    // --- the calls -----------------------------------------------------------------------------------

    void add() {
        const std::uint32_t type = pick_type();
        const auto& fields = now_.type(type).fields;
        std::vector<std::optional<std::string>> cells;
        for (const kith::schema::field& each : fields)
            cells.push_back(each.stamp != kith::schema::stamp::none && dice_.chance(95) ? std::nullopt
                                                                                        : pick_value(each));
        std::vector<state::given_links> links;
        for (std::uint32_t e = 0; e < now_.type(type).ends.size(); ++e) {
            const kith::schema::end& end = now_.type(type).ends[e];
            if (!dice_.chance(end.required ? 95 : 40)) continue;
            links.push_back({e, pick_rows(end.target_type, now_.is_one({type, e}) ? 1 : 3)});
        }
        const key id = dice_.chance(4) ? key{1} + dice_.below(5000) : 0;
        std::string what = "add " + now_.type(type).name + " under id " + std::to_string(id) + " with";
        for (const auto& [end, members] : links)
            for (const key member : members)
                what += " " + now_.type(type).ends[end].name + "=" + std::to_string(member);
        perform(
            std::move(what), [&] { now_.add(type, id, cells, links); },
            [&] {
                kith::core::adding made(in(type), id);
                for (std::uint32_t i = 0; i < fields.size(); ++i) {
                    if (!cells[i]) continue;
                    if (kith::schema::is_string(fields[i].kind))
                        made.set_text(i, *cells[i]);
                    else
                        made.set(i, cells[i]->data());
                }
                for (const auto& [end, members] : links)
                    for (const key member : members)
                        made.link(end, slot_of(now_.type(type).ends[end].target_type, member));
                made.finish();
            });
    }

    void set() {
        const std::uint32_t type = pick_type();
        const key id = pick_row(type);
        if (id == 0 || now_.type(type).fields.empty()) return;
        const auto column = static_cast<std::uint32_t>(dice_.below(now_.type(type).fields.size()));
        const kith::schema::field& field = now_.type(type).fields[column];
        const auto value = pick_value(field);
        perform(
            "set " + now_.type(type).name + " " + std::to_string(id) + "." + field.name,
            [&] {
                now_.set({type, column}, id, value);
            },
            [&] {
                if (!value)
                    graph_.set_null(in(type), column, slot_of(type, id));
                else if (kith::schema::is_string(field.kind))
                    graph_.set_text(in(type), column, slot_of(type, id), *value);
                else
                    graph_.set(in(type), column, slot_of(type, id), value->data());
            });
    }

    void change_links() {
        const place at = pick_end();
        const std::uint32_t target = now_.end(at).target_type;
        const key a = pick_row(at.type);
        const key b = pick_row(target);
        if (a == 0 || b == 0) return;
        kith::core::extent& of = in(at.type);
        const kith::slot row = slot_of(at.type, a);
        const kith::slot member = slot_of(target, b);
        const std::string name =
            now_.type(at.type).name + " " + std::to_string(a) + "." + now_.end(at).name + " ";
        const std::string other = " " + std::to_string(b);
        const std::size_t count = now_.members(at, a).size();
        const std::size_t n = dice_.below(count + 2);
        const bool many = !now_.is_one(at);
        switch (dice_.below(11)) {
            case 9:
                if (!many) return;
                if (count != 0 && dice_.chance(50)) {
                    const std::size_t to = dice_.below(count + (dice_.chance(10) ? 1 : 0));
                    perform(
                        name + "move " + std::to_string(n) + " to " + std::to_string(to),
                        [&] { now_.move(at, a, n, to); }, [&] { graph_.move(of, at.index, row, n, to); });
                } else {
                    const std::size_t two = dice_.below(count + 1);
                    perform(
                        name + "swap " + std::to_string(n) + " and " + std::to_string(two),
                        [&] { now_.swap(at, a, n, two); }, [&] { graph_.swap(of, at.index, row, n, two); });
                }
                break;
            case 10: {
                if (!many) return;
                const std::size_t length = dice_.below(count + 1);
                const std::vector<key> with = pick_rows(target, 3);
                perform(
                    name + "splice " + std::to_string(length) + " at " + std::to_string(n) + " with " +
                        std::to_string(with.size()),
                    [&] { now_.splice(at, a, n, length, with); },
                    [&] { graph_.splice(of, at.index, row, n, length, slots_of(target, with)); });
                break;
            }
            case 0:
            case 1:
                perform(
                    name + "link" + other, [&] { now_.link(at, a, b); },
                    [&] { graph_.link(of, at.index, row, member); });
                break;
            case 2: {
                // Mostly a member, so that it comes off.
                const key gone = count != 0 && dice_.chance(80) ? now_.members(at, a)[dice_.below(count)] : b;
                perform(
                    name + "unlink " + std::to_string(gone), [&] { now_.unlink(at, a, gone); },
                    [&] { graph_.unlink(of, at.index, row, slot_of(target, gone)); });
                break;
            }
            case 3:
                if (dice_.chance(60)) return;
                perform(
                    name + "clear", [&] { now_.clear(at, a); }, [&] { graph_.clear(of, at.index, row); });
                break;
            case 4:
                if (!many) return;
                perform(
                    name + "insert at " + std::to_string(n) + other, [&] { now_.insert(at, a, n, b); },
                    [&] { graph_.insert(of, at.index, row, n, member); });
                break;
            case 5:
                if (!many) return;
                if (now_.end(at).as_set) return;  // its n-th member is nobody in particular
                perform(
                    name + "replace at " + std::to_string(n) + other, [&] { now_.replace(at, a, n, b); },
                    [&] { graph_.replace(of, at.index, row, n, member); });
                break;
            case 6: {
                if (!many) return;
                std::vector<key> wanted = pick_rows(target, 6);
                if (dice_.chance(40))
                    wanted.insert(wanted.end(), now_.members(at, a).begin(), now_.members(at, a).end());
                perform(
                    name + "assign " + std::to_string(wanted.size()), [&] { now_.assign(at, a, wanted); },
                    [&] { graph_.assign(of, at.index, row, slots_of(target, wanted)); });
                break;
            }
            case 7: {
                if (!many) return;
                std::vector<std::uint32_t> order;
                for (std::uint32_t i = 0; i < count; ++i)
                    order.insert(order.begin() + static_cast<std::ptrdiff_t>(dice_.below(i + 1)), i);
                perform(
                    name + "reorder", [&] { now_.reorder(at, a, order); },
                    [&] { graph_.reorder(of, at.index, row, order); });
                break;
            }
            default: {
                if (!many) return;
                const std::vector<key> more = pick_rows(target, 4);
                perform(
                    name + "extend by " + std::to_string(more.size()),
                    [&] {
                        for (const key each : more) now_.link(at, a, each);
                    },
                    [&] {
                        graph_.link(of, at.index, row, std::span<const kith::slot>(slots_of(target, more)));
                    });
            }
        }
    }

    void erase() {
        const std::uint32_t type = pick_type();
        if (dice_.chance(1)) {
            perform(
                "clear the graph", [&] { now_.clear_all(); }, [&] { graph_.clear(); });
            return;
        }
        const std::vector<key> ids = dice_.chance(70) ? std::vector{pick_row(type)} : pick_rows(type, 4);
        if (ids.empty() || ids.front() == 0) return;
        std::string what = "erase " + now_.type(type).name;
        for (const key id : ids) what += " " + std::to_string(id);
        perform(
            std::move(what), [&] { now_.erase(type, ids); },
            [&] { graph_.erase(in(type), slots_of(type, ids)); });
    }

    void change_time() {
        const std::size_t what = dice_.below(10);
        if (what < 4 && marks_.size() < 6) {
            const bool transaction = dice_.chance(50);
            note(transaction ? "begin" : "mark");
            const kith::mark mark = transaction ? graph_.begin() : graph_.mark();
            marks_.push_back({mark, transaction, now_});
        } else if (!marks_.empty()) {
            const std::size_t at = dice_.below(marks_.size());
            if (marks_[at].transaction)
                dice_.chance(60) ? commit() : abandon();
            else if (dice_.chance(60))
                roll_back(at);
            else
                release(at);
        }
    }
    [[nodiscard]] std::size_t innermost() const {
        std::size_t at = marks_.size();
        while (at != 0 && !marks_[at - 1].transaction) --at;
        return at;  // one past it
    }
    void spend(std::size_t from) {
        for (std::size_t i = from; i < marks_.size(); ++i) spent_.push_back(marks_[i].mark);
        marks_.resize(from, {{}, false, now_});
        while (spent_.size() > 5) spent_.pop_front();
    }
    void commit() {
        const std::size_t at = innermost() - 1;
        const bool outermost = std::none_of(marks_.begin(), marks_.begin() + static_cast<std::ptrdiff_t>(at),
                                            [](const open_mark& each) { return each.transaction; });
        const kith::mark mark = marks_[at].mark;
        const bool done = perform(
            "commit",
            [&] {
                if (outermost) now_.settle();
            },
            [&] { graph_.commit(mark); });
        if (!done) return;
        // The marks inside a unit of work are spent with it; those inside a nested one go on.
        if (outermost) return spend(at);
        spent_.push_back(mark);
        marks_.erase(marks_.begin() + static_cast<std::ptrdiff_t>(at));
    }
    void abandon() {
        const std::size_t at = innermost() - 1;
        note("abandon");
        graph_.abandon(marks_[at].mark);
        went_back_ = true;
        now_ = marks_[at].then;
        spend(at);
    }
    void roll_back(std::size_t at) {
        const kith::mark mark = marks_[at].mark;
        if (innermost() > at) return misuse("roll back out of a transaction", [&] { graph_.rollback(mark); });
        note("roll back to mark " + std::to_string(at + 1));
        graph_.rollback(mark);
        went_back_ = true;
        now_ = marks_[at].then;
        spend(at);
    }
    void release(std::size_t at) {
        note("release mark " + std::to_string(at + 1));
        graph_.release(marks_[at].mark);
        spent_.push_back(marks_[at].mark);
        marks_.erase(marks_.begin() + static_cast<std::ptrdiff_t>(at));
    }

    void go_wrong() {
        const place at = pick_end();
        const key a = pick_row(at.type);
        kith::core::extent& of = in(at.type);
        const kith::slot gone = of.rows().end() + static_cast<kith::slot>(dice_.below(3));
        switch (dice_.below(6)) {
            case 0:
                if (!spent_.empty())
                    misuse("roll back to a spent mark", [&] { graph_.rollback(spent_.front()); });
                break;
            case 1:
                if (!spent_.empty()) misuse("release a spent mark", [&] { graph_.release(spent_.front()); });
                break;
            case 2: misuse("erase what is gone", [&] { graph_.erase(of, gone); }); break;
            case 3:
                if (a == 0) return;
                misuse("link the null row",
                       [&] { graph_.link(of, at.index, slot_of(at.type, a), kith::slot{0}); });
                break;
            case 4: misuse("clear the end of what is gone", [&] { graph_.clear(of, at.index, gone); }); break;
            default:
                if (a == 0 || now_.is_one(at) || now_.members(at, a).size() < 2) return;
                misuse("order by a list that is no permutation", [&] {
                    graph_.reorder(of, at.index, slot_of(at.type, a), std::vector<std::uint32_t>{0, 0});
                });
        }
    }

    // --- undo ----------------------------------------------------------------------------------------

    void change_history() {
        if (in_transaction()) return misuse("undo in a transaction", [&] { history_.undo(); });
        const std::size_t what = dice_.below(10);
        if (what < 4) {
            note("step");
            make_step(what == 0);
        } else if (what < 8 && history_.can_undo()) {
            note("undo");
            if (history_.changed()) {
                steps_.resize(history_.done() + 1, now_);
                steps_.push_back(now_);
            }
            history_.undo();
            went_back_ = true;
            keep_steps();
            now_ = steps_[history_.done()];
        } else if (history_.can_redo()) {
            note("redo");
            history_.redo();
            went_back_ = true;
            now_ = steps_[history_.done()];
        } else if (what < 8) {
            misuse("undo nothing", [&] { history_.undo(); });
        } else {
            misuse("redo nothing", [&] { history_.redo(); });
        }
    }
    void make_step(bool extends) {
        const std::size_t done = history_.done();
        const bool joins =
            extends && done != 0 && done == history_.names().size() && history_.names().back() == "some";
        const bool made = extends ? history_.extend("some") : history_.step("some");
        if (!made) {
            const std::string problem = difference(graph_, steps_[done]);
            if (!problem.empty()) fail("a history saw no change, but " + problem);
            return;
        }
        if (joins) {
            steps_.back() = now_;
            return;
        }
        steps_.resize(done + 1, now_);
        steps_.push_back(now_);
        keep_steps();
    }
    void keep_steps() {
        while (steps_.size() > history_.names().size() + 1) steps_.pop_front();
    }

    // --- frozen views --------------------------------------------------------------------------------

    void change_views() {
        if (in_transaction())
            return misuse("freeze in a transaction", [&] { static_cast<void>(graph_.freeze()); });
        if (views_.size() < 3) {
            note("freeze");
            views_.push_back({graph_.freeze(), now_});
            return;
        }
        const std::size_t n = dice_.below(views_.size());
        seen& one = views_[n];
        switch (dice_.below(5)) {
            case 0:
                note("refresh view " + std::to_string(n));
                graph_.refresh(one.view);
                one.then = now_;
                break;
            case 1:
                note("restore view " + std::to_string(n));
                graph_.restore(one.view);
                went_back_ = true;
                now_ = one.then;
                break;
            case 2:
                note("drop view " + std::to_string(n));
                views_.erase(views_.begin() + static_cast<std::ptrdiff_t>(n));
                break;
            default: compare(one);
        }
    }
    void compare(const seen& with) const {
        const std::string problem = difference(with.view, with.then);
        if (!problem.empty()) fail("a frozen view has changed: " + problem);
        const auto problems = with.view.check();
        if (!problems.empty()) fail("check of a frozen view: " + problems.front());
    }

    // --- checkpoints ---------------------------------------------------------------------------------

    void change_watchers() {
        if (watchers_.size() < 3 && dice_.chance(70)) {
            note("watch commits");
            watchers_.emplace_back(graph_, now_);
        } else if (!watchers_.empty()) {
            note("do not watch commits any more");
            watchers_.erase(watchers_.begin() + static_cast<std::ptrdiff_t>(dice_.below(watchers_.size())));
        }
    }
    void change_points() {
        if (dice_.chance(50)) return change_watchers();
        if (points_.size() < 2) {
            note("take a checkpoint");
            points_.push_back({std::make_unique<kith::core::checkpoint>(graph_), now_, all_slots()});
            return;
        }
        const std::size_t n = dice_.below(points_.size());
        compare(points_[n]);
        if (dice_.chance(50)) {
            note("reset a checkpoint");
            points_[n].checkpoint->reset();
            points_[n].then = now_;
            points_[n].slots = all_slots();
        } else {
            note("drop a checkpoint");
            points_.erase(points_.begin() + static_cast<std::ptrdiff_t>(n));
        }
    }
    [[nodiscard]] std::map<std::pair<std::uint32_t, key>, kith::slot> all_slots() {
        std::map<std::pair<std::uint32_t, key>, kith::slot> out;
        for (std::uint32_t t = 0; t < now_.tables.size(); ++t)
            for (const row& each : now_.tables[t].rows) out[{t, each.id}] = slot_of(t, each.id);
        return out;
    }

    void compare(const point& with) const {
        const auto since = with.checkpoint->since();
        expect_told(kith::core::net_changes::of(graph_, since), with.then);
        const kith::core::changes found = with.checkpoint->difference();
        for (std::uint32_t t = 0; t < now_.tables.size(); ++t) {
            compare_rows(with, t, found.rows[t]);
            for (const row& each : with.then.tables[t].rows) compare_then(with, t, each);
        }
        for (std::uint32_t r = 0; r < now_.catalog().relations.size(); ++r) compare_pairs(with, r, found);
    }
    void expect_told(const kith::core::net_changes& found, const state& then) const {
        if (const auto problem = change_audit(found, then, now_).problem(); !problem.empty())
            fail("what has changed since: " + problem);
    }
    void compare_rows(const point& with, std::uint32_t t,
                      const std::vector<kith::core::row_change>& found) const {
        using what = kith::core::row_change::what;
        const std::string name = "difference of " + now_.type(t).name + " ";
        std::set<key> erased, added, updated;
        std::vector<key> added_in_order;
        for (const auto& each : found) {
            auto& set = each.kind == what::erased ? erased : each.kind == what::added ? added : updated;
            if (!set.insert(each.id).second) fail(name + std::to_string(each.id) + " comes twice");
            if (each.kind == what::added) added_in_order.push_back(each.id);
            if (each.kind == what::updated) compare_update(with, t, each);
        }
        for (const row& each : with.then.tables[t].rows)
            if ((now_.find(t, each.id) == nullptr) != erased.contains(each.id))
                fail(name + std::to_string(each.id) + ": erased is told wrongly");
        std::vector<key> expected;
        for (const row& each : now_.tables[t].rows) {
            const row* before = with.then.find(t, each.id);
            if (before == nullptr)
                expected.push_back(each.id);
            else if (!updated.contains(each.id) && differs(t, *before, each))
                fail(name + std::to_string(each.id) + ": it was updated, which is not told");
        }
        if (expected != added_in_order) fail(name + "tells the added rows wrongly");
    }
    [[nodiscard]] bool differs(std::uint32_t t, const row& before, const row& now) const {
        if (before.cells != now.cells) return true;
        for (std::uint32_t e = 0; e < now.links.size(); ++e)
            if (now_.is_one({t, e}) && before.links[e] != now.links[e]) return true;
        return false;
    }
    void compare_update(const point& with, std::uint32_t t, const kith::core::row_change& change) const {
        const std::string name = "difference of " + now_.type(t).name + " " + std::to_string(change.id);
        const row* before = with.then.find(t, change.id);
        const row* now = now_.find(t, change.id);
        if (before == nullptr || now == nullptr) fail(name + ": updated, but not there");
        // A row that came back in another slot is told whole.
        if (with.slots.at({t, change.id}) != change.row) return;
        std::vector<std::uint32_t> columns, ends;
        for (std::uint32_t i = 0; i < now->cells.size(); ++i)
            if (before->cells[i] != now->cells[i]) columns.push_back(i);
        for (std::uint32_t e = 0; e < now->links.size(); ++e)
            if (now_.is_one({t, e}) && before->links[e] != now->links[e]) ends.push_back(e);
        if (columns != change.columns) fail(name + ": other columns differ");
        if (ends != change.ends) fail(name + ": other ends differ");
    }
    void compare_then(const point& with, std::uint32_t t, const row& then) const {
        const kith::core::extent& of = graph_.at(t);
        const kith::slot where = with.slots.at({t, then.id});
        const std::string name = "then " + now_.type(t).name + " " + std::to_string(then.id);
        if (with.checkpoint->id_then(of, where) != then.id) fail(name + ": had another id");
        for (std::uint32_t i = 0; i < then.cells.size(); ++i)
            if (with.checkpoint->value_then(of.column(i), where) != then.cells[i])
                fail(name + "." + now_.type(t).fields[i].name + ": had another value");
        for (std::uint32_t e = 0; e < then.links.size(); ++e)
            if (now_.is_one({t, e}) && with.checkpoint->partner_then(of.end(e), where) !=
                                           (then.links[e].empty() ? 0 : then.links[e].front()))
                fail(name + "." + now_.type(t).ends[e].name + ": had another partner");
    }
    void compare_pairs(const point& with, std::uint32_t relation, const kith::core::changes& found) const {
        const auto side = now_.catalog().relations[relation].sides[0];
        const place at{side.type, side.index};
        if (now_.is_one(at) || now_.is_one(now_.other(at))) return;
        const auto pairs_of = [&](const state& of) {
            std::set<std::pair<key, key>> out;
            for (const row& each : of.tables[at.type].rows)
                for (const key member : each.links[at.index]) out.emplace(each.id, member);
            return out;
        };
        const auto before = pairs_of(with.then);
        const auto now = pairs_of(now_);
        std::vector<std::pair<key, key>> linked, unlinked;
        std::set_difference(now.begin(), now.end(), before.begin(), before.end(), std::back_inserter(linked));
        std::set_difference(before.begin(), before.end(), now.begin(), now.end(),
                            std::back_inserter(unlinked));
        std::vector<std::pair<key, key>> told_linked, told_unlinked;
        for (const auto& each : found.pairs)
            if (each.relation == relation) {
                told_linked = each.linked;
                told_unlinked = each.unlinked;
            }
        std::sort(told_linked.begin(), told_linked.end());
        std::sort(told_unlinked.begin(), told_unlinked.end());
        if (told_linked != linked || told_unlinked != unlinked)
            fail("difference of the pairs of " + now_.type(at.type).name + "." + now_.end(at).name);
    }

    kith::core::graph& graph_;
    timestamp& clock_;
    std::uint64_t seed_;
    dice dice_;
    state now_;
    std::vector<open_mark> marks_;
    std::deque<kith::mark> spent_;
    std::vector<point> points_;
    std::vector<seen> views_;
    std::vector<commit_watcher> watchers_;
    bool went_back_ = false;  // in this step
    kith::core::history history_;
    std::deque<state> steps_;  // before each step of the history, and after the last
    std::deque<std::string> trace_;
    std::size_t performed_ = 0;
    std::size_t refusals_ = 0;
};

}  // namespace naive
