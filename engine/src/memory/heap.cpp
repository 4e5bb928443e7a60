#include <kith/base/error.hpp>
#include <kith/memory/heap.hpp>

#include <algorithm>
#include <cstring>

namespace kith::memory {

heap::heap(page_log& log, std::size_t reserve) : region_(log, reserve) {
    change_directory().top = header_units;
}

void heap::reserve(std::size_t bytes, std::size_t blocks) {
    // Classes round up by at most a quarter and a unit each, and begin less than a line further on.
    const std::size_t most = bytes + bytes / 4 + blocks * line_units * unit;
    const std::size_t end = directory().top * unit + most;
    if (end / unit > UINT32_MAX)
        throw limit_error(errc::heap_exhausted, "kith: the text or link heap of this graph is full (64 GiB)");
    region_.grow_to(end);
}

std::uint32_t heap::allocate(std::size_t bytes) {
    const std::uint8_t size = class_of(bytes);
    const std::size_t units = units_of(size);
    header& head = change_directory();
    const std::uint32_t reused = head.free[size];
    if (reused != 0) {
        std::memcpy(&head.free[size], at(reused), sizeof reused);
        head.used += units;
        return reused;
    }
    reserve(bytes);
    if (const std::size_t left = line_units - head.top % line_units; left < std::min(units, line_units)) {
        push(head, static_cast<std::uint32_t>(head.top), static_cast<std::uint8_t>(left));
        head.top += left;
    }
    const auto block = static_cast<std::uint32_t>(head.top);
    head.top += units;
    head.used += units;
    return block;
}

void heap::push(header& head, std::uint32_t block, std::uint8_t size) {
    write(block, 0, &head.free[size], sizeof(std::uint32_t));
    head.free[size] = block;
}

void heap::free(std::uint32_t block, std::size_t bytes) {
    const std::uint8_t size = class_of(bytes);
    const std::size_t units = units_of(size);
    header& head = change_directory();
    push(head, block, size);
    head.used -= units;
}

void heap::write(std::uint32_t block, std::size_t offset, const void* from, std::size_t bytes) {
    touch(block, offset, bytes);
    std::memcpy(at(block) + offset, from, bytes);
}

}  // namespace kith::memory
