// The works on a many-to-many, per pair: `many_to_many_build` makes all rows and pairs, `many_to_many_walk` goes
// from one end to the other, and `many_to_many_walk_back` back.
#include "school.hpp"
#include "works.hpp"

#include <optional>

namespace bench {
namespace {

struct system_entry {
    const char* name;
    build_enrolment_function build;
};

constexpr system_entry systems[] = {
    {"limit", build_enrolment_limit},
    {"kith", build_enrolment_kith},
    {"pointers", build_enrolment_pointers},
};

/// One school and one enrolment at a time, made when they are first asked for and kept until others are.
class campus {
public:
    const school& school_of(const school_size& size) {
        if (size_ != &size) {
            clear();
            school_.emplace(size);
            size_ = &size;
        }
        return *school_;
    }
    enrolment& enrolment_of(const system_entry& system, const school_size& size) {
        const school& from = school_of(size);
        if (system_ != &system) {
            clear();
            enrolment_ = system.build(from);
            system_ = &system;
        }
        return *enrolment_;
    }
    void clear() noexcept {
        system_ = nullptr;
        enrolment_.reset();
    }

private:
    const school_size* size_ = nullptr;
    std::optional<school> school_;
    const system_entry* system_ = nullptr;
    std::unique_ptr<enrolment> enrolment_;
};

void run_build(benchmark::State& state, campus& on, const system_entry& system, const school_size& size) {
    on.clear();
    const school& from = on.school_of(size);
    for (auto unused : state) {
        (void)unused;
        std::unique_ptr<enrolment> built = system.build(from);
        state.PauseTiming();
        if (built->credits() != from.expected_credits() || built->ages() != from.expected_ages()) {
            return state.SkipWithError("what was built is not the school");
        }
        built.reset();
        state.ResumeTiming();
    }
    state.SetItemsProcessed(state.iterations() * std::int64_t{size.pairs});
}

void run_walk(benchmark::State& state, campus& on, std::int64_t (enrolment::*walk)(),
              std::int64_t (school::*expected)() const noexcept, const system_entry& system,
              const school_size& size) {
    enrolment& walked = on.enrolment_of(system, size);
    const std::int64_t sum = (on.school_of(size).*expected)();
    for (auto unused : state) {
        (void)unused;
        if ((walked.*walk)() != sum) return state.SkipWithError("the sum is wrong");
    }
    state.SetItemsProcessed(state.iterations() * std::int64_t{size.pairs});
}

}  // namespace

void register_schools() {
    const auto on = std::make_shared<campus>();
    for (const school_size& size : school_sizes) {
        for (const system_entry& system : systems) {
            add_work("many_to_many_walk", system.name, size.name, [&, on](benchmark::State& state) {
                run_walk(state, *on, &enrolment::credits, &school::expected_credits, system, size);
            });
            add_work("many_to_many_walk_back", system.name, size.name, [&, on](benchmark::State& state) {
                run_walk(state, *on, &enrolment::ages, &school::expected_ages, system, size);
            });
            add_work("many_to_many_build", system.name, size.name,
                     [&, on](benchmark::State& state) { run_build(state, *on, system, size); });
        }
    }
}

}  // namespace bench
