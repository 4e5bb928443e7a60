#include "saver.hpp"
#include "session.hpp"
#include "view.hpp"

#include <kith/storage/snapshot.hpp>

#include <CLI/CLI.hpp>

#include <chrono>
#include <exception>
#include <filesystem>
#include <iomanip>
#include <iostream>
#include <optional>
#include <string>
#include <thread>

namespace {

using namespace colony;

constexpr tick ticks_between_saves = 100;

struct options {
    session_options session{};
    std::filesystem::path save{};
    bool watch = false;
    bool quiet = false;
};

void show(kith::graph& world, tick done) {
    std::cout << "\x1b[H" << draw(world, 120, 36) << describe(world, done) << "\x1b[K" << std::endl;
    std::this_thread::sleep_for(std::chrono::milliseconds(30));
}

void print(const char* run, const session_options& of, const session_figures& figures) {
    const double seconds = figures.time.count() / 1'000;
    std::cout << std::fixed << std::setprecision(2) << run << ": " << std::setprecision(0)
              << of.ticks / seconds << " ticks a second, the longest " << std::setprecision(2)
              << figures.longest_tick.count() << " ms\n";
    if (figures.rollbacks != 0) {
        std::cout << "  gone back " << figures.rollbacks << " times, " << figures.ticks_again
                  << " ticks simulated again; to go back took "
                  << figures.rolling_back.count() / static_cast<double>(figures.rollbacks)
                  << " ms on average, at most " << figures.longest_rollback.count() << " ms\n";
    }
    std::cout << "  at most " << static_cast<double>(figures.most_page_memory) / 1e6
              << " MB of old pages kept to go back with\n";
}

// True if the run with late orders ended as the run without did, and the last file holds what was saved.
bool run(const options& chosen) {
    session_options in_time = chosen.session;
    in_time.delay = 0;
    kith::graph first(models);
    const session_figures expected = play(first, in_time);

    session_options late = chosen.session;
    kith::graph world(models);
    std::optional<saver> file;
    if (!chosen.save.empty()) file.emplace(chosen.save);
    late.after = [&](kith::graph& now, tick done) {
        if (file && done % ticks_between_saves == 0) file->save(now);
        if (chosen.watch) show(now, done);
    };
    if (chosen.watch) std::cout << "\x1b[2J";
    const session_figures figures = play(world, late);

    std::cout << describe(world, late.ticks) << '\n'
              << figures.count.born << " born or come, " << figures.count.died << " died, "
              << figures.count.built << " buildings built, " << figures.count.razed << " torn down\n";
    if (!chosen.quiet) {
        print("in time", in_time, expected);
        print("late", late, figures);
    }
    const bool same = figures.digest == expected.digest;
    std::cout << "orders up to " << late.delay << " ticks late: "
              << (same ? "the world is the same as with orders in time\n"
                       : "THE WORLD IS ANOTHER than with orders in time\n");
    if (!file || file->saves() == 0) return same;
    file->finish();

    kith::graph loaded(models);
    kith::storage::snapshot::load(loaded, chosen.save);
    const bool kept = loaded.digest() == file->digest();
    std::cout << file->saves() << " saves while it ran: "
              << (kept ? "the last one loads back as it was\n" : "THE LAST ONE LOADS BACK AS ANOTHER\n");
    return same && kept;
}

}  // namespace

int main(int argc, char** argv) {
    options chosen;
    CLI::App app(
        "Two settlements, and two players whose orders do not come in time: simulated at once, rolled "
        "back and simulated again when an order comes late. Fails when the world differs from the one "
        "in which all orders come in time.");
    app.add_option("--ticks", chosen.session.ticks, "how long")->capture_default_str();
    app.add_option("--agents", chosen.session.world.agents, "how many people there are at first")
        ->check(CLI::Range(2, 1'000'000))
        ->capture_default_str();
    app.add_option("--delay", chosen.session.delay, "at most so many ticks are orders late")
        ->check(CLI::Range(tick{0}, most_delay))
        ->capture_default_str();
    app.add_option("--seed", chosen.session.world.seed, "another seed, another story")->capture_default_str();
    app.add_option("--save", chosen.save, "save the world here every 100 ticks, in the background")
        ->type_name("FILE");
    app.add_flag("--watch", chosen.watch, "show the world, 33 times a second");
    app.add_flag("--quiet", chosen.quiet, "no times");
    CLI11_PARSE(app, argc, argv);
    try {
        return run(chosen) ? 0 : 1;
    } catch (const std::exception& error) {
        std::cout.flush();
        std::cerr << "colony: " << error.what() << '\n';
        return 1;
    }
}
