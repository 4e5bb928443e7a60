#pragma once

#include <kith/schema/field.hpp>

#include <cstddef>
#include <vector>

namespace kith::storage::snapshot {

/// Whether every value of a column in a file has its equal in a column of a program: the same kind, or a
/// number of a wider one.
[[nodiscard]] bool converts(const schema::field& from, const schema::field& to) noexcept;

/// `count` packed values in the program's kind. Requires `converts`, two kinds of numbers.
[[nodiscard]] std::vector<std::byte> convert(schema::kind from, schema::kind to, const std::byte* values,
                                             std::size_t count);

}  // namespace kith::storage::snapshot
