#include <kith/base/error.hpp>
#include <kith/table/rows.hpp>

#include <algorithm>
#include <bit>
#include <utility>

namespace kith::table {

rows::rows(memory::page_log& log, memory::heap& links, std::string type, std::uint64_t most_rows)
    : log_(log), links_(links), type_(std::move(type)), most_rows_(std::min(most_rows, max_rows)),
      state_(log, memory::page_size), ids_(log, (most_rows_ + 1) * sizeof(key)),
      living_(log, most_rows_ / 8 + 1), order_(log, (most_rows_ + 1) * 2 * sizeof(slot)),
      places_(log, (most_rows_ + 1) * sizeof(slot)) {
    change().next_id = 1;
    enlist(ids_, sizeof(key));
    enlist(places_, sizeof(slot));
}

void rows::enlist(memory::region& region, std::size_t width, std::size_t beyond) {
    region.grow_to(capacity_ * width + beyond);
    cells_.push_back({&region, width, beyond});
}

slot rows::find(key id) const noexcept {
    const header& head = state();
    if (id == 0) return 0;
    if (id <= head.top && ids_.at<key>(id) == id) return static_cast<slot>(id);
    return head.elsewhere.find(links_, id);
}

rows::run rows::next_run(slot from) const noexcept {
    const std::uint64_t stop = end();
    // Pages are whole: there are eight bytes wherever there is one.
    const auto word = [this](std::uint64_t at) { return living_.at<std::uint64_t>(at / 64); };
    std::uint64_t first = from;
    if (size() == stop - 1 && from != 0 && from < stop)
        return {from, static_cast<std::uint32_t>(stop - from)};
    while (first < stop) {
        const std::uint64_t ahead = word(first) >> (first % 64);
        if (ahead != 0) {
            first += static_cast<unsigned>(std::countr_zero(ahead));
            break;
        }
        first += 64 - first % 64;
    }
    if (first >= stop) return {from, 0};
    std::uint64_t last = first;
    while (last < stop) {
        if (last % 64 == 0 && word(last) == ~std::uint64_t{0}) {
            last += 64;
            continue;
        }
        const std::uint64_t left = 64 - last % 64;
        const auto lives = static_cast<std::uint64_t>(std::countr_one(word(last) >> (last % 64)));
        last += std::min(lives, left);
        if (lives < left) break;
    }
    return {static_cast<slot>(first), static_cast<std::uint32_t>(last - first)};
}

void rows::fail_full() const {
    throw limit_error(errc::rows_exhausted, "kith: type " + type_ + " is full at " +
                                                std::to_string(most_rows_) +
                                                " rows; raise options::max_rows (at most 2^32-2) or spread "
                                                "the data over more types");
}

void rows::grow(slot top) {
    if (top > most_rows_) fail_full();
    const auto wanted = std::min(
        std::max<std::uint64_t>(std::uint64_t{top} + 1, capacity_ + capacity_ / 2 + 64), most_rows_ + 1);
    for (const cells& each : cells_) each.region->grow_to(wanted * each.width + each.beyond);
    living_.grow_to(wanted / 8 + 1);
    capacity_ = wanted;
}

void rows::reserve_slowly(key id) {
    const header& head = state();
    if (head.free == 0 && head.top + std::uint64_t{1} >= capacity_) grow(head.top + 1);
    order_.grow_to((std::size_t{head.order_size} + 1) * sizeof(slot));
    log_.reserve(8);
    const key given = id != 0 ? id : head.next_id;
    if (head.elsewhere.capacity != 0 || head.free != 0 || given != head.top + std::uint64_t{1}) {
        log_.reserve(8 + head.elsewhere.pages());
        change().elsewhere.reserve_one(links_);
    }
}

slot rows::add(key id) {
    header& head = change();
    if (id == 0) id = head.next_id;
    head.next_id = std::max(head.next_id, id + 1);
    slot where = head.free;
    if (where != 0)
        head.free = places_.at<slot>(where);
    else
        where = ++head.top;
    ids_.put(where, id);
    set_living(where, true);
    places_.put(where, head.order_size);
    order_.put(head.order_size, where);
    ++head.order_size;
    ++head.live;
    if (id != where) head.elsewhere.insert(links_, id, where);
    return where;
}

void rows::reserve_remove(std::size_t count) {
    if (!log_.recording()) return;
    const header& head = state();
    std::size_t pages = 3 * count + head.elsewhere.pages() + 8;
    if (head.order_size + std::size_t{1} >= 2 * (head.live - std::min<std::size_t>(head.live, count)))
        pages += order_.pages() + places_.pages();  // holes may be closed
    log_.reserve(pages);
}

void rows::remove(std::span<const slot> gone) {
    header& head = change();
    if (head.elsewhere.count != 0)
        for (const slot where : gone)
            if (const key id = ids_.at<key>(where); id != where) head.elsewhere.erase(links_, id);
    ids_.wipe<key>(gone);
    slot free = head.free;
    for (std::size_t i = gone.size(); i-- > 0;) {
        const slot where = gone[i];
        set_living(where, false);
        order_.put(places_.at<std::uint32_t>(where), slot{0});
        places_.put(where, std::exchange(free, where));
    }
    head.free = free;
    head.live -= static_cast<std::uint32_t>(gone.size());
    // What is passed over here is passed over once: neither end comes back.
    while (head.order_size != 0 && order_.at<slot>(head.order_size - 1) == 0) --head.order_size;
    if (head.order_size == 0) head.order_first = 0;
    while (head.order_first < head.order_size && order_.at<slot>(head.order_first) == 0) ++head.order_first;
    if (head.order_size > 64 && head.order_size > 2 * std::uint64_t{head.live}) close_holes();
}

// Amortised: at least as many rows were removed since the last time as are moved now.
void rows::close_holes() {
    header& head = change();
    std::uint32_t to = 0;
    for (std::uint32_t from = 0; from < head.order_size; ++from) {
        const slot each = order_.at<slot>(from);
        if (each == 0) continue;
        if (from != to) {
            order_.put(to, each);
            places_.put(each, to);
        }
        ++to;
    }
    head.order_size = to;
    head.order_first = 0;
}

void rows::set_next_id(key next) { change().next_id = next; }

bool rows::restore(std::span<const key> ids, key next_id) {
    if (ids.size() > most_rows_) fail_full();
    const key highest = ids.empty() ? 0 : *std::max_element(ids.begin(), ids.end());
    if (highest >= next_id || next_id > max_id + 1) return false;
    // An id that lies in its own slot needs no entry in the map: worth some slots that stay free.
    const bool at_home = highest <= std::min<std::uint64_t>(ids.size() + ids.size() / 2 + 64, most_rows_);
    const auto top = static_cast<slot>(at_home ? highest : ids.size());
    if (top >= capacity_) grow(top);
    order_.grow_to(ids.size() * sizeof(slot));
    header& head = change();
    head.next_id = next_id;
    head.free = 0;
    head.top = top;
    head.live = static_cast<std::uint32_t>(ids.size());
    head.order_size = head.live;
    head.order_first = 0;
    if (ids.empty()) return true;
    ids_.touch(0, (std::size_t{top} + 1) * sizeof(key));
    places_.touch(0, (std::size_t{top} + 1) * sizeof(slot));
    order_.touch(0, ids.size() * sizeof(slot));
    living_.touch(0, std::size_t{top} / 8 + 1);
    auto* const living = reinterpret_cast<std::uint8_t*>(living_.base());
    auto* const id_of = reinterpret_cast<key*>(ids_.base());
    auto* const place_of = reinterpret_cast<slot*>(places_.base());
    auto* const order = reinterpret_cast<slot*>(order_.base());
    for (std::uint32_t i = 0; i < ids.size(); ++i) {
        const key id = ids[i];
        const slot where = at_home ? static_cast<slot>(id) : i + 1;
        if (id == 0 || id_of[where] != 0 || (!at_home && find(id) != 0)) return false;
        if (id != where) {
            head.elsewhere.reserve_one(links_);
            head.elsewhere.insert(links_, id, where);
        }
        id_of[where] = id;
        living[where >> 3] = static_cast<std::uint8_t>(living[where >> 3] | 1U << (where & 7));
        place_of[where] = i;
        order[i] = where;
    }
    if (head.live == top) return true;
    for (slot where = top; where != 0; --where) {
        if (id_of[where] != 0) continue;
        place_of[where] = head.free;
        head.free = where;
    }
    return true;
}

}  // namespace kith::table
