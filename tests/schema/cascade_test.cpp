#include <kith/schema/cascade.hpp>

#include <gtest/gtest.h>

namespace {

using kith::schema::cascade;
using kith::schema::parse_cascade;

TEST(cascades, R84_R116_take_the_known_words_in_any_order_and_spacing) {
    const auto read = [](std::string_view words) {
        cascade out;
        EXPECT_TRUE(parse_cascade(words, out)) << words;
        return out;
    };
    EXPECT_EQ(read(""), cascade{});
    EXPECT_EQ(read("none"), cascade{});
    EXPECT_EQ(read("save-update, merge, refresh-expire, expunge"), cascade{});
    EXPECT_EQ(read("all"), (cascade{.remove = true}));
    EXPECT_EQ(read("delete"), (cascade{.remove = true}));
    EXPECT_EQ(read("all, delete-orphan"), (cascade{.remove = true, .orphan = true}));
    EXPECT_EQ(read(" delete-orphan,all "), (cascade{.remove = true, .orphan = true}));
    EXPECT_EQ(read("delete-orphan"), (cascade{.orphan = true}));
    EXPECT_EQ(read("deny"), (cascade{.deny = true}));
}

TEST(cascades, R84_refuse_unknown_words_and_contradictions) {
    for (const char* words :
         {"al", "all delete-orphans", "Delete", "deny, delete", "deny all", "deny,delete-orphan"}) {
        cascade out{.remove = true};
        EXPECT_FALSE(parse_cascade(words, out)) << words;
        EXPECT_EQ(out, (cascade{.remove = true})) << "it was changed by " << words;
    }
}

}  // namespace
