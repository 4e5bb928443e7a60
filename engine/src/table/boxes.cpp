#include <kith/table/boxes.hpp>

#include <algorithm>

namespace kith::table {

boxes::~boxes() {
    for (const entry& each : entries_)
        if (each.value != nullptr) each.type->destroy(each.value);
}

void boxes::reserve(std::size_t births, std::size_t deaths) {
    if (entries_.capacity() - entries_.size() < births)
        entries_.reserve(std::max(entries_.size() + births, entries_.capacity() * 2));
    if (events_.capacity() - events_.size() < births + deaths)
        events_.reserve(std::max(events_.size() + births + deaths, events_.capacity() * 2));
}

std::uint32_t boxes::put(const schema::boxed_type& type, void* value) noexcept {
    std::uint32_t box = free_;
    if (box != 0)
        free_ = entries_[box].next_free;
    else {
        box = static_cast<std::uint32_t>(entries_.size());
        entries_.emplace_back();
    }
    entries_[box] = {&type, value, 0};
    events_.push_back({box, true});
    return box;
}

void boxes::free(std::uint32_t box) noexcept {
    if (box != 0) events_.push_back({box, false});
}

void boxes::destroy(std::uint32_t box) noexcept {
    entry& each = entries_[box];
    each.type->destroy(each.value);
    each = {nullptr, nullptr, free_};
    free_ = box;
}

void boxes::reserve_rollback(std::uint64_t then, bool keep) {
    if (keep) events_.reserve(events_.size() + static_cast<std::size_t>(now() - then));
}

void boxes::rollback(std::uint64_t then, bool keep) noexcept {
    const auto start = static_cast<std::ptrdiff_t>(then - first_event_);
    if (keep) {
        // What was born since is dead now, each with both its events; what had died lives again.
        std::erase_if(events_, [&, i = std::ptrdiff_t{0}](const event& each) mutable {
            return i++ >= start && !each.born;
        });
        const auto born = events_.size();
        for (auto i = static_cast<std::size_t>(start); i < born; ++i)
            events_.push_back({events_[i].box, false});
        return;
    }
    while (now() > then) {
        const event last = events_.back();
        events_.pop_back();
        if (last.born) destroy(last.box);
    }
}

void boxes::forget(std::uint64_t then) noexcept {
    const auto count = static_cast<std::ptrdiff_t>(then - first_event_);
    if (count <= 0) return;
    for (auto i = events_.begin(); i != events_.begin() + count; ++i)
        if (!i->born) destroy(i->box);
    events_.erase(events_.begin(), events_.begin() + count);
    first_event_ = then;
}

}  // namespace kith::table
