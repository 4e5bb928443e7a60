#include <kith/memory/freezing.hpp>
#include <kith/memory/region.hpp>

#include <gtest/gtest.h>

#include <atomic>
#include <random>
#include <thread>

namespace {

using kith::memory::freezing;
using kith::memory::page_log;
using kith::memory::page_size;
using kith::memory::region;

constexpr std::size_t numbers = page_size / sizeof(std::uint32_t);  // in a page
constexpr std::size_t pages = 16;

class shared_freezings : public testing::Test {
protected:
    page_log log;
    region bytes{log, 64 * page_size};

    void SetUp() override { bytes.grow_to(pages * page_size); }
    void fill(std::size_t page, std::uint32_t value) {
        for (std::size_t n = 0; n < numbers; ++n) bytes.put(page * numbers + n, value);
    }
};

TEST_F(shared_freezings, are_complete_for_every_reader_while_the_writer_goes_on) {
    page_log view_log;
    region view{view_log, 64 * page_size};
    const auto copy = std::make_shared<freezing>();
    std::mt19937 dice(7);
    for (std::uint32_t round = 1; round <= 100; ++round) {
        for (std::size_t page = 0; page < pages; ++page) fill(page, round);
        copy->reserve(log, view_log);
        log.freeze(copy);
        std::atomic<unsigned> wrong{0};
        const auto read = [&] {
            copy->complete();
            for (std::size_t n = 0; n < pages * numbers; ++n)
                if (view.at<std::uint32_t>(n) != round) ++wrong;
        };
        std::thread first(read), second(read);
        for (int n = 0; n < 40; ++n) fill(dice() % pages, round + 1000);
        first.join();
        second.join();
        ASSERT_EQ(wrong, 0U);
    }
    copy->drop();
}

TEST_F(shared_freezings, may_be_dropped_while_the_writer_copies) {
    for (std::uint32_t round = 1; round <= 200; ++round) {
        auto view_log = std::make_unique<page_log>();
        auto view = std::make_unique<region>(*view_log, 64 * page_size);
        auto copy = std::make_shared<freezing>();
        for (std::size_t page = 0; page < pages; ++page) fill(page, round);
        copy->reserve(log, *view_log);
        log.freeze(copy);
        std::thread dropping([copy = std::move(copy), &view_log, &view] {
            copy->drop();
            view.reset();
            view_log.reset();
        });
        for (std::size_t page = 0; page < pages; ++page) fill(page, round + 1);
        dropping.join();
    }
}

}  // namespace
