#include <kith/table/key_map.hpp>

namespace kith::table {
namespace {

constexpr std::uint32_t smallest = 16;

// Fibonacci hashing: neighbouring ids go to distant places.
std::uint32_t home(key id, std::uint32_t capacity) noexcept {
    return static_cast<std::uint32_t>((id * 0x9E37'79B9'7F4A'7C15U) >> 32) & (capacity - 1);
}

const key_map::entry* entries(const memory::heap& heap, std::uint32_t block) noexcept {
    return reinterpret_cast<const key_map::entry*>(heap.at(block));
}

void put(memory::heap& heap, std::uint32_t block, std::uint32_t place, const key_map::entry& value) {
    heap.write(block, std::size_t{place} * sizeof(key_map::entry), &value, sizeof value);
}

}  // namespace

slot key_map::find(const memory::heap& heap, key id) const noexcept {
    if (count == 0) return 0;
    const entry* all = entries(heap, block);
    for (auto place = home(id, capacity); all[place].id != 0; place = (place + 1) & (capacity - 1))
        if (all[place].id == id) return all[place].slot;
    return 0;
}

std::size_t key_map::pages() const noexcept {
    return 3 * std::size_t{capacity} * sizeof(entry) / memory::page_size + 8;
}

void key_map::reserve_one(memory::heap& heap) {
    if (capacity != 0 && (std::size_t{count} + 1) * 4 <= std::size_t{capacity} * 3) return;
    key_map larger{0, capacity == 0 ? smallest : capacity * 2, 0, 0};
    const std::size_t bytes = std::size_t{larger.capacity} * sizeof(entry);
    heap.reserve(bytes);
    larger.block = heap.allocate(bytes);
    heap.touch(larger.block, 0, bytes);
    std::memset(static_cast<void*>(heap.at(larger.block)), 0, bytes);
    for (std::uint32_t place = 0; place < capacity; ++place)
        if (const entry each = entries(heap, block)[place]; each.id != 0)
            larger.insert(heap, each.id, each.slot);
    if (capacity != 0) heap.free(block, std::size_t{capacity} * sizeof(entry));
    *this = larger;
}

void key_map::insert(memory::heap& heap, key id, slot where) {
    auto place = home(id, capacity);
    while (entries(heap, block)[place].id != 0) place = (place + 1) & (capacity - 1);
    put(heap, block, place, {id, where, 0});
    ++count;
}

void key_map::erase(memory::heap& heap, key id) {
    if (count == 0) return;
    const auto next = [this](std::uint32_t place) { return (place + 1) & (capacity - 1); };
    auto gap = home(id, capacity);
    while (entries(heap, block)[gap].id != id) {
        if (entries(heap, block)[gap].id == 0) return;
        gap = next(gap);
    }
    // Close the gap with later entries of the run whose home lies at or before it.
    for (auto place = next(gap); entries(heap, block)[place].id != 0; place = next(place)) {
        const entry each = entries(heap, block)[place];
        const auto distance_home = (place - home(each.id, capacity)) & (capacity - 1);
        const auto distance_gap = (place - gap) & (capacity - 1);
        if (distance_home < distance_gap) continue;
        put(heap, block, gap, each);
        gap = place;
    }
    put(heap, block, gap, {});
    --count;
}

}  // namespace kith::table
