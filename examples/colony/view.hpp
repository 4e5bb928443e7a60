#pragma once

#include "orders.hpp"

#include <cstddef>
#include <string>

namespace colony {

/// The world in so many characters: buildings by their first letter (house, farm, mine), people by how many of them
/// are there (. : *), those of the first settlement in one colour and those of the second in another. Lines end
/// with a newline.
[[nodiscard]] std::string draw(kith::graph& world, std::size_t width, std::size_t height);

/// A line that says how the settlements do.
[[nodiscard]] std::string describe(kith::graph& world, tick done);

}  // namespace colony
