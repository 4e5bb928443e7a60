#include "oracle/comparison.hpp"
#include "oracle/schemas.hpp"

#include <gtest/gtest.h>

#include <iostream>
#include <random>

namespace {

// From the environment, for a longer run or to repeat one: KITH_ORACLE_PROGRAMS says how many, KITH_ORACLE_STEPS
// how long each, KITH_ORACLE_SEED the first one's seed, KITH_ORACLE_SCHEMA which schema alone.

std::vector<oracle::schema> schemas_to_run() {
    const char* only = std::getenv("KITH_ORACLE_SCHEMA");
    std::vector<oracle::schema> schemas = oracle::all_schemas();
    if (only != nullptr) std::erase_if(schemas, [&](const auto& each) { return each.name != only; });
    return schemas;
}

void compare_programs(const std::vector<oracle::schema>& schemas, std::uint64_t first,
                      std::uint64_t programs) {
    const std::uint64_t steps = naive::number_from("KITH_ORACLE_STEPS", 50);
    ASSERT_FALSE(schemas.empty()) << "KITH_ORACLE_SCHEMA names no schema";
    oracle::sqlalchemy_side sqlalchemy;
    std::cout << programs << " programs of " << steps << " steps from seed " << first << ", "
              << schemas.size() << " schemas, " << sqlalchemy.version() << std::endl;
    std::size_t refused = 0;
    for (std::uint64_t i = 0; i < programs; ++i) {
        const std::uint64_t seed = first + i;
        const oracle::schema& schema = schemas[seed % schemas.size()];
        oracle::comparison both(sqlalchemy, schema);
        auto [program, difference] = both.run_random(seed, steps);
        refused += both.refused();
        if (!difference) continue;
        FAIL() << "kith and SQLAlchemy differ after step " << difference->step + 1
               << " of a program; the shortest that shows it, of "
               << both.report(both.shortest(program, *difference))
               << "To repeat it: --gtest_filter=*fresh* with KITH_ORACLE_SCHEMA=" << schema.name
               << " KITH_ORACLE_SEED=" << seed << " KITH_ORACLE_PROGRAMS=1 KITH_ORACLE_STEPS=" << steps;
    }
    std::cout << refused << " steps were refused by both; done otherwise than written, by rule:";
    for (const auto& [rule, times] : sqlalchemy.rules()) std::cout << ' ' << rule << " (" << times << ')';
    std::cout << std::endl;
}

TEST(oracle, agrees_on_programs_of_known_seeds) {
    const auto schemas = schemas_to_run();
    compare_programs(schemas, 1, 5 * schemas.size());
}

TEST(oracle, agrees_on_programs_of_fresh_seeds) {
    const std::uint64_t fresh = std::random_device{}();
    compare_programs(schemas_to_run(), naive::number_from("KITH_ORACLE_SEED", fresh),
                     naive::number_from("KITH_ORACLE_PROGRAMS", 300));
}

}  // namespace
