// The works on a shop that changes: `move` gives each review to another game; `erase` erases all games and with
// them all reviews, in one call where there is one, and `erase_one_by_one` game by game. Per review.
#include "works.hpp"
#include "world.hpp"

#include <memory>
#include <optional>

namespace bench {
namespace {

struct system_entry {
    const char* name;
    build_changing_function build;
};

constexpr system_entry systems[] = {
    {"limit", build_changing_limit},
    {"kith", build_changing_kith},
    {"pointers", build_changing_pointers},
};

/// A shop and the games that its reviews are to go to: made when they are first asked for, and kept until
/// others are.
class plan {
public:
    const shop& shop_of(const shop_size& size) {
        if (size_ != &size) {
            shop_.reset();
            shop_.emplace(size);
            to_ = shop_->other_games();
            size_ = &size;
        }
        return *shop_;
    }
    const std::vector<std::uint32_t>& moves_of(const shop_size& size) {
        static_cast<void>(shop_of(size));
        return to_;
    }

private:
    const shop_size* size_ = nullptr;
    std::optional<shop> shop_;
    std::vector<std::uint32_t> to_;
};

void run_move(benchmark::State& state, plan& of, const system_entry& system, const shop_size& size) {
    const shop& from = of.shop_of(size);
    const std::vector<std::uint32_t>& to = of.moves_of(size);
    run_on_new(
        state, size.reviews, [&] { return system.build(from); }, [&](changing_world& on) { on.move(to); },
        [&](changing_world& on) {
            return on.reviews() == size.reviews && on.priced() == from.expected_priced(to) &&
                   on.reverse() == from.expected_reverse(to);
        });
}

void run_erase(benchmark::State& state, plan& of, void (changing_world::*erase)(), const system_entry& system,
               const shop_size& size) {
    const shop& from = of.shop_of(size);
    run_on_new(
        state, size.reviews, [&] { return system.build(from); }, [&](changing_world& on) { (on.*erase)(); },
        [](changing_world& on) { return on.reviews() == 0 && on.priced() == 0 && on.reverse() == 0; });
}

}  // namespace

void register_changes() {
    const auto of = std::make_shared<plan>();
    for (const shop_size& size : shop_sizes) {
        // Every time needs a new shop: of ten million reviews, that takes longer than it tells.
        if (size.reviews > 1'000'000) continue;
        for (const system_entry& system : systems) {
            add_work("move", system.name, size.name,
                     [&, of](benchmark::State& state) { run_move(state, *of, system, size); });
            add_work("erase", system.name, size.name, [&, of](benchmark::State& state) {
                run_erase(state, *of, &changing_world::erase, system, size);
            });
            add_work("erase_one_by_one", system.name, size.name, [&, of](benchmark::State& state) {
                run_erase(state, *of, &changing_world::erase_one_by_one, system, size);
            });
        }
    }
}

}  // namespace bench
