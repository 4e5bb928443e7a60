// `million_ticks`: a small world in which as much comes as goes, for a million ticks, with frames to go back to. What
// it takes in memory is reported early and late: of what was taken from regions, of the texts and links in use, and
// of the pages kept for frames and for the next ones. An item is a tick.
#include "generator.hpp"
#include "works.hpp"

#include <kith/frame_ring.hpp>
#include <kith/kith.hpp>

#include <string>

namespace bench::steady {

struct Group;
struct Thing {
    std::string text;
    std::int32_t value = 0;
    kith::column<std::int32_t, kith::ordered> rank = {};
    kith::one<Group, "things"> group = {};
    kith::many<Group, "sees"> seen_by = {};
};
struct Group {
    kith::column<std::string, kith::unique> name = {};
    kith::many<Thing, "group", kith::cascade<"all, delete-orphan">> things = {};
    kith::many<Thing, "seen_by"> sees = {};
};
KITH_MODEL(Thing, text, value, rank, group, seen_by)
KITH_MODEL(Group, name, things, sees)

}  // namespace bench::steady

namespace bench {
namespace {

using steady::Group;
using steady::Thing;

class small_world {
public:
    small_world() {
        for (int n = 0; n < 10; ++n) graph_.add(Group{.name = "group " + std::to_string(n)});
    }

    void tick() {
        frames_.save();
        change();
        if (random_.below(8) == 0) {
            frames_.back(frames_.size());
            frames_.save();
            change();
        }
        if (random_.below(4) == 0) {
            auto failing = graph_.transaction();
            change();
        }
    }

    [[nodiscard]] kith::core::graph::memory_use memory() const noexcept { return graph_.memory(); }

private:
    kith::ref<Group> any_group() { return graph_.get<Group>(kith::key{random_.below(10) + 1}); }
    std::int32_t any_rank() { return static_cast<std::int32_t>(random_.below(50)); }
    void change() {
        auto born = graph_.add(
            Thing{.text = std::string(random_.below(200), 'x'), .rank = any_rank(), .group = any_group()});
        born.seen_by().append(any_group());
        while (graph_.count<Thing>() > 200) graph_.erase(*graph_.all<Thing>().begin());
        for (auto thing : graph_.query<Thing>().where(kith::field<&Thing::rank> == any_rank()).all()) {
            thing.value(thing.value() + 1);
            thing.text(std::string(random_.below(90), 'y'));
            thing.group(any_group());
        }
    }

    kith::graph graph_{kith::models<Group, Thing>};
    kith::frame_ring<8> frames_{graph_};
    generator random_{25};
};

void report(benchmark::State& state, const std::string& when, const kith::core::graph::memory_use& use) {
    const auto kilobytes = [&](const char* what, std::size_t bytes) {
        state.counters[what + ("_KB_" + when)] = static_cast<double>(bytes) / 1e3;
    };
    kilobytes("committed", use.committed);
    kilobytes("texts", use.texts);
    kilobytes("links", use.links);
    kilobytes("pages", use.history + use.spare);
}

void run_million(benchmark::State& state) {
    constexpr int ticks = 1'000'000;
    for (auto unused : state) {
        (void)unused;
        small_world world;
        for (int tick = 1; tick <= ticks; ++tick) {
            world.tick();
            if (tick == ticks / 100) report(state, "at_10k", world.memory());
        }
        report(state, "at_1M", world.memory());
    }
    state.SetItemsProcessed(state.iterations() * ticks);
}

}  // namespace

void register_steady() { add_work("million_ticks", "kith", "1M", run_million); }

}  // namespace bench
