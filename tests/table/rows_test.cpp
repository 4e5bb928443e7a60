#include <kith/base/error.hpp>
#include <kith/memory/heap.hpp>
#include <kith/table/rows.hpp>

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace {

using kith::key;
using kith::slot;

class rows : public testing::Test {
protected:
    kith::memory::page_log log;
    kith::memory::heap links{log, std::size_t{1} << 26};
    kith::table::rows table{log, links, "Thing", 100'000};

    slot add(key id = 0) {
        log.begin_operation();
        table.reserve_one(id);
        return table.add(id);
    }
    void remove(slot where) {
        log.begin_operation();
        table.reserve_remove(1);
        table.remove({&where, 1});
    }
    [[nodiscard]] std::vector<key> ids() const {
        std::vector<key> out;
        for (const slot each : table.all()) out.push_back(table.id(each));
        return out;
    }
};

TEST_F(rows, ids_count_from_one_and_lie_in_their_own_slots) {
    for (key id = 1; id <= 500; ++id) EXPECT_EQ(add(), id);
    EXPECT_EQ(table.size(), 500U);
    EXPECT_EQ(table.find(250), 250U);
    EXPECT_EQ(table.find(501), 0U);
    EXPECT_EQ(table.find(0), 0U);
    EXPECT_FALSE(table.lives(0));
    EXPECT_FALSE(table.lives(501));
    EXPECT_FALSE(table.lives(4'000'000'000U));
}

TEST_F(rows, slots_are_used_again_and_ids_never) {
    for (int i = 0; i < 5; ++i) add();
    remove(2);
    remove(4);
    EXPECT_EQ(add(), 4U);
    EXPECT_EQ(table.id(4), 6U);
    EXPECT_EQ(add(), 2U);
    EXPECT_EQ(table.id(2), 7U);
    EXPECT_EQ(table.find(2), 0U);
    EXPECT_EQ(table.find(4), 0U);
    EXPECT_EQ(table.find(7), 2U);
    EXPECT_EQ(ids(), (std::vector<key>{1, 3, 5, 6, 7}));
}

TEST_F(rows, keep_the_order_in_which_they_were_added_while_holes_are_closed) {
    for (int i = 0; i < 1000; ++i) add();
    for (slot each = 1; each <= 1000; ++each)
        if (each % 10 != 0) remove(each);
    std::vector<key> expected;
    for (key id = 10; id <= 1000; id += 10) expected.push_back(id);
    EXPECT_EQ(ids(), expected);
    EXPECT_LE(table.all().places(), 2 * table.size() + 64);
    for (const slot each : table.all()) EXPECT_EQ(table.all().data()[table.place(each)], each);
}

TEST_F(rows, removed_together_leave_the_others_in_order) {
    for (int i = 0; i < 1000; ++i) add();
    std::vector<slot> gone;
    for (slot each = 1; each <= 1000; ++each)
        if (each % 10 != 0) gone.push_back(each);
    log.begin_operation();
    table.reserve_remove(gone.size());
    table.remove(gone);
    EXPECT_EQ(table.size(), 100U);
    std::vector<key> expected;
    for (key id = 10; id <= 1000; id += 10) expected.push_back(id);
    EXPECT_EQ(ids(), expected);
    for (const slot each : gone) EXPECT_FALSE(table.lives(each));
    EXPECT_EQ(table.find(11), 0U);
    EXPECT_EQ(add(), gone.front());
}

TEST_F(rows, the_first_is_found_without_looking_at_the_holes_before_it) {
    for (int i = 0; i < 1000; ++i) add();
    for (slot each = 1; each < 500; ++each) {
        remove(each);
        EXPECT_EQ(table.all().data()[table.all().first()], each + 1);
        EXPECT_EQ(*table.all().begin(), each + 1);
    }
}

TEST_F(rows, sparse_ids_are_found) {
    EXPECT_EQ(add(1'000'000'000'000), 1U);
    EXPECT_EQ(add(5), 2U);
    EXPECT_EQ(add(), 3U);
    EXPECT_EQ(table.id(3), 1'000'000'000'001U);
    EXPECT_EQ(table.find(5), 2U);
    EXPECT_EQ(table.find(1'000'000'000'000), 1U);
    EXPECT_EQ(table.find(1), 0U);
    remove(1);
    EXPECT_EQ(table.find(1'000'000'000'000), 0U);
}

TEST_F(rows, come_back_with_a_rollback) {
    for (int i = 0; i < 10; ++i) add();
    const auto mark = log.mark();
    remove(3);
    add();
    add(77);
    log.rollback(mark);
    EXPECT_EQ(ids(), (std::vector<key>{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}));
    EXPECT_EQ(table.next_id(), 11U);
    EXPECT_EQ(table.find(77), 0U);
    EXPECT_FALSE(table.lives(11));
    EXPECT_TRUE(table.lives(3));
}

TEST_F(rows, more_than_the_limit_are_refused) {
    kith::table::rows small(log, links, "Small", 3);
    for (int i = 0; i < 3; ++i) {
        small.reserve_one();
        static_cast<void>(small.add());
    }
    try {
        small.reserve_one();
        FAIL() << "nothing was thrown";
    } catch (const kith::limit_error& problem) {
        EXPECT_EQ(problem.code(), kith::errc::rows_exhausted);
        EXPECT_NE(std::string(problem.what()).find("Small"), std::string::npos);
    }
    small.reserve_remove(1);
    const slot second = 2;
    small.remove({&second, 1});
    small.reserve_one();
    EXPECT_EQ(small.add(), 2U);
}

TEST_F(rows, a_random_program_agrees_with_a_map) {
    std::mt19937 random(7);
    std::map<key, slot> living;
    std::vector<key> order;
    key next = 1;
    for (int step = 0; step < 30'000; ++step) {
        if (random() % 5 < 3 || living.empty()) {
            key id = random() % 6 == 0 ? 1 + random() % 100'000 : 0;
            if (id != 0 && living.contains(id)) continue;
            const slot where = add(id);
            if (id == 0) id = next;
            next = std::max(next, id + 1);
            ASSERT_EQ(table.id(where), id);
            living[id] = where;
            order.push_back(id);
        } else {
            const auto at = random() % order.size();
            const key id = order[at];
            remove(living[id]);
            living.erase(id);
            order.erase(order.begin() + static_cast<std::ptrdiff_t>(at));
        }
        if (order.size() > 300) {
            while (order.size() > 20) {
                remove(living[order.back()]);
                living.erase(order.back());
                order.pop_back();
            }
        }
        if (step % 50 == 0) {
            ASSERT_EQ(ids(), order);
            for (const auto& [id, where] : living) ASSERT_EQ(table.find(id), where);
        }
    }
    EXPECT_EQ(table.next_id(), next);
}

TEST_F(rows, that_live_side_by_side_are_found_as_runs) {
    EXPECT_EQ(table.next_run(1).count, 0U);
    for (int i = 0; i < 200; ++i) add();
    for (const slot gone : {1U, 64U, 127U, 128U, 129U, 192U, 200U}) remove(gone);
    std::vector<std::pair<slot, std::uint32_t>> runs;
    for (auto run = table.next_run(1); run.count != 0; run = table.next_run(run.first + run.count))
        runs.emplace_back(run.first, run.count);
    const std::vector<std::pair<slot, std::uint32_t>> expected{{2, 62}, {65, 62}, {130, 62}, {193, 7}};
    EXPECT_EQ(runs, expected);
    EXPECT_EQ(table.next_run(100).first, 100U);
    EXPECT_EQ(table.next_run(100).count, 27U);
    EXPECT_EQ(table.next_run(200).count, 0U);
}

}  // namespace
