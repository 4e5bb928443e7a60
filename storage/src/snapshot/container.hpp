#pragma once

#include "complaint.hpp"
#include "format.hpp"

#include <kith/storage/file/file_system.hpp>

#include <span>

namespace kith::storage::snapshot {

/// A file whose head, table and sections match their checksums, with its schema. What the other sections
/// say is not looked at yet.
struct container {
    struct section {
        table_entry entry;
        std::span<const std::byte> payload;
    };

    complaint file;
    file::bytes bytes;
    std::uint32_t version = 0;
    std::vector<section> sections;
    stored_schema schema;

    /// The section of that place in `schema.table()`: the file has exactly those, in that order.
    [[nodiscard]] std::string name_of(std::size_t number) const {
        return schema.name_of(sections[number].entry);
    }
};

/// Throws storage_error: file_missing, file_unreadable, not_a_snapshot, snapshot_newer, snapshot_truncated,
/// snapshot_damaged.
[[nodiscard]] container open(const file::file_system& files, const std::filesystem::path& path);

}  // namespace kith::storage::snapshot
