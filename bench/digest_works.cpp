// The works on digests, per cell of a world of six numeric columns. `digest_all` finds the digest of everything;
// `digest_1_percent` brings one that is kept up to date after one row in a hundred, drawn at random, got other
// values in all its columns, and `digest_1_percent_together` after as many rows beside each other did. The writes
// are not timed. The limit hashes plain arrays row by row; it knows its six columns while it is compiled.
#include "generator.hpp"
#include "works.hpp"

#include <kith/kith.hpp>

#include <bit>
#include <utility>
#include <vector>

namespace bench::digests {

struct Unit {
    float x = 0;
    float y = 0;
    float vx = 0;
    float vy = 0;
    std::int32_t energy = 0;
    std::int32_t goal = 0;
};
KITH_MODEL(Unit, x, y, vx, vy, energy, goal)

}  // namespace bench::digests

namespace bench {
namespace {

using digests::Unit;

constexpr std::uint32_t units = 100'000;
constexpr std::uint32_t columns = 6;
constexpr const char* size_name = "100k";

Unit make_unit(generator& random) {
    const auto coordinate = [&] { return static_cast<float>(random.below(1'000'000)); };
    const auto number = [&] { return static_cast<std::int32_t>(random.below(1'000'000)); };
    return {coordinate(), coordinate(), coordinate(), coordinate(), number(), number()};
}

class unit_world {
public:
    unit_world() {
        generator random(31);
        for (std::uint32_t n = 0; n < units; ++n) units_.push_back(graph.add(make_unit(random)));
    }
    void change(std::uint32_t n, generator& random) {
        const Unit to = make_unit(random);
        const kith::ref<Unit>& each = units_[n];
        each.x(to.x);
        each.y(to.y);
        each.vx(to.vx);
        each.vy(to.vy);
        each.energy(to.energy);
        each.goal(to.goal);
    }

    kith::graph graph{kith::models<Unit>};

private:
    std::vector<kith::ref<Unit>> units_;
};

struct unit_arrays {
    std::vector<std::uint64_t> id;
    std::vector<float> x, y, vx, vy;
    std::vector<std::int32_t> energy, goal;

    unit_arrays() {
        generator random(31);
        for (std::uint32_t n = 0; n < units; ++n) {
            const Unit each = make_unit(random);
            id.push_back(n + 1);
            x.push_back(each.x);
            y.push_back(each.y);
            vx.push_back(each.vx);
            vy.push_back(each.vy);
            energy.push_back(each.energy);
            goal.push_back(each.goal);
        }
    }
    [[nodiscard]] static std::uint64_t mix(std::uint64_t state, std::uint64_t number) {
        __extension__ using wide = unsigned __int128;
        const wide product =
            static_cast<wide>(state ^ 0x9E37'79B9'7F4A'7C15U) * (number ^ 0xD6E8'FEB8'6659'FD93U);
        return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
    }
    [[nodiscard]] std::uint64_t digest() const {
        const auto bits = [](auto value) { return std::uint64_t{std::bit_cast<std::uint32_t>(value)}; };
        std::uint64_t sum = 0;
        for (std::uint32_t n = 0; n < units; ++n) {
            std::uint64_t hash = mix(17, id[n]);
            for (const std::uint64_t cell :
                 {bits(x[n]), bits(y[n]), bits(vx[n]), bits(vy[n]), bits(energy[n]), bits(goal[n])})
                hash = mix(hash, cell);
            sum += hash;
        }
        return sum;
    }
};

void report(benchmark::State& state) { state.SetItemsProcessed(state.iterations() * units * columns); }

void run_all(benchmark::State& state) {
    const unit_world world;
    for (auto unused : state) {
        (void)unused;
        benchmark::DoNotOptimize(world.graph.digest());
    }
    report(state);
}

void run_limit(benchmark::State& state) {
    const unit_arrays world;
    for (auto unused : state) {
        (void)unused;
        benchmark::DoNotOptimize(world.digest());
    }
    report(state);
}

template <class Change>
void run_kept(benchmark::State& state, const Change& change) {
    unit_world world;
    world.graph.keep_digest();
    generator random(47);
    std::uint64_t found = 0;
    for (auto unused : state) {
        (void)unused;
        state.PauseTiming();
        change(world, random);
        state.ResumeTiming();
        found = world.graph.digest();
    }
    if (found != std::as_const(world.graph).digest()) return state.SkipWithError("the digest is wrong");
    report(state);
}

}  // namespace

void register_digests() {
    constexpr std::uint32_t changed = units / 100;
    add_work("digest_all", "limit", size_name, run_limit);
    add_work("digest_all", "kith", size_name, run_all);
    add_work("digest_1_percent", "kith", size_name, [](benchmark::State& state) {
        run_kept(state, [](unit_world& world, generator& random) {
            for (std::uint32_t n = 0; n < changed; ++n)
                world.change(static_cast<std::uint32_t>(random.below(units)), random);
        });
    });
    add_work("digest_1_percent_together", "kith", size_name, [](benchmark::State& state) {
        run_kept(state, [](unit_world& world, generator& random) {
            const auto first = static_cast<std::uint32_t>(random.below(units - changed));
            for (std::uint32_t n = 0; n < changed; ++n) world.change(first + n, random);
        });
    });
}

}  // namespace bench
