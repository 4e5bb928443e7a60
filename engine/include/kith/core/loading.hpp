#pragma once

#include <kith/core/graph.hpp>

namespace kith::core {

/// Fills an empty graph with rows and links that exist elsewhere already, in a file or a database: ids are
/// given, and nothing happens by itself: no stamps, no initial values, no displaced partners.
///
/// One unit of work: unless `finish` succeeds, the graph is as empty as it was, ids included.
///
/// Ownership: refers to the graph, which nobody else may change meanwhile.
class loading {
public:
    /// Throws usage_error when the graph has rows or a transaction is open.
    explicit loading(graph& into);
    ~loading();
    loading(const loading&) = delete;
    loading& operator=(const loading&) = delete;

    /// A new row, last in its table, with every cell zero, or null where the column can be. Throws
    /// integrity_error when `id` is taken or 0, limit_error when the type is full.
    [[nodiscard]] slot add(extent& in, key id);
    void set(extent& in, std::uint32_t column, slot row, const void* value);
    void set_text(extent& in, std::uint32_t column, slot row, std::string_view text);
    /// `value` is copied with the type's `copy`.
    void set_boxed(extent& in, std::uint32_t column, slot row, const void* value);
    /// Indexes a row whose cells are set. Throws integrity_error when a unique value is taken.
    void index(extent& in, slot row);

    /// Links a and b; where an end is a list, the other row comes last in it. False, with nothing done,
    /// when they are linked already or an end that can hold one holds another.
    [[nodiscard]] bool link(extent& in, std::uint32_t end, slot a, slot b);

    /// The next id to be given, when it is more than what the rows imply.
    void set_next_id(extent& in, key next);

    /// Checks what is required, and ends the unit. Throws integrity_error; the graph is empty then.
    void finish();

private:
    graph& graph_;
    kith::mark unit_{};
};

}  // namespace kith::core
