#include "session.hpp"

#include <kith/frame_ring.hpp>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>

namespace colony {
namespace {

class stopwatch {
public:
    [[nodiscard]] milliseconds time() const { return std::chrono::steady_clock::now() - start_; }

private:
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

class session {
public:
    session(kith::graph& world, const session_options& options)
        : world_(world), options_(options), post_(options.world.seed, options.delay), frames_(world) {}

    session_figures play() {
        found(world_, options_.world);
        const stopwatch all;
        // The last orders come when the last tick is done.
        for (tick now = 0; now < options_.ticks + options_.delay; ++now) {
            const stopwatch one;
            const tick done = std::min(now, options_.ticks);
            if (const tick late = post_.news(now); late < done) simulate_again(late, done, now);
            if (now < options_.ticks) simulate(now, now);
            figures_.most_page_memory = std::max(figures_.most_page_memory, world_.memory().history);
            figures_.longest_tick = std::max(figures_.longest_tick, one.time());
            if (now < options_.ticks && options_.after) options_.after(world_, now + 1);
        }
        figures_.time = all.time();
        settle_tally(options_.ticks);
        figures_.digest = world_.digest();
        return figures_;
    }

private:
    void simulate(tick of, tick now) {
        if (of >= most_delay) settle_tally(of - most_delay + 1);
        frames_.save();
        tallies_[of % most_delay] = step(world_, options_.world, of, post_.known(of, now));
    }

    void simulate_again(tick from, tick done, tick now) {
        const stopwatch back;
        frames_.back(done - from);
        figures_.longest_rollback = std::max(figures_.longest_rollback, back.time());
        figures_.rolling_back += back.time();
        ++figures_.rollbacks;
        for (tick again = from; again != done; ++again) simulate(again, now);
        figures_.ticks_again += done - from;
    }

    // Ticks before this one are final: what happened in them is added up.
    void settle_tally(tick before) {
        for (; settled_ < before; ++settled_) {
            const tally& of = tallies_[settled_ % most_delay];
            figures_.count.born += of.born;
            figures_.count.died += of.died;
            figures_.count.built += of.built;
            figures_.count.razed += of.razed;
        }
    }

    kith::graph& world_;
    const session_options& options_;
    post post_;
    kith::frame_ring<most_delay> frames_;
    std::array<tally, most_delay> tallies_{};  // of the last ticks, which may be simulated again
    tick settled_ = 0;
    session_figures figures_;
};

}  // namespace

session_figures play(kith::graph& world, const session_options& options) {
    if (options.delay > most_delay)
        throw std::invalid_argument("orders can be at most " + std::to_string(most_delay) + " ticks late");
    return session(world, options).play();
}

}  // namespace colony
