#include <kith/base/error.hpp>
#include <kith/memory/freezing.hpp>
#include <kith/memory/region.hpp>

#include <gtest/gtest.h>

#include <cstring>
#include <vector>

namespace {

using kith::memory::freezing;
using kith::memory::page_log;
using kith::memory::page_size;
using kith::memory::region;

constexpr std::size_t numbers = page_size / sizeof(std::uint32_t);  // in a page

class freezings : public testing::Test {
protected:
    static constexpr std::size_t pages = 16;
    page_log log;
    region bytes{log, 64 * page_size};
    page_log view_log;
    region view{view_log, 64 * page_size};
    std::shared_ptr<freezing> copy = std::make_shared<freezing>();

    void SetUp() override { bytes.grow_to(pages * page_size); }
    void TearDown() override { copy->drop(); }
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
    [[nodiscard]] std::vector<std::uint32_t> changes() const {
        std::vector<std::uint32_t> out;
        copy->for_each_change(log,
                              [&](const region&, std::uint32_t page, std::byte*) { out.push_back(page); });
        return out;
    }
};

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
