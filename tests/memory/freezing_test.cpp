#include <kith/base/error.hpp>
#include <kith/memory/freezing.hpp>
#include <kith/memory/region.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace {

using kith::memory::freezing;
using kith::memory::page_log;
using kith::memory::page_size;
using kith::memory::region;

constexpr std::size_t numbers = page_size / sizeof(std::uint32_t);  // in a page

struct frozen_region {
    static constexpr std::size_t pages = 16;
    page_log log;
    region bytes{log, 64 * page_size};
    page_log view_log;
    region view{view_log, 64 * page_size};
    std::shared_ptr<freezing> copy = std::make_shared<freezing>();

    frozen_region() { bytes.grow_to(pages * page_size); }
    ~frozen_region() { copy->drop(); }
    void put(std::size_t page, std::uint32_t value) { bytes.put(page * numbers + page, value); }
    [[nodiscard]] std::uint32_t get(std::size_t page) const {
        return bytes.at<std::uint32_t>(page * numbers + page);
    }
    [[nodiscard]] std::uint32_t then(std::size_t page) const {
        return view.at<std::uint32_t>(page * numbers + page);
    }
    void freeze() {
        copy->reserve(log, view_log);
        log.freeze(copy);
    }
    // What the copy holds goes to the regions again, as a graph does it.
    void put_back() {
        std::vector<std::pair<std::uint32_t, std::byte*>> differing;
        copy->for_each_change(log, [&](const region&, std::uint32_t page, std::byte* held) {
            differing.emplace_back(page, held);
        });
        log.begin_operation();
        log.reserve(differing.size());
        for (const auto& [page, held] : differing) {
            bytes.touch(std::size_t{page} * page_size);
            if (held != nullptr)
                std::memcpy(bytes.page(page), held, page_size);
            else
                std::memset(bytes.page(page), 0, page_size);
        }
        log.thawed(*copy);
    }
    [[nodiscard]] std::vector<std::uint32_t> changes() const {
        std::vector<std::uint32_t> out;
        copy->for_each_change(log,
                              [&](const region&, std::uint32_t page, std::byte*) { out.push_back(page); });
        return out;
    }
};

class freezings : public testing::Test, protected frozen_region {};

TEST_F(freezings, hold_what_was_there_whoever_copies_it) {
    put(0, 1);
    put(1, 2);
    freeze();
    put(0, 10);  // the writer copies this one
    put(2, 30);  // and not this one: it was never written
    copy->complete();
    put(1, 20);
    EXPECT_EQ(then(0), 1U);
    EXPECT_EQ(then(1), 2U);
    EXPECT_EQ(then(2), 0U);
    EXPECT_EQ(get(0), 10U);
}

TEST_F(freezings, of_different_times_hold_each_its_own) {
    page_log later_log;
    region later{later_log, 64 * page_size};
    const auto second = std::make_shared<freezing>();
    put(0, 1);
    freeze();
    put(0, 2);
    put(1, 2);
    second->reserve(log, later_log);
    log.freeze(second);
    put(0, 3);
    put(1, 3);
    copy->complete();
    second->complete();
    EXPECT_EQ(then(0), 1U);
    EXPECT_EQ(then(1), 0U);
    EXPECT_EQ(later.at<std::uint32_t>(0), 2U);
    EXPECT_EQ(later.at<std::uint32_t>(numbers + 1), 2U);
    second->drop();
}

TEST_F(freezings, keep_what_a_rollback_overwrites) {
    put(0, 1);
    const auto mark = log.mark();
    put(0, 2);
    put(1, 2);
    freeze();
    log.rollback(mark);
    copy->complete();
    EXPECT_EQ(then(0), 2U);
    EXPECT_EQ(then(1), 2U);
    EXPECT_EQ(get(0), 1U);
    EXPECT_EQ(get(1), 0U);
}

TEST_F(freezings, taken_again_copy_what_was_written_since) {
    for (std::size_t page = 0; page < pages; ++page) put(page, 1);
    freeze();
    copy->complete();
    put(3, 2);
    put(5, 2);
    EXPECT_EQ(changes(), (std::vector<std::uint32_t>{3, 5}));
    freeze();
    EXPECT_TRUE(changes().empty());
    put(5, 3);
    copy->complete();
    for (std::size_t page = 0; page < pages; ++page)
        EXPECT_EQ(then(page), page == 3 || page == 5 ? 2U : 1U) << page;
}

TEST_F(freezings, taken_again_before_they_were_complete_still_lack_what_they_lacked) {
    for (std::size_t page = 0; page < pages; ++page) put(page, 1);
    freeze();
    put(0, 2);
    freeze();
    copy->complete();
    EXPECT_EQ(then(0), 2U);
    for (std::size_t page = 1; page < pages; ++page) EXPECT_EQ(then(page), 1U) << page;
}

TEST_F(freezings, taken_again_copy_what_a_rollback_put_back) {
    put(0, 1);
    const auto mark = log.mark();
    put(0, 2);
    put(1, 2);
    freeze();
    copy->complete();
    log.rollback(mark);
    EXPECT_EQ(changes(), (std::vector<std::uint32_t>{0, 1}));
    freeze();
    copy->complete();
    EXPECT_EQ(then(0), 1U);
    EXPECT_EQ(then(1), 0U);
    EXPECT_TRUE(changes().empty());
}

TEST_F(freezings, taken_again_copy_everything_when_epochs_were_renumbered) {
    for (std::size_t page = 0; page < pages; ++page) put(page, 1);
    freeze();
    copy->complete();
    put(3, 2);
    log.set_epoch(page_log::last_epoch);
    freeze();
    copy->complete();
    for (std::size_t page = 0; page < pages; ++page) EXPECT_EQ(then(page), page == 3 ? 2U : 1U) << page;
    put(4, 5);
    EXPECT_EQ(changes(), std::vector<std::uint32_t>{4});
}

TEST_F(freezings, taken_again_follow_a_region_that_has_grown) {
    put(0, 1);
    freeze();
    copy->complete();
    bytes.grow_to(40 * page_size);
    put(39, 4);
    put(30, 4);
    EXPECT_EQ(changes(), (std::vector<std::uint32_t>{30, 39}));
    freeze();
    put(39, 5);
    copy->complete();
    EXPECT_EQ(then(0), 1U);
    EXPECT_EQ(then(30), 4U);
    EXPECT_EQ(then(39), 4U);
    EXPECT_GE(view.size(), 40 * page_size);
}

// What is put back is stamped later than what a rollback brings back after it.
TEST_F(freezings, taken_again_know_pages_beyond_them_that_a_rollback_brought_back) {
    freeze();
    bytes.grow_to(40 * page_size);
    put(39, 4);
    const auto mark = log.mark();
    put_back();
    log.rollback(mark);
    EXPECT_EQ(get(39), 4U);
    EXPECT_EQ(changes(), std::vector<std::uint32_t>{39});
    freeze();
    copy->complete();
    EXPECT_EQ(then(39), 4U);
}

TEST(random_freezings, agree_with_whole_copies) {
    const char* given = std::getenv("KITH_RANDOM_SEED");
    const std::uint64_t seed = given == nullptr ? 1 : std::strtoull(given, nullptr, 10);
    RecordProperty("seed", std::to_string(seed));
    std::mt19937_64 random(seed);
    using whole = std::vector<std::uint32_t>;
    for (int program = 0; program < 500; ++program) {
        frozen_region world;
        whole now(64, 0);
        whole taken = now;
        std::vector<whole> marks;
        if (program % 5 == 4) world.log.set_epoch(page_log::last_epoch - 20);
        world.freeze();
        for (int step = 0; step < 100; ++step) {
            const auto what = random() % 100;
            if (what < 40) {
                const auto page = random() % world.bytes.pages();
                now[page] = static_cast<std::uint32_t>(random());
                world.put(page, now[page]);
            } else if (what < 45) {
                world.bytes.grow_to(std::min<std::size_t>(world.bytes.pages() + 4, 64) * page_size);
            } else if (what < 60 && marks.size() < 4) {
                static_cast<void>(world.log.mark());
                marks.push_back(now);
            } else if (what < 70 && !marks.empty()) {
                const auto at = random() % marks.size();
                world.log.rollback(at + 1);
                now = marks[at];
                marks.resize(at);
            } else if (what < 80) {
                world.put_back();
                now = taken;
            } else if (what < 85) {
                world.freeze();
                taken = now;
            }
            const std::string where = "seed " + std::to_string(seed) + ", program " +
                                      std::to_string(program) + ", step " + std::to_string(step);
            for (std::size_t page = 0; page < world.bytes.pages(); ++page)
                ASSERT_EQ(world.get(page), now[page]) << where;
            if (what < 90) continue;
            world.copy->complete();
            for (std::size_t page = 0; page < world.view.pages(); ++page)
                ASSERT_EQ(world.then(page), taken[page]) << where;
        }
    }
}

TEST_F(freezings, dropped_early_take_no_more_pages) {
    put(0, 1);
    put(1, 1);
    freeze();
    put(0, 2);
    copy->drop();
    put(1, 2);
    EXPECT_EQ(then(0), 1U);
    EXPECT_EQ(then(1), 0U);
    EXPECT_TRUE(copy->dropped());
    EXPECT_EQ(copy.use_count(), 1) << "the log has forgotten it";
}

TEST_F(freezings, are_completed_when_the_regions_are_about_to_go) {
    put(0, 1);
    put(7, 8);
    freeze();
    log.complete_copies();
    std::memset(bytes.base(), 0xFF, bytes.size());
    copy->complete();
    EXPECT_EQ(then(0), 1U);
    EXPECT_EQ(then(7), 8U);
}

TEST_F(freezings, a_read_only_log_refuses_writes) {
    view_log.make_read_only();
    try {
        view.put(0, 1);
        FAIL() << "a view was written";
    } catch (const kith::usage_error& problem) {
        EXPECT_EQ(problem.code(), kith::errc::view_read_only);
    }
}

}  // namespace
