#include <kith/base/hash.hpp>

#include <gtest/gtest.h>

namespace {

TEST(hashes, are_xxh3_and_so_the_same_everywhere) {
    EXPECT_EQ(kith::hash_text(""), 0x2D06'8005'38D3'94C2U);
    EXPECT_EQ(kith::hash_text("kith"), kith::hash_bytes("kith", 4));
    EXPECT_NE(kith::hash_text("kith"), kith::hash_text("kiti"));
    EXPECT_NE(kith::hash_text("kith", 1), kith::hash_text("kith", 2));
}

TEST(hashes, mixing_depends_on_the_order) {
    EXPECT_NE(kith::hash_mix(kith::hash_mix(0, 1), 2), kith::hash_mix(kith::hash_mix(0, 2), 1));
    static_assert(kith::hash_mix(1, 2) == kith::hash_mix(1, 2));
}

}  // namespace
