#pragma once

#include "format.hpp"

namespace kith::storage::snapshot {

class section_reader;
class section_writer;

void write_schema_section(section_writer& to, const stored_schema& schema);
/// Throws storage_error (snapshot_damaged) when it is no schema, were its checksum right or not.
[[nodiscard]] stored_schema read_schema_section(section_reader& from);

}  // namespace kith::storage::snapshot
