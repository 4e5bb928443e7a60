#include <kith/memory/baseline.hpp>
#include <kith/memory/page_log.hpp>
#include <kith/memory/region.hpp>

#include <gtest/gtest.h>

#include <limits>
#include <map>
#include <random>

namespace {

using kith::memory::baseline;
using kith::memory::page_log;
using kith::memory::page_size;
using kith::memory::region;

constexpr std::size_t numbers = page_size / sizeof(std::uint32_t);  // in a page

class page_logs : public testing::Test {
protected:
    page_log log;
    region bytes{log, 64 * page_size};

    void SetUp() override { bytes.grow_to(16 * page_size); }
    void put(std::size_t page, std::uint32_t value) { bytes.put(page * numbers, value); }
    [[nodiscard]] std::uint32_t get(std::size_t page) const {
        return bytes.at<std::uint32_t>(page * numbers);
    }
    [[nodiscard]] std::uint32_t then(const baseline& point, std::size_t page) const {
        std::uint32_t value = 0;
        point.then().read(bytes, page * page_size, &value, sizeof value);
        return value;
    }
};

TEST_F(page_logs, a_rollback_puts_every_page_back) {
    put(0, 1);
    const auto mark = log.mark();
    put(0, 2);
    put(3, 4);  // was never written
    log.rollback(mark);
    EXPECT_EQ(get(0), 1U);
    EXPECT_EQ(get(3), 0U);
    EXPECT_EQ(log.marks(), 0U);
    EXPECT_EQ(log.pages_held(), 0U);
}

TEST_F(page_logs, marks_nest) {
    put(0, 1);
    const auto outer = log.mark();
    put(0, 2);
    const auto inner = log.mark();
    put(0, 3);
    put(1, 3);
    log.rollback(inner);
    EXPECT_EQ(get(0), 2U);
    EXPECT_EQ(get(1), 0U);
    put(1, 5);
    log.rollback(outer);
    EXPECT_EQ(get(0), 1U);
    EXPECT_EQ(get(1), 0U);
}

TEST_F(page_logs, a_rollback_may_pass_over_later_marks) {
    put(0, 1);
    const auto first = log.mark();
    put(0, 2);
    static_cast<void>(log.mark());
    put(0, 3);
    static_cast<void>(log.mark());
    put(0, 4);
    log.rollback(first);
    EXPECT_EQ(get(0), 1U);
    EXPECT_EQ(log.marks(), 0U);
}

TEST_F(page_logs, releasing_a_mark_leaves_its_pages_to_the_one_before_it) {
    put(0, 1);
    const auto outer = log.mark();
    const auto inner = log.mark();
    put(0, 2);
    put(1, 2);
    log.release(inner);
    EXPECT_EQ(log.marks(), 1U);
    put(0, 3);
    log.rollback(outer);
    EXPECT_EQ(get(0), 1U);
    EXPECT_EQ(get(1), 0U);
}

TEST_F(page_logs, releasing_the_older_of_two_marks_keeps_the_newer) {
    put(0, 1);
    const auto outer = log.mark();
    put(0, 2);
    static_cast<void>(log.mark());
    put(0, 3);
    log.release(outer);
    log.rollback(1);
    EXPECT_EQ(get(0), 2U);
    EXPECT_EQ(log.pages_held(), 0U);
}

TEST_F(page_logs, a_page_is_copied_once_a_mark) {
    put(0, 1);
    static_cast<void>(log.mark());
    for (std::uint32_t i = 0; i < 100; ++i) put(0, i);
    EXPECT_EQ(log.pages_held(), 1U);
    EXPECT_EQ(log.at(1).size(), 1U);
    log.release(1);
    EXPECT_EQ(log.pages_held(), 0U);
}

TEST_F(page_logs, a_baseline_reads_what_was_there_while_the_bytes_go_on) {
    put(0, 1);
    baseline point(log);
    EXPECT_TRUE(point.then().clean());
    put(0, 2);
    put(5, 6);
    EXPECT_EQ(then(point, 0), 1U);
    EXPECT_EQ(then(point, 5), 0U);
    EXPECT_EQ(point.then().pages_written(bytes), (std::vector<std::uint32_t>{0, 5}));
    point.reset();
    EXPECT_TRUE(point.then().clean());
    EXPECT_EQ(then(point, 0), 2U);
}

TEST_F(page_logs, a_baseline_survives_rollbacks_past_it_and_back_to_it) {
    put(0, 1);
    const auto outer = log.mark();
    put(0, 2);
    baseline point(log);
    const auto inner = log.mark();
    put(0, 3);
    put(1, 3);
    log.rollback(inner);
    EXPECT_EQ(then(point, 0), 2U);
    log.rollback(outer);
    EXPECT_EQ(get(0), 1U);
    EXPECT_EQ(then(point, 0), 2U);
    put(0, 9);
    EXPECT_EQ(then(point, 0), 2U);
}

TEST_F(page_logs, a_read_of_a_baseline_may_straddle_pages) {
    bytes.put(numbers - 1, std::uint32_t{7});
    bytes.put(numbers, std::uint32_t{8});
    baseline point(log);
    bytes.put(numbers, std::uint32_t{9});
    std::uint32_t both[2] = {};
    point.then().read(bytes, page_size - 4, both, sizeof both);
    EXPECT_EQ(both[0], 7U);
    EXPECT_EQ(both[1], 8U);
}

TEST_F(page_logs, epochs_are_renumbered_before_they_run_out) {
    put(0, 1);
    const auto first = log.mark();
    put(0, 2);
    log.set_epoch(kith::memory::page_log::last_epoch - 2);
    std::vector<std::size_t> marks;
    for (std::uint32_t i = 0; i < 6; ++i) {
        marks.push_back(log.mark());
        put(0, 10 + i);
        put(i, 10 + i);
    }
    for (std::uint32_t i = 6; i-- > 0;) {
        log.rollback(marks[i]);
        EXPECT_EQ(get(0), i == 0 ? 2U : 10 + i - 1);
    }
    log.rollback(first);
    EXPECT_EQ(get(0), 1U);
    for (std::size_t page = 1; page < 6; ++page) EXPECT_EQ(get(page), 0U);
}

TEST_F(page_logs, a_region_that_grows_keeps_its_base_and_is_zero_again_after_a_rollback) {
    const std::byte* base = bytes.base();
    const auto mark = log.mark();
    bytes.grow_to(40 * page_size);
    EXPECT_EQ(bytes.base(), base);
    put(39, 5);
    log.rollback(mark);
    EXPECT_EQ(get(39), 0U);
    EXPECT_GE(bytes.size(), 40 * page_size);
}

// Against copies of all bytes; KITH_RANDOM_SEED chooses another program.
TEST_F(page_logs, random_writes_marks_rollbacks_and_releases_agree_with_whole_copies) {
    const char* given = std::getenv("KITH_RANDOM_SEED");
    const std::uint64_t seed = given == nullptr ? 1 : std::strtoull(given, nullptr, 10);
    RecordProperty("seed", std::to_string(seed));
    std::mt19937_64 random(seed);
    using copy = std::vector<std::uint32_t>;
    copy now(16, 0);
    std::vector<copy> marks;
    std::vector<std::pair<std::unique_ptr<baseline>, copy>> points;
    for (int step = 0; step < 20'000; ++step) {
        if (step % 3000 == 2999) log.set_epoch(kith::memory::page_log::last_epoch - 3);
        const auto what = random() % 100;
        if (what < 70) {
            const auto page = random() % 16;
            now[page] = static_cast<std::uint32_t>(random());
            put(page, now[page]);
        } else if (what < 82 && marks.size() < 8) {
            static_cast<void>(log.mark());
            marks.push_back(now);
        } else if (what < 89 && !marks.empty()) {
            const auto at = random() % marks.size();
            log.rollback(at + 1);
            now = marks[at];
            marks.resize(at);
        } else if (what < 95 && !marks.empty()) {
            const auto at = random() % marks.size();
            log.release(at + 1);
            marks.erase(marks.begin() + static_cast<std::ptrdiff_t>(at));
        } else if (points.size() < 3) {
            points.emplace_back(std::make_unique<baseline>(log), now);
        } else if (what < 98) {
            points[random() % 3].first->reset();
            points.erase(points.begin());
            points.clear();
        } else {
            points.erase(points.begin());
        }
        for (std::size_t page = 0; page < 16; ++page) {
            ASSERT_EQ(get(page), now[page]) << "seed " << seed << ", step " << step;
            for (const auto& [point, before] : points)
                ASSERT_EQ(then(*point, page), before[page]) << "seed " << seed << ", step " << step;
        }
        ASSERT_EQ(log.marks(), marks.size());
    }
    points.clear();
    while (log.marks() != 0) log.release(1);
    EXPECT_EQ(log.pages_held(), 0U);
}

}  // namespace
