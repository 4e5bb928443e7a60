#include <kith/base/error.hpp>
#include <kith/core/commits.hpp>
#include <kith/core/history.hpp>

#include <algorithm>
#include <cstring>

namespace kith::core {

history::history(core::graph& of, history_limits limits)
    : since_(of), limits_(limits), now_box_(of.boxes_.now()) {}

history::~history() { clear_steps(); }

core::graph& history::graph_for(const char* what) const {
    if (!since_.alive())
        throw usage_error(errc::history_empty,
                          std::string("kith: cannot ") + what +
                              ": the graph of this history is gone; a history must not be "
                              "used after its graph");
    core::graph& graph = *since_.graph_;
    graph.expect_idle();
    if (graph.in_transaction())
        throw usage_error(errc::transaction_open,
                          std::string("kith: cannot ") + what +
                              " while a transaction is open; commit it or leave it first");
    return graph;
}

bool history::changed() const {
    return since_.alive() && since_.then_->then().differs(since_.graph_->log_.regions());
}

history::one_step history::take(std::string name) {
    core::graph& graph = graph_for("make a step");
    one_step made{std::move(name), {}, now_box_, graph.boxes_.now()};
    made.pages = since_.then_->take();
    now_box_ = made.last_box;
    return made;
}

bool history::step(std::string name) {
    if (!changed()) return false;
    if (steps_.size() == steps_.capacity()) steps_.reserve(std::max<std::size_t>(16, 2 * steps_.size()));
    one_step made = take(std::move(name));
    drop_undone();
    steps_.push_back(std::move(made));
    ++done_;
    keep_limits();
    return true;
}

bool history::extend(std::string name) {
    if (!changed()) return false;
    if (done_ == 0 || done_ != steps_.size() || steps_.back().name != name) return step(std::move(name));
    one_step& newest = steps_.back();
    // Room first: of a page that both have, the older bytes stay.
    newest.pages.reserve(newest.pages.size() + since_.then_->then().size());
    one_step made = take(std::move(name));
    const auto order = [](const memory::held_page& a, const memory::held_page& b) {
        return std::pair(a.where->index(), a.page) < std::pair(b.where->index(), b.page);
    };
    const auto older = newest.pages.size();
    for (memory::held_page& each : made.pages) {
        const bool there = std::binary_search(
            newest.pages.begin(), newest.pages.begin() + static_cast<std::ptrdiff_t>(older), each, order);
        if (there)
            since_.graph_->log_.drop(each.image);
        else
            newest.pages.push_back(each);
    }
    std::sort(newest.pages.begin(), newest.pages.end(), order);
    newest.last_box = made.last_box;
    keep_limits();
    return true;
}

void history::settle() { static_cast<void>(step({})); }

void history::undo() {
    static_cast<void>(graph_for("undo"));
    settle();
    if (done_ == 0)
        throw usage_error(errc::history_empty, "kith: there is nothing to undo; ask can_undo() first");
    turn(steps_[done_ - 1], true);
}

void history::redo() {
    static_cast<void>(graph_for("redo"));
    if (!can_redo())
        throw usage_error(errc::history_empty,
                          changed() ? "kith: there is nothing to redo: something has changed since the undo, "
                                      "which ends redo; ask can_redo() first"
                                    : "kith: there is nothing to redo; ask can_redo() first");
    turn(steps_[done_], false);
}

void history::turn(one_step& which, bool before) {
    core::graph& graph = *since_.graph_;
    const bool told = graph.opens_told_unit();
    if (told) graph.commits_->prepare_restored(past_of(which));
    graph.exchange(which.pages, which.first_box, which.last_box, before);
    since_.then_->reset();  // has room: see reserve_exchange
    now_box_ = graph.boxes_.now();
    done_ = before ? done_ - 1 : done_ + 1;
    if (!told) return;
    graph.commits_->end_unit();
    graph.commits_->tell();
}

// The graph as it is when the step has been turned.
memory::past history::past_of(const one_step& step) {
    memory::past out;
    for (const memory::held_page& each : step.pages) {
        out.reserve(each.where->index(), each.where->pages());
        out.add(each.where->index(), each.page, each.image);
    }
    return out;
}

net_changes history::changes_to(const memory::past& then) const {
    return net_changes::of(*since_.graph_, difference(*since_.graph_, then)).inverse();
}

net_changes history::undo_changes() const {
    if (changed()) return changes_to(since_.then_->then());
    return since_.alive() && done_ != 0 ? changes_to(past_of(steps_[done_ - 1])) : net_changes();
}

net_changes history::redo_changes() const {
    return can_redo() && since_.alive() ? changes_to(past_of(steps_[done_])) : net_changes();
}

std::vector<std::string_view> history::names() const {
    std::vector<std::string_view> out;
    for (const one_step& each : steps_) out.push_back(each.name);
    return out;
}

std::string_view history::undo_name() const {
    return done_ == 0 || changed() ? std::string_view() : steps_[done_ - 1].name;
}

std::string_view history::redo_name() const {
    return can_redo() ? std::string_view(steps_[done_].name) : std::string_view();
}

void history::clear() {
    core::graph& graph = graph_for("clear a history");
    since_.then_->reset();
    clear_steps();
    now_box_ = graph.boxes_.now();
    hold_boxes();
}

std::size_t history::memory() const noexcept {
    std::size_t pages = since_.alive() ? since_.then_->then().images() : 0;
    for (const one_step& each : steps_) pages += images(each);
    return pages * memory::page_size;
}

void history::drop(one_step& gone) noexcept {
    if (!since_.alive()) return;  // and so are the pages
    for (const memory::held_page& each : gone.pages) since_.graph_->log_.drop(each.image);
}

void history::clear_steps() noexcept {
    for (one_step& each : steps_) drop(each);
    steps_.clear();
    done_ = 0;
}

void history::drop_undone() noexcept {
    while (steps_.size() > done_) {
        drop(steps_.back());
        steps_.pop_back();
    }
}

std::size_t history::images(const one_step& of) noexcept {
    return static_cast<std::size_t>(std::count_if(of.pages.begin(), of.pages.end(),
                                                  [](const auto& each) { return each.image != nullptr; }));
}

void history::keep_limits() noexcept {
    std::size_t pages = 0;
    for (const one_step& each : steps_) pages += images(each);
    std::size_t gone = 0;
    while (gone + 1 < steps_.size() &&
           (steps_.size() - gone > limits_.steps || pages * memory::page_size > limits_.bytes)) {
        pages -= images(steps_[gone]);
        drop(steps_[gone++]);
    }
    steps_.erase(steps_.begin(), steps_.begin() + static_cast<std::ptrdiff_t>(gone));
    done_ -= gone;
    hold_boxes();
}

// The values of boxed fields that a step names are kept from the oldest step on.
void history::hold_boxes() noexcept {
    since_.boxes_ = steps_.empty() ? now_box_ : steps_.front().first_box;
    since_.graph_->forget_boxes();
}

}  // namespace kith::core
