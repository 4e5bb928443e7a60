#pragma once

#include <cstdint>

/// 1 in a checked build: a ref whose entity is gone, and misuse that costs a look on every access, is
/// reported instead of reading defaults. The build system sets it; without one it follows NDEBUG.
#ifndef KITH_CHECKED
#ifdef NDEBUG
#define KITH_CHECKED 0
#else
#define KITH_CHECKED 1
#endif
#endif

namespace kith {

/// A row's place in its table. Slot 0 is the null row: every cell of it reads as the default value.
using slot = std::uint32_t;

/// An entity's primary key as a bare number; `id<T>` is the typed form. 0 is no entity.
using key = std::uint64_t;

/// The most rows one type can hold: slot 0 is the null row and the last number stays free.
inline constexpr std::uint64_t max_rows = 0xFFFF'FFFEU;

/// The largest id: one below 2^63, since databases count with a sign.
inline constexpr key max_id = (key{1} << 63) - 1;

/// The longest text or byte string one cell can hold, in bytes (1 GiB).
inline constexpr std::uint64_t max_text = std::uint64_t{1} << 30;

}  // namespace kith
