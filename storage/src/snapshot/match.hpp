#pragma once

#include "complaint.hpp"
#include "format.hpp"

#include <kith/storage/snapshot/options.hpp>

#include <optional>

namespace kith::storage::snapshot {

/// Where what a file holds goes in a graph. What is to be left out goes nowhere.
struct match {
    struct type {
        std::optional<std::uint32_t> type;                  ///< in the graph's catalog
        std::vector<std::optional<std::uint32_t>> columns;  ///< by field of the file
        std::vector<std::uint32_t> initial;  ///< columns of the graph that the file does not have
    };
    struct relation {
        std::optional<std::uint32_t> relation;
        unsigned side = 0;  ///< of the graph's relationship: what the file's side 0 is
    };
    std::vector<type> types;
    std::vector<relation> relations;
};

/// Matches by name. Throws storage_error (snapshot_mismatch) that names type, member and remedy.
[[nodiscard]] match match_schema(const stored_schema& file, const schema::catalog& graph,
                                 const load_options& options, const complaint& trouble);

}  // namespace kith::storage::snapshot
