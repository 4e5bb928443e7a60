#pragma once

#include <kith/core/graph.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace oracle {

/// What a step asks for is not the same on both sides: neither does it.
struct ambiguous {};

/// What a proxy's verbs are, by the relationship it goes through.
enum class proxy_kind { list, set, map, scalar };

/// A proxy's verbs without its types.
struct proxy_verbs {
    std::string between;  ///< the type of the objects that it makes
    std::string far;      ///< the type that it shows; empty if it shows a column
    proxy_kind kind;
    bool nullable;  ///< a scalar one that can be set to null
    /// Applies a verb to a row's proxy; what it takes are slots, or a column's values.
    std::function<void(kith::core::extent& in, kith::slot row, const std::string& verb,
                       const std::vector<std::uint64_t>& given)>
        perform;
};

/// An end whose links a state tells.
struct shown_pairs {
    std::uint32_t type;
    std::uint32_t end;
    bool ordered;  ///< by a column of the members, and so in the same order on both sides
};

/// Models that both sides have under the same names.
struct schema {
    std::string name;  ///< of the function in other_side/models.py
    kith::schema::catalog catalog;
    std::map<std::pair<std::string, std::string>, proxy_verbs> proxies;
    std::vector<shown_pairs> pairs;
};

}  // namespace oracle
