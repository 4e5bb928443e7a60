#pragma once

#include "section_reader.hpp"

#include <kith/base/config.hpp>

namespace kith::storage::snapshot {

struct stored_rows {
    key next_id = 0;
    std::uint64_t count = 0;
    std::vector<key> ids;
};

/// Reads a rows section; the ids are in the file's order. Throws storage_error (snapshot_damaged).
[[nodiscard]] stored_rows read_rows_section(section_reader& from);

}  // namespace kith::storage::snapshot
