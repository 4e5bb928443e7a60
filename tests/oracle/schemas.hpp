#pragma once

#include "oracle/schemas/many_to_many.hpp"
#include "oracle/schemas/one_to_many.hpp"
#include "oracle/schemas/one_to_one.hpp"

namespace oracle {

/// Every schema, under the name that models.py has for it.
[[nodiscard]] inline std::vector<schema> all_schemas() {
    std::vector<schema> out;
#define ORACLE_SCHEMA(NAME) out.push_back(make_schema(#NAME, NAME::models));
    ORACLE_SCHEMA(one_to_many)
    ORACLE_SCHEMA(one_to_many_all)
    ORACLE_SCHEMA(one_to_many_delete)
    ORACLE_SCHEMA(one_to_many_owning)
    ORACLE_SCHEMA(one_to_one)
    ORACLE_SCHEMA(one_to_one_owning)
    ORACLE_SCHEMA(many_to_many)
#undef ORACLE_SCHEMA
    return out;
}

}  // namespace oracle
