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
    // Every event can be followed by one that takes it back.
    const std::size_t most = 2 * (events_.size() + births + deaths);
    if (events_.capacity() < most) events_.reserve(2 * most);
}

std::uint32_t boxes::put(const schema::boxed_type& type, void* value) noexcept {
    std::uint32_t box = free_;
    if (box != 0)
        free_ = entries_[box].next_free;
    else {
        box = static_cast<std::uint32_t>(entries_.size());
        entries_.emplace_back();
    }
    entries_[box] = {&type, value, 0, 0, false, false};
    note(box, what::made);
    return box;
}

void boxes::note(std::uint32_t box, what kind) noexcept {
    events_.push_back({box, kind});
    ++entries_[box].events;
    entries_[box].lives = kind != what::died;
}

void boxes::free(std::uint32_t box) noexcept {
    if (box != 0) note(box, what::died);
}

void boxes::destroy(std::uint32_t box) noexcept {
    entry& each = entries_[box];
    each.type->destroy(each.value);
    each = {nullptr, nullptr, free_, 0, false, false};
    free_ = box;
}

// One event for each value that lives where it did not, or the reverse: not more than there were.
void boxes::turn(std::uint64_t first, std::uint64_t last, bool before) noexcept {
    const auto start = static_cast<std::size_t>(first - first_event_);
    const auto end = static_cast<std::size_t>(last - first_event_);
    for (std::size_t i = start; i < end; ++i) entries_[events_[i].box].lived = entries_[events_[i].box].lives;
    if (before)
        for (std::size_t i = end; i-- > start;)
            entries_[events_[i].box].lives = events_[i].kind == what::died;
    else
        for (std::size_t i = start; i < end; ++i)
            entries_[events_[i].box].lives = events_[i].kind != what::died;
    for (std::size_t i = start; i < end; ++i) {
        const std::uint32_t box = events_[i].box;
        const bool lives = entries_[box].lives;
        if (lives == entries_[box].lived) continue;
        entries_[box].lived = lives;
        note(box, lives ? what::revived : what::died);
    }
}

void boxes::rollback(std::uint64_t then, bool keep) noexcept {
    // History stays where checkpoints count in it.
    if (keep) return turn(then, now(), true);
    const auto start = static_cast<std::size_t>(then - first_event_);
    while (events_.size() > start) {
        const event last = events_.back();
        events_.pop_back();
        --entries_[last.box].events;
        entries_[last.box].lives = last.kind == what::died;
        if (last.kind == what::made) destroy(last.box);
    }
}

void boxes::forget(std::uint64_t then) noexcept {
    const auto count = static_cast<std::ptrdiff_t>(then - first_event_);
    if (count <= 0) return;
    for (auto i = events_.begin(); i != events_.begin() + count; ++i) {
        const entry& named = entries_[i->box];
        if (--entries_[i->box].events == 0 && !named.lives) destroy(i->box);
    }
    events_.erase(events_.begin(), events_.begin() + count);
    first_event_ = then;
}

}  // namespace kith::table
