#include <kith/base/error.hpp>
#include <kith/memory/heap.hpp>

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace {

using kith::memory::heap;
using kith::memory::page_log;

TEST(heaps, a_block_has_room_for_what_was_asked_and_wastes_at_most_a_quarter) {
    for (std::size_t bytes = 1; bytes < 100'000; bytes += 7) {
        const std::size_t room = heap::capacity(bytes);
        EXPECT_GE(room, bytes);
        EXPECT_EQ(room % heap::unit, 0U);
        EXPECT_LE(room, bytes + bytes / 4 + heap::unit);
        EXPECT_EQ(heap::capacity(room), room);
    }
}

TEST(heaps, a_block_that_was_freed_is_given_out_again) {
    page_log log;
    heap blocks(log, std::size_t{1} << 20);
    const auto first = blocks.allocate(100);
    const auto second = blocks.allocate(100);
    EXPECT_NE(first, 0U);
    EXPECT_NE(first, second);
    blocks.free(first, 100);
    EXPECT_EQ(blocks.allocate(99), first);
    const auto extent = blocks.extent();
    blocks.free(second, 100);
    static_cast<void>(blocks.allocate(100));
    EXPECT_EQ(blocks.extent(), extent);
}

TEST(heaps, a_block_lies_in_no_more_cache_lines_than_it_must_and_what_is_skipped_is_given_out_later) {
    page_log log;
    heap blocks(log, std::size_t{1} << 22);
    std::mt19937 random(4);
    for (int i = 0; i < 10'000; ++i) {
        const std::size_t room = heap::capacity(1 + random() % 300);
        const std::size_t offset = blocks.allocate(room) * heap::unit % heap::line;
        EXPECT_EQ((offset + room + heap::line - 1) / heap::line, (room + heap::line - 1) / heap::line);
    }
    heap packed(log, std::size_t{1} << 22);
    static_cast<void>(packed.allocate(16));
    static_cast<void>(packed.allocate(64));
    const auto extent = packed.extent();
    static_cast<void>(packed.allocate(32));
    EXPECT_EQ(packed.extent(), extent);
}

TEST(heaps, a_rollback_gives_back_what_was_taken_and_takes_what_was_given_back) {
    page_log log;
    heap blocks(log, std::size_t{1} << 20);
    const auto kept = blocks.allocate(40);
    blocks.write(kept, 0, "kept", 5);
    const auto used = blocks.used();
    const auto mark = log.mark();
    blocks.free(kept, 40);
    const auto other = blocks.allocate(40);
    blocks.write(other, 0, "lost", 5);
    static_cast<void>(blocks.allocate(5000));
    log.rollback(mark);
    EXPECT_EQ(blocks.used(), used);
    EXPECT_STREQ(reinterpret_cast<const char*>(blocks.at(kept)), "kept");
    EXPECT_NE(blocks.allocate(40), kept);
}

TEST(heaps, blocks_in_use_never_overlap) {
    page_log log;
    heap blocks(log, std::size_t{1} << 26);
    std::mt19937 random(1);
    std::map<std::uint32_t, std::size_t> living;  // block to bytes
    for (int step = 0; step < 20'000; ++step) {
        if (random() % 2 == 0 || living.empty()) {
            const std::size_t bytes = 1 + random() % (random() % 10 == 0 ? 5000 : 100);
            const auto block = blocks.allocate(bytes);
            const auto after = living.lower_bound(block);
            if (after != living.end()) {
                ASSERT_LE(block * heap::unit + heap::capacity(bytes), after->first * heap::unit);
            }
            if (after != living.begin()) {
                const auto before = std::prev(after);
                ASSERT_LE(before->first * heap::unit + heap::capacity(before->second), block * heap::unit);
            }
            living[block] = bytes;
        } else {
            const auto gone =
                std::next(living.begin(), static_cast<std::ptrdiff_t>(random() % living.size()));
            blocks.free(gone->first, gone->second);
            living.erase(gone);
        }
    }
    for (const auto& [block, bytes] : living) blocks.free(block, bytes);
    EXPECT_EQ(blocks.used(), 0U);
}

TEST(heaps, a_reserve_that_does_not_fit_is_an_error) {
    page_log log;
    heap blocks(log, std::size_t{1} << 16);
    EXPECT_THROW(blocks.reserve(std::size_t{1} << 17), kith::limit_error);
    EXPECT_THROW(blocks.reserve(std::size_t{1} << 40), kith::limit_error);
}

}  // namespace
