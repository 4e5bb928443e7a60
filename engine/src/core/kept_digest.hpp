#pragma once

#include "content.hpp"

#include <kith/core/checkpoint.hpp>

namespace kith::core {

/// The digest of a graph, brought up to date from the pages that were written since it was last asked for.
///
/// Ownership: refers to the graph.
class kept_digest {
public:
    kept_digest(graph& of, const memory::heap& texts);

    /// May throw std::bad_alloc, and has changed nothing then.
    [[nodiscard]] std::uint64_t now();

private:
    graph& graph_;
    const memory::heap& texts_;
    content_hash hash_;
    checkpoint last_;
    std::uint64_t sum_;
};

}  // namespace kith::core
