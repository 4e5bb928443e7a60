#include <kith/core/checkpoint.hpp>
#include <kith/kith.hpp>
#include <kith/storage/file/simulated_disk.hpp>
#include <kith/storage/snapshot.hpp>
#include <kith/storage/sqlite.hpp>

#include <gtest/gtest.h>

#include <pthread.h>

#include <functional>

namespace deep_test {

struct Link;
struct Link {
    std::int32_t depth = 0;
    kith::one<Link, "owned"> owner{};
    kith::many<Link, "owner", kith::cascade<"all, delete-orphan">> owned{};
};
KITH_MODEL(Link, depth, owner, owned)

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::size_t stack_bytes = std::size_t{1} << 20;  // frames are several times as large
#else
constexpr std::size_t stack_bytes = std::size_t{128} << 10;
#endif

void* run(void* work) {
    (*static_cast<const std::function<void()>*>(work))();
    return nullptr;
}

/// Runs `work` in a thread with a stack that has no room for one frame an entity, not even the smallest.
void with_a_small_stack(const std::function<void()>& work) {
    pthread_attr_t small;
    ASSERT_EQ(pthread_attr_init(&small), 0);
    ASSERT_EQ(pthread_attr_setstacksize(&small, stack_bytes), 0);
    pthread_t thread{};
    ASSERT_EQ(pthread_create(&thread, &small, run, const_cast<std::function<void()>*>(&work)), 0);
    ASSERT_EQ(pthread_join(thread, nullptr), 0);
    pthread_attr_destroy(&small);
}

constexpr std::int32_t depth = 1'000'000;

/// Each link of the chain owns the next one.
class a_chain_of_a_million_owners : public testing::Test {
protected:
    kith::graph graph{kith::models<Link>};
    kith::ref<Link> first = graph.add(Link{});
    kith::ref<Link> last = first;

    void SetUp() override {
        with_a_small_stack([this] {
            while (last.depth() + 1 < depth) last = graph.add(Link{.depth = last.depth() + 1, .owner = last});
        });
        ASSERT_EQ(graph.count<Link>(), std::size_t{depth});
    }
};

TEST_F(a_chain_of_a_million_owners, is_walked_printed_and_checked_with_a_small_stack) {
    with_a_small_stack([this] {
        std::int64_t sum = 0;
        for (auto each = last; each; each = each.owner()) sum += each.depth();
        EXPECT_EQ(sum, std::int64_t{depth} * (depth - 1) / 2);
        EXPECT_EQ(kith::to_string(first), "<Link 1, 0>");
        EXPECT_EQ(kith::to_string(last), "<Link 1000000, 999999>");
        EXPECT_TRUE(graph.check().empty());
    });
}

TEST_F(a_chain_of_a_million_owners, is_erased_and_comes_back_with_a_small_stack) {
    with_a_small_stack([this] {
        const std::uint64_t whole = graph.digest();
        const kith::core::checkpoint then(graph);
        const auto mark = graph.mark();
        graph.erase(first);
        EXPECT_EQ(graph.count<Link>(), 0U);
        ASSERT_EQ(then.difference().rows.size(), 1U);
        EXPECT_EQ(then.difference().rows.front().size(), std::size_t{depth});
        graph.rollback(mark);
        EXPECT_EQ(graph.digest(), whole);
        EXPECT_TRUE(then.difference().rows.front().empty());
    });
}

TEST_F(a_chain_of_a_million_owners, goes_as_orphans_with_a_small_stack) {
    with_a_small_stack([this] {
        auto unit = graph.transaction();
        first.owned().clear();
        EXPECT_EQ(graph.count<Link>(), std::size_t{depth});
        unit.commit();
        EXPECT_EQ(graph.count<Link>(), 1U);
    });
}

TEST_F(a_chain_of_a_million_owners, is_saved_and_loaded_with_a_small_stack) {
    with_a_small_stack([this] {
        namespace snapshot = kith::storage::snapshot;
        kith::storage::file::simulated_disk disk;
        snapshot::save(graph, disk, "chain.kith");
        kith::graph loaded(kith::models<Link>);
        snapshot::load(loaded, disk, "chain.kith");
        EXPECT_EQ(loaded.digest(), graph.digest());
    });
}

TEST_F(a_chain_of_a_million_owners, is_written_to_a_database_and_read_with_a_small_stack) {
    with_a_small_stack([this] {
        kith::storage::sqlite database(":memory:");
        EXPECT_EQ(database.flush(graph).inserted, std::size_t{depth});
        kith::graph loaded(kith::models<Link>);
        database.load(loaded);
        EXPECT_EQ(loaded.digest(), graph.digest());
        loaded.erase(loaded.get<Link>(1));
        EXPECT_EQ(database.flush(loaded).deleted, std::size_t{depth});
    });
}

}  // namespace deep_test
