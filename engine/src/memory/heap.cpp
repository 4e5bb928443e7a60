#include <kith/base/error.hpp>
#include <kith/memory/heap.hpp>

#include <bit>
#include <cstring>

namespace kith::memory {
namespace {

// Classes: every unit up to 8 units, then four steps to a doubling: at most a quarter of a block is waste.
struct size_class {
    std::size_t index;
    std::size_t units;
};

size_class class_of(std::size_t bytes) noexcept {
    const std::size_t units = (bytes + heap::unit - 1) / heap::unit;
    if (units <= 8) return {units, units};
    const auto shift = static_cast<std::size_t>(std::bit_width(units - 1)) - 3;  // units in (4..8] << shift
    const std::size_t step = (units - 1) >> shift;                               // 4..7
    return {8 + (shift - 1) * 4 + (step - 3), (step + 1) << shift};
}

}  // namespace

heap::heap(page_log& log, std::size_t reserve) : region_(log, reserve) {
    change_directory().top = header_units;
}

std::size_t heap::capacity(std::size_t bytes) noexcept { return class_of(bytes).units * unit; }

void heap::reserve(std::size_t bytes, std::size_t blocks) {
    // Classes round up by at most a quarter and a unit each.
    const std::size_t most = bytes + bytes / 4 + blocks * unit;
    const std::size_t end = directory().top * unit + most;
    if (end / unit > UINT32_MAX)
        throw limit_error(errc::heap_exhausted, "kith: the text or link heap of this graph is full (64 GiB)");
    region_.grow_to(end);
}

std::uint32_t heap::allocate(std::size_t bytes) {
    const size_class size = class_of(bytes);
    header& head = change_directory();
    const std::uint32_t reused = head.free[size.index];
    if (reused != 0) {
        std::memcpy(&head.free[size.index], at(reused), sizeof reused);
        head.used += size.units;
        return reused;
    }
    reserve(bytes);
    const auto block = static_cast<std::uint32_t>(head.top);
    head.top += size.units;
    head.used += size.units;
    return block;
}

void heap::free(std::uint32_t block, std::size_t bytes) {
    const size_class size = class_of(bytes);
    header& head = change_directory();
    write(block, 0, &head.free[size.index], sizeof(std::uint32_t));
    head.free[size.index] = block;
    head.used -= size.units;
}

void heap::write(std::uint32_t block, std::size_t offset, const void* from, std::size_t bytes) {
    touch(block, offset, bytes);
    std::memcpy(at(block) + offset, from, bytes);
}

}  // namespace kith::memory
