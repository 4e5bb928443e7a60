#pragma once

#include <kith/base/config.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>

namespace kith::memory {
class freezing;
}

namespace kith::core {

class extent;

// What a graph notes about itself.

/// A mark that is not spent.
struct open_mark {
    std::uint64_t serial;
    std::size_t pending;  // how many rows were pending then
    std::uint64_t boxes;  // table::boxes::now() then
    bool transaction;
};
/// A row to be looked at when the unit of work ends: it lost an owner, or something required.
struct pending {
    std::uint32_t type;
    slot row;
    key id;
    std::int64_t orphan_end;  // the member's end whose owner it lost; -1: only `required` is checked
};

/// A frozen view of this graph; it may have been dropped since.
struct open_view {
    std::shared_ptr<memory::freezing> copy;
    std::uint64_t boxes;  // table::boxes::now() then
};

/// What the graph holds in memory, in bytes.
struct memory_use {
    std::size_t committed;  ///< by regions: columns, links, texts
    std::size_t texts;      ///< in use in the text heap
    std::size_t links;      ///< in use in the link heap
    std::size_t history;    ///< page images kept for marks and stores
    std::size_t spare;      ///< page images that are kept for the next marks
};

/// Rows of one type that an erase found one after the other.
struct found_rows {
    extent* in;
    std::size_t first;
    std::size_t count;
};

}  // namespace kith::core
