#pragma once

#include <kith/core/graph.hpp>

#include <array>
#include <cstddef>
#include <iosfwd>
#include <string>
#include <vector>

namespace kith {

/// In what two states of a graph differ. Printed, a line for each:
///   Unit 5.hp: 10 here, 12 there
///   Unit 7: present here, missing there
/// A plain value.
struct differences {
    /// A member of an entity that has another value; or, without a member, an entity that only one of them has.
    struct one {
        std::string type;
        key id = 0;
        std::string member;
        std::array<std::string, 2> values;
    };
    std::vector<one> found;  ///< by type, id, member
    bool more = false;       ///< there are entities beyond these
    /// What entities do not show and digests do not count, but what decides what happens next: the ids to be given
    /// next, and the order in which entities are walked.
    std::vector<std::string> notes;
    std::array<std::string, 2> sides{"here", "there"};  ///< what the two states are called

    [[nodiscard]] bool empty() const noexcept { return found.empty() && notes.empty(); }
};

[[nodiscard]] std::string to_string(const differences& of);
std::ostream& operator<<(std::ostream& out, const differences& of);

/// Names the first `most` entities in which two graphs differ, by type and id, with what they hold on both sides;
/// and whether what comes next would differ. Frozen views are graphs, too. Nothing is found exactly if the digests
/// are equal; notes may be made even then. Changes nothing.
/// Throws schema_error (schema_differs) unless both have the same models in the same order.
/// Complexity: n log n in the entities.
[[nodiscard]] differences why_different(const core::graph& here, const core::graph& there,
                                        std::size_t most = 10);

}  // namespace kith
