#include <kith/base/error.hpp>
#include <kith/core/commits.hpp>

#include <exception>
#include <iterator>

namespace kith::core {

commits::commits(graph& of) : graph_(of) {
    graph_.observers()->nobody_committed = [this] { release(); };
}

std::uint64_t commits::watch(call told) {
    graph_.expect_idle();
    observers& all = *graph_.observers();
    // Between units, the state that was told last is the present one.
    const bool between = graph_.transactions_ == 0 && !running_;
    const bool joins = !points_.empty() && (between || points_.back().since->since().clean());
    std::unique_ptr<checkpoint> since;
    if (!joins) since = std::make_unique<checkpoint>(graph_);
    points_.reserve(points_.size() + 1);
    all.committed.emplace_back(0, std::move(told));
    const std::uint64_t number = all.next_number();
    all.committed.back().first = number;
    if (!joins) {
        if (!points_.empty()) points_.back().last = number - 1;
        points_.push_back({std::move(since), number});
        came_inside_ = !between;
    }
    choose_paths();
    return number;
}

void commits::release() noexcept {
    points_.clear();
    came_inside_ = false;
    choose_paths();
}

// With nobody to tell, nothing is slower than without this.
void commits::choose_paths() noexcept {
    graph_.tells_units_ = !points_.empty() && !running_;
    for (const auto& each : graph_.extents_) each->choose_paths(!points_.empty());
}

void commits::run(const std::function<void()>& work) {
    struct inside {
        explicit inside(commits& of) : in(of) { note(true); }
        ~inside() { note(false); }
        void note(bool running) noexcept {
            in.running_ = running;
            in.graph_.tells_units_ = !running && !in.points_.empty();
        }
        commits& in;
    };
    const kith::mark before = graph_.mark();
    try {
        const inside here(*this);
        work();
        prepare();
        graph_.log_.reserve_for_release(graph_.depth_of(before, "release"));
    } catch (...) {
        graph_.restore(graph_.depth_of(before, "roll back to"));
        throw;
    }
    graph_.end_mark(graph_.depth_of(before, "release"));
    end_unit();
    tell();
}

void commits::add(net_changes what, std::uint64_t after, std::uint64_t last) {
    if (what.empty()) return;
    prepared_.push_back({std::make_shared<const net_changes>(std::move(what)), after, last});
}

void commits::prepare() {
    prepared_.clear();
    std::uint64_t after = 0;
    for (const point& each : points_) {
        const bool newest = &each == &points_.back();
        const std::uint64_t last = newest ? graph_.observers()->last_number() : each.last;
        add(net_changes::of(graph_, each.since->since()), after, last);
        after = last;
    }
    queue_.reserve(queue_.size() + prepared_.size());
    graph_.log_.reserve_for_baseline();
}

void commits::prepare_restored(const memory::past& to) {
    if (came_inside_) {  // somebody could not be told of a transaction that was left
        prepare();
        end_unit();
    }
    prepared_.clear();
    // What there is to be, against what is.
    net_changes what = net_changes::of(graph_, difference(graph_, to)).inverse();
    what.restored = true;
    add(std::move(what), 0, graph_.observers()->last_number());
    queue_.reserve(queue_.size() + prepared_.size());
    graph_.log_.reserve_exchange(to.size());
}

void commits::end_unit() noexcept {
    std::move(prepared_.begin(), prepared_.end(), std::back_inserter(queue_));
    prepared_.clear();
    came_inside_ = false;
    if (points_.empty()) return;
    points_.erase(points_.begin(), points_.end() - 1);
    points_.back().since->reset();  // has room: see prepare
}

void commits::unit_left() noexcept {
    if (!came_inside_) return;
    try {
        prepare();
        for (message& each : prepared_) {
            net_changes what = *each.what;
            what.restored = true;
            each.what = std::make_shared<const net_changes>(std::move(what));
        }
    } catch (...) {
        return;  // they are told when the next unit ends
    }
    end_unit();
    try {
        tell();
    } catch (...) {
        return;  // a scope that is left has nobody to give it to
    }
}

void commits::tell() {
    if (telling_ || queue_.empty()) return;
    const std::shared_ptr<observers> all = graph_.observers();
    telling_ = true;
    std::exception_ptr first;
    {
        const observers::running here(*all);
        while (next_ < queue_.size()) {
            const message now = std::move(queue_[next_++]);
            for (auto& [number, observer] : all->committed) {
                if (number <= now.after || number > now.last) continue;
                try {
                    observer(now.what);
                } catch (...) {
                    if (first == nullptr) first = std::current_exception();
                }
            }
        }
        queue_.clear();
        next_ = 0;
        telling_ = false;
    }
    if (first != nullptr) std::rethrow_exception(first);
}

// --- the graph's side ------------------------------------------------------------------------------------

commits& graph::commits() {
    if (commits_ == nullptr) commits_ = std::make_unique<core::commits>(*this);
    return *commits_;
}

net_changes graph::changes_since(kith::mark since) const {
    const memory::past then = log_.at(depth_of(since, "compare with"));
    return net_changes::of(*this, difference(*this, then));
}

}  // namespace kith::core
