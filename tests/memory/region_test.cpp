#include <kith/base/error.hpp>
#include <kith/memory/region.hpp>

#include <gtest/gtest.h>

namespace {

using kith::memory::page_log;
using kith::memory::page_size;
using kith::memory::region;

TEST(regions, are_zero_and_never_move) {
    page_log log;
    region bytes(log, std::size_t{1} << 30);
    const std::byte* base = bytes.base();
    bytes.grow_to(1);
    EXPECT_EQ(bytes.size(), page_size);
    bytes.put(0, std::uint64_t{7});
    bytes.grow_to(std::size_t{3} << 20);
    EXPECT_EQ(bytes.base(), base);
    EXPECT_EQ(bytes.at<std::uint64_t>(0), 7U);
    EXPECT_EQ(bytes.at<std::uint64_t>((std::size_t{3} << 17) - 1), 0U);
}

TEST(regions, a_cell_that_straddles_two_pages_is_kept_whole) {
    struct odd {
        std::uint32_t a, b, c;
    };
    page_log log;
    region bytes(log, 8 * page_size);
    bytes.grow_to(2 * page_size);
    const std::size_t across = page_size / sizeof(odd);
    static_cast<void>(log.mark());
    bytes.put(across, odd{1, 2, 3});
    EXPECT_EQ(bytes.at<odd>(across).c, 3U);
    EXPECT_EQ(log.at(1).size(), 2U);
    log.rollback(1);
    EXPECT_EQ(bytes.at<odd>(across).a + bytes.at<odd>(across).c, 0U);
}

TEST(regions, growing_past_the_reservation_is_an_error_and_changes_nothing) {
    page_log log;
    region bytes(log, 4 * page_size);
    bytes.grow_to(2 * page_size);
    EXPECT_THROW(bytes.grow_to(4 * page_size + 1), kith::limit_error);
    bytes.put(0, 5);
    bytes.grow_to(4 * page_size);
    EXPECT_EQ(bytes.at<int>(0), 5);
}

TEST(regions, address_space_that_cannot_be_had_is_a_clear_error) {
    page_log log;
    try {
        region bytes(log, std::size_t{1} << 60);
        FAIL() << "nobody has that much";
    } catch (const kith::limit_error& problem) {
        EXPECT_EQ(problem.code(), kith::errc::address_space_exhausted);
    }
}

}  // namespace
