#pragma once

#include "oracle/schemas/alone.hpp"
#include "oracle/schemas/associations.hpp"
#include "oracle/schemas/many_to_many.hpp"
#include "oracle/schemas/one_to_many.hpp"
#include "oracle/schemas/one_to_one.hpp"
#include "oracle/schemas/orders.hpp"
#include "oracle/schemas/together.hpp"
#include "oracle/schemas/trees.hpp"

namespace oracle {

/// Every schema, under the name that other_side/models.py has for it.
[[nodiscard]] inline std::vector<schema> all_schemas() {
    std::vector<schema> out;
#define ORACLE_SCHEMA(NAME) out.push_back(make_schema(#NAME, NAME::models));
    ORACLE_SCHEMA(one_to_many)
    ORACLE_SCHEMA(one_to_many_all)
    ORACLE_SCHEMA(one_to_many_delete)
    ORACLE_SCHEMA(one_to_many_owning)
    ORACLE_SCHEMA(one_to_many_orphan_only)
    ORACLE_SCHEMA(one_to_many_all_both)
    ORACLE_SCHEMA(one_to_many_owning_all_both)
    ORACLE_SCHEMA(one_to_many_required)
    ORACLE_SCHEMA(one_to_many_required_owning)
    ORACLE_SCHEMA(one_to_many_set)
    ORACLE_SCHEMA(one_to_many_set_owning)
    ORACLE_SCHEMA(accounts)
    ORACLE_SCHEMA(many_to_one_all)
    ORACLE_SCHEMA(many_to_one_owning)
    ORACLE_SCHEMA(one_to_one)
    ORACLE_SCHEMA(one_to_one_all)
    ORACLE_SCHEMA(one_to_one_owning)
    ORACLE_SCHEMA(one_to_one_all_from_key)
    ORACLE_SCHEMA(one_to_one_all_both)
    ORACLE_SCHEMA(one_to_one_single)
    ORACLE_SCHEMA(one_to_one_owning_single)
    ORACLE_SCHEMA(one_to_one_owning_from_key)
    ORACLE_SCHEMA(wagons)
    ORACLE_SCHEMA(wagons_owning)
    ORACLE_SCHEMA(many_to_many)
    ORACLE_SCHEMA(many_to_many_all)
    ORACLE_SCHEMA(many_to_many_all_both)
    ORACLE_SCHEMA(many_to_many_owning)
    ORACLE_SCHEMA(many_to_many_owning_all_both)
    ORACLE_SCHEMA(many_to_many_owning_both)
    ORACLE_SCHEMA(many_to_many_sets)
    ORACLE_SCHEMA(many_to_many_set_owning)
    ORACLE_SCHEMA(people)
    ORACLE_SCHEMA(tree)
    ORACLE_SCHEMA(tree_all)
    ORACLE_SCHEMA(tree_owning)
    ORACLE_SCHEMA(sorted_items)
    ORACLE_SCHEMA(sorted_items_owning)
    ORACLE_SCHEMA(numbered_items)
    ORACLE_SCHEMA(numbered_items_owning)
    ORACLE_SCHEMA(keyed_items)
    ORACLE_SCHEMA(keyed_items_owning)
    ORACLE_SCHEMA(sorted_pairs)
    ORACLE_SCHEMA(several)
    ORACLE_SCHEMA(reviews)
    ORACLE_SCHEMA(reviews_owned_twice)
    ORACLE_SCHEMA(reviews_sets)
    ORACLE_SCHEMA(reviews_sets_owned_twice)
    ORACLE_SCHEMA(words)
    ORACLE_SCHEMA(words_owning)
    ORACLE_SCHEMA(words_set_owning)
    ORACLE_SCHEMA(weights)
    ORACLE_SCHEMA(weights_owning)
    ORACLE_SCHEMA(desks)
    ORACLE_SCHEMA(desks_cascading)
    ORACLE_SCHEMA(desks_owning)
    ORACLE_SCHEMA(keywords)
    ORACLE_SCHEMA(alone_one)
    ORACLE_SCHEMA(alone_one_all)
    ORACLE_SCHEMA(alone_one_single)
    ORACLE_SCHEMA(alone_one_owning)
    ORACLE_SCHEMA(alone_many)
    ORACLE_SCHEMA(alone_many_all)
    ORACLE_SCHEMA(alone_many_owning)
    ORACLE_SCHEMA(alone_pairs)
    ORACLE_SCHEMA(alone_pairs_all)
    ORACLE_SCHEMA(alone_pairs_owning)
    ORACLE_SCHEMA(friends)
    ORACLE_SCHEMA(company)
    ORACLE_SCHEMA(balls)
#undef ORACLE_SCHEMA
    return out;
}

}  // namespace oracle
