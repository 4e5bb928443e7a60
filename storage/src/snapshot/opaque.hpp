#pragma once

#include <kith/schema/field.hpp>

namespace kith::storage::snapshot {

/// A boxed value whose C++ type is not there: the bytes that the type wrote, kept as they are.
[[nodiscard]] const schema::boxed_type& opaque_boxed() noexcept;

}  // namespace kith::storage::snapshot
