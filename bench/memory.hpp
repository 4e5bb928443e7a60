#pragma once

#include <cstdint>

namespace bench {

/// Bytes of memory this process has resident, after the heap has given back every page it does not use: what a
/// world takes is the difference around its build, whoever allocated it and however.
[[nodiscard]] std::int64_t settled_memory();

}  // namespace bench
