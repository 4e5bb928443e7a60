#include <kith/base/config.hpp>
#include <kith/base/error.hpp>
#include <kith/memory/text.hpp>

#include <gtest/gtest.h>

#include <string>

namespace {

using namespace kith::memory;

class texts : public testing::Test {
protected:
    page_log log;
    heap blocks{log, std::size_t{1} << 24};
};

TEST_F(texts, of_every_length_read_as_they_were_written) {
    for (std::size_t size = 0; size < 300; ++size) {
        std::string text;
        for (std::size_t i = 0; i < size; ++i) text += static_cast<char>(i * 7 + size);
        reserve_text(blocks, size);
        const text_cell cell = make_text(blocks, text);
        EXPECT_EQ(cell.view(blocks.base()), text);
        EXPECT_EQ(cell.tag == text_cell::is_long, size > text_cell::inline_capacity);
        free_text(blocks, cell);
    }
    EXPECT_EQ(blocks.used(), 0U);
}

TEST_F(texts, equal_short_texts_have_equal_cells_and_the_empty_one_is_zero) {
    const text_cell a = make_text(blocks, "fifteen bytes..");
    const text_cell b = make_text(blocks, std::string("fifteen bytes.."));
    EXPECT_EQ(std::memcmp(&a, &b, sizeof a), 0);
    const text_cell none{};
    const text_cell empty = make_text(blocks, "");
    EXPECT_EQ(std::memcmp(&none, &empty, sizeof none), 0);
    EXPECT_EQ(none.view(blocks.base()), "");
}

TEST_F(texts, may_hold_any_byte) {
    const std::string zeros(12, '\0');
    EXPECT_EQ(make_text(blocks, zeros).view(blocks.base()), zeros);
    const std::string high(15, '\xFF');
    EXPECT_EQ(make_text(blocks, high).view(blocks.base()), high);
}

TEST_F(texts, longer_than_a_gibibyte_are_refused_before_anything_is_allocated) {
    const auto used = blocks.region().size();
    try {
        reserve_text(blocks, kith::max_text + 1);
        FAIL() << "nothing was thrown";
    } catch (const kith::limit_error& problem) {
        EXPECT_EQ(problem.code(), kith::errc::text_too_long);
    }
    EXPECT_EQ(blocks.region().size(), used);
}

}  // namespace
