// The works on frozen views. `save_world` takes a world of which every page has changed out into memory that was
// written before: a frozen view is refreshed and completed, an array is copied. `restore_world` puts it back when
// every row has changed. `write_while_saving` writes fields of reviews at random while another thread saves a frozen
// view of the shop in a file, and `write_undisturbed` while nobody does; each write is timed. An item is a world, or
// a write.
#include "shop.hpp"
#include "works.hpp"

#include <kith/kith.hpp>
#include <kith/storage/snapshot.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <memory>
#include <random>
#include <thread>
#include <utility>

namespace bench::freezing {

struct Body {
    float x = 0;
    float y = 0;
    float vx = 0;
    float vy = 0;
    std::int32_t energy = 0;
    std::int32_t goal = 0;
};
KITH_MODEL(Body, x, y, vx, vy, energy, goal)

struct Review;
struct Game {
    std::string title{};
    std::int32_t price = 0;
    kith::many<Review, "game"> reviews{};
};
struct User {
    std::string name{};
    std::int32_t karma = 0;
    kith::many<Review, "user"> reviews{};
};
struct Review {
    std::int32_t score = 0;
    std::string comment{};
    kith::one<Game, "reviews"> game{};
    kith::one<User, "reviews"> user{};
};
KITH_MODEL(Game, title, price, reviews)
KITH_MODEL(User, name, karma, reviews)
KITH_MODEL(Review, score, comment, game, user)

namespace {

constexpr std::uint32_t bodies = 110'000;

/// A world that can be changed as a whole, taken out and put back. Not more than the newest of what was taken out
/// is kept.
struct kith_world {
    kith::graph graph{kith::models<Body>};
    kith::frozen_view view;

    kith_world() {
        for (std::uint32_t n = 0; n < bodies; ++n) graph.add(Body{});
        view = graph.freeze();
    }
    void change(std::int32_t to) {
        for (auto each : graph.all<Body>()) {
            const auto moved = static_cast<float>(to);
            each.x(moved);
            each.y(moved);
            each.vx(moved);
            each.vy(moved);
            each.energy(to);
            each.goal(to);
        }
    }
    void save() {
        graph.refresh(view);
        benchmark::DoNotOptimize(&view.contents());
    }
    void restore() { graph.restore(view); }
    [[nodiscard]] bool is(std::int32_t what) const {
        const auto last = graph.get<Body>(bodies);
        return last.goal() == what && last.x() == static_cast<float>(what);
    }
    [[nodiscard]] bool saved(std::int32_t what) const { return view.get<Body>(bodies).goal() == what; }
};

struct limit_world {
    std::vector<std::int32_t> columns = std::vector<std::int32_t>(6 * bodies);
    std::vector<std::int32_t> copy = columns;

    void change(std::int32_t to) {
        for (std::uint32_t n = 0; n < bodies; ++n)
            for (std::uint32_t column = 0; column < 6; ++column) columns[column * bodies + n] = to;
    }
    void save() {
        std::memcpy(copy.data(), columns.data(), columns.size() * sizeof columns[0]);
        benchmark::ClobberMemory();
    }
    void restore() {
        std::memcpy(columns.data(), copy.data(), columns.size() * sizeof columns[0]);
        benchmark::ClobberMemory();
    }
    [[nodiscard]] bool is(std::int32_t what) const { return columns.back() == what; }
    [[nodiscard]] bool saved(std::int32_t what) const { return copy.back() == what; }
};

template <class World>
void run_save(benchmark::State& state) {
    World world;
    std::int32_t now = 0;
    for (auto unused : state) {
        (void)unused;
        state.PauseTiming();
        world.change(++now);
        state.ResumeTiming();
        world.save();
    }
    if (!world.saved(now)) state.SkipWithError("the world that was saved is another");
    state.SetItemsProcessed(state.iterations());
}

template <class World>
void run_restore(benchmark::State& state) {
    World world;
    world.change(1);
    world.save();
    std::int32_t now = 1;
    for (auto unused : state) {
        (void)unused;
        state.PauseTiming();
        world.change(++now);
        state.ResumeTiming();
        world.restore();
    }
    if (!world.is(1)) state.SkipWithError("the world that came back is another");
    state.SetItemsProcessed(state.iterations());
}

/// How long each of many writes took, to a tenth of a microsecond.
class latencies {
public:
    void add(std::chrono::nanoseconds took) {
        const auto bucket = static_cast<std::size_t>(took.count()) / 100;
        ++counts_[std::min(bucket, counts_.size() - 1)];
        slowest_ = std::max(slowest_, took);
        ++all_;
    }
    /// What all but that part of them took less than, in microseconds.
    [[nodiscard]] double beyond(double part) const {
        const auto most = static_cast<std::uint64_t>(static_cast<double>(all_) * part);
        std::uint64_t seen = 0;
        std::size_t bucket = counts_.size() - 1;
        while (bucket != 0 && (seen += counts_[bucket]) <= most) --bucket;
        return static_cast<double>(bucket + 1) / 10;
    }
    [[nodiscard]] double slowest() const { return static_cast<double>(slowest_.count()) / 1000; }

private:
    std::vector<std::uint64_t> counts_ = std::vector<std::uint64_t>(100'000);
    std::uint64_t all_ = 0;
    std::chrono::nanoseconds slowest_{0};
};

struct kith_shop {
    kith::graph graph{kith::models<Game, User, Review>};
    std::vector<kith::ref<Review>> in_random_order;

    explicit kith_shop(const shop_size& size) {
        const shop from(size);
        std::vector<kith::ref<User>> users;
        for (const shop::user& each : from.users)
            users.push_back(graph.add(User{.name = each.name, .karma = each.karma}));
        std::vector<kith::ref<Game>> games;
        for (const shop::game& each : from.games)
            games.push_back(graph.add(Game{.title = each.title, .price = each.price}));
        for (const shop::review& each : from.reviews)
            in_random_order.push_back(graph.add(Review{.score = each.score,
                                                       .comment = std::string(each.comment()),
                                                       .game = games[each.game],
                                                       .user = users[each.user]}));
        std::shuffle(in_random_order.begin(), in_random_order.end(), std::mt19937(5));
    }

    /// Writes until it is told to stop, and returns how many writes that were.
    template <class Stop>
    std::int64_t write(latencies& to, Stop&& stop) {
        std::int64_t done = 0;
        auto before = std::chrono::steady_clock::now();
        while (!stop(done)) {
            const auto& review = in_random_order[next_];
            if (++next_ == in_random_order.size()) next_ = 0;
            review.score(++value_);
            const auto after = std::chrono::steady_clock::now();
            to.add(after - before);
            before = after;
            ++done;
        }
        return done;
    }

private:
    std::size_t next_ = 0;
    std::int32_t value_ = 0;
};

enum class view_memory { made_anew, used_again };

void report(benchmark::State& state, const latencies& took, std::int64_t writes) {
    state.SetItemsProcessed(writes);
    state.counters["p9999_us"] = took.beyond(0.0001);
    state.counters["slowest_us"] = took.slowest();
}

void run_write_undisturbed(benchmark::State& state, kith_shop& shop) {
    latencies took;
    std::int64_t writes = 0;
    for (auto unused : state) {
        (void)unused;
        writes += shop.write(took, [](std::int64_t done) { return done == 1'000'000; });
    }
    report(state, took, writes);
}

void run_write_while_saving(benchmark::State& state, kith_shop& shop, view_memory how) {
    const auto path = std::filesystem::temp_directory_path() / "kith_bench_world.kith";
    latencies took;
    std::int64_t writes = 0;
    double freezing = 0;
    kith::frozen_view view;
    for (auto unused : state) {
        (void)unused;
        state.PauseTiming();
        if (how == view_memory::made_anew) view = {};
        const auto before = std::chrono::steady_clock::now();
        if (view)
            shop.graph.refresh(view);
        else
            view = shop.graph.freeze();
        freezing +=
            std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - before).count();
        std::atomic<bool> saved = false;
        std::thread saver([&] {
            kith::storage::snapshot::save(view, path);
            saved.store(true, std::memory_order_release);
        });
        state.ResumeTiming();
        writes += shop.write(took, [&](std::int64_t) { return saved.load(std::memory_order_acquire); });
        saver.join();
    }
    std::filesystem::remove(path);
    report(state, took, writes);
    state.counters["freeze_us"] = benchmark::Counter(freezing, benchmark::Counter::kAvgIterations);
}

}  // namespace
}  // namespace bench::freezing

namespace bench {

void register_frozen_views() {
    using namespace freezing;
    add_work("save_world", "limit", "110k", run_save<limit_world>);
    add_work("save_world", "kith", "110k", run_save<kith_world>);
    add_work("restore_world", "limit", "110k", run_restore<limit_world>);
    add_work("restore_world", "kith", "110k", run_restore<kith_world>);
    // One shop at a time.
    const auto open = std::make_shared<std::pair<const shop_size*, std::unique_ptr<kith_shop>>>();
    for (const shop_size& size : shop_sizes) {
        const auto made = [open, &size]() -> kith_shop& {
            if (open->first != &size) {
                open->second.reset();
                open->second = std::make_unique<kith_shop>(size);
                open->first = &size;
            }
            return *open->second;
        };
        add_work("write_undisturbed", "kith", size.name,
                 [=](benchmark::State& state) { run_write_undisturbed(state, made()); });
        add_work("write_while_saving", "kith_again", size.name, [=](benchmark::State& state) {
            run_write_while_saving(state, made(), view_memory::used_again);
        });
        add_work("write_while_saving", "kith", size.name, [=](benchmark::State& state) {
            run_write_while_saving(state, made(), view_memory::made_anew);
        });
    }
}

}  // namespace bench
