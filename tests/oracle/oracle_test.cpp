#include "oracle/comparison.hpp"
#include "oracle/schemas.hpp"

#include <gtest/gtest.h>

#include <iostream>
#include <random>

namespace {

// From the environment, for a longer run or to repeat one: KITH_ORACLE_PROGRAMS says how many, KITH_ORACLE_STEPS
// how long each, KITH_ORACLE_SEED the first one's seed, KITH_ORACLE_SCHEMA which schema alone.

struct run {
    std::uint64_t seed;
    std::uint64_t programs;
    std::uint64_t steps = naive::number_from("KITH_ORACLE_STEPS", 50);
};

void compare_programs(const run& wanted) {
    const char* only = std::getenv("KITH_ORACLE_SCHEMA");
    std::vector<oracle::schema> schemas = oracle::all_schemas();
    if (only != nullptr) std::erase_if(schemas, [&](const auto& each) { return each.name != only; });
    ASSERT_FALSE(schemas.empty()) << "no schema is named " << only;
    oracle::sqlalchemy_side sqlalchemy;
    std::cout << wanted.programs << " programs of " << wanted.steps << " steps from seed " << wanted.seed
              << ", " << schemas.size() << " schemas, " << sqlalchemy.version() << std::endl;
    std::size_t refused = 0;
    for (std::uint64_t i = 0; i < wanted.programs; ++i) {
        const std::uint64_t seed = wanted.seed + i;
        const oracle::schema& schema = schemas[seed % schemas.size()];
        oracle::comparison both(sqlalchemy, schema);
        auto [program, difference] = both.run_random(seed, wanted.steps);
        refused += both.refused();
        if (!difference) continue;
        FAIL() << "kith and SQLAlchemy differ after step " << difference->step + 1
               << " of a program; the shortest that shows it, of "
               << both.report(both.shortest(program, *difference))
               << "To repeat it: --gtest_filter=*fresh* with KITH_ORACLE_SCHEMA=" << schema.name
               << " KITH_ORACLE_SEED=" << seed
               << " KITH_ORACLE_PROGRAMS=1 KITH_ORACLE_STEPS=" << wanted.steps;
    }
    std::cout << refused << " steps were refused by both; done otherwise than written, by rule:";
    for (const auto& [rule, times] : sqlalchemy.rules()) std::cout << ' ' << rule << " (" << times << ')';
    std::cout << std::endl;
}

TEST(oracle, agrees_on_programs_of_known_seeds) { compare_programs({.seed = 1, .programs = 300}); }

TEST(oracle, agrees_on_programs_of_fresh_seeds) {
    const std::uint64_t fresh = std::random_device{}();
    compare_programs({.seed = naive::number_from("KITH_ORACLE_SEED", fresh),
                      .programs = naive::number_from("KITH_ORACLE_PROGRAMS", 300)});
}

}  // namespace
