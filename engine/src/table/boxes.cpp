#include <kith/table/boxes.hpp>

#include <algorithm>

namespace kith::table {

boxes::~boxes() {
    for (std::uint32_t box = 1; box < size_; ++box)
        if (const entry& each = at(box); each.value != nullptr) each.type->destroy(each.value);
}

void boxes::reserve(std::size_t births, std::size_t deaths) {
    while (room_ < size_ + births) {
        const place next = place_of(static_cast<std::uint32_t>(room_));
        const std::size_t more = std::size_t{first_chunk} << next.chunk;
        chunks_[next.chunk] = std::make_unique<entry[]>(more);
        room_ += more;
    }
    // Every event can be followed by one that takes it back.
    const std::size_t most = 2 * (events_.size() + births + deaths);
    if (events_.capacity() < most) events_.reserve(2 * most);
}

std::uint32_t boxes::put(const schema::boxed_type& type, void* value) noexcept {
    std::uint32_t box = free_;
    if (box != 0)
        free_ = at(box).next_free;
    else
        box = size_++;
    at(box) = {&type, value, 0, 0, false, false};
    note(box, what::made);
    return box;
}

void boxes::note(std::uint32_t box, what kind) noexcept {
    events_.push_back({box, kind});
    ++at(box).events;
    at(box).lives = kind != what::died;
}

void boxes::free(std::uint32_t box) noexcept {
    if (box != 0) note(box, what::died);
}

void boxes::destroy(std::uint32_t box) noexcept {
    entry& each = at(box);
    each.type->destroy(each.value);
    each = {nullptr, nullptr, free_, 0, false, false};
    free_ = box;
}

// One event for each value that lives where it did not, or the reverse: not more than there were.
void boxes::turn(std::uint64_t first, std::uint64_t last, bool before) noexcept {
    const auto start = static_cast<std::size_t>(first - first_event_);
    const auto end = static_cast<std::size_t>(last - first_event_);
    for (std::size_t i = start; i < end; ++i) at(events_[i].box).lived = at(events_[i].box).lives;
    if (before)
        for (std::size_t i = end; i-- > start;) at(events_[i].box).lives = events_[i].kind == what::died;
    else
        for (std::size_t i = start; i < end; ++i) at(events_[i].box).lives = events_[i].kind != what::died;
    for (std::size_t i = start; i < end; ++i) {
        const std::uint32_t box = events_[i].box;
        const bool lives = at(box).lives;
        if (lives == at(box).lived) continue;
        at(box).lived = lives;
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
        --at(last.box).events;
        at(last.box).lives = last.kind == what::died;
        if (last.kind == what::made) destroy(last.box);
    }
}

void boxes::forget(std::uint64_t then) noexcept {
    const auto count = static_cast<std::ptrdiff_t>(then - first_event_);
    if (count <= 0) return;
    for (auto i = events_.begin(); i != events_.begin() + count; ++i) {
        const entry& named = at(i->box);
        if (--at(i->box).events == 0 && !named.lives) destroy(i->box);
    }
    events_.erase(events_.begin(), events_.begin() + count);
    first_event_ = then;
}

}  // namespace kith::table
