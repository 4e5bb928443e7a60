#include <kith/table/key_map.hpp>

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace {

TEST(key_maps, agree_with_a_map_under_random_inserts_and_erases) {
    kith::memory::page_log log;
    kith::memory::heap heap(log, std::size_t{1} << 26);
    kith::table::key_map map{};
    std::map<kith::key, kith::slot> expected;
    std::mt19937_64 random(3);
    for (int step = 0; step < 50'000; ++step) {
        // Few bits, so that homes collide and runs wrap around the end.
        const kith::key id = 1 + (random() % 400) * (random() % 2 == 0 ? 1 : 0x1'0000'0000U);
        if (random() % 2 == 0) {
            if (expected.contains(id)) continue;
            const auto where = static_cast<kith::slot>(1 + random() % 1000);
            map.reserve_one(heap);
            map.insert(heap, id, where);
            expected[id] = where;
        } else {
            map.erase(heap, id);
            expected.erase(id);
        }
        ASSERT_EQ(map.count, expected.size());
        const auto found = expected.find(id);
        ASSERT_EQ(map.find(heap, id), found == expected.end() ? 0 : found->second);
        if (step % 500 != 0) continue;
        for (kith::key each = 1; each <= 401; ++each) {
            const auto wanted = expected.find(each);
            ASSERT_EQ(map.find(heap, each), wanted == expected.end() ? 0 : wanted->second);
        }
    }
}

}  // namespace
