#pragma once

#include <kith/core/observers.hpp>
#include <kith/schema/field.hpp>

#include <string>
#include <string_view>

namespace kith::core {

// A value as a person reads it.
[[nodiscard]] std::string cell_text(const schema::field& field, const cell_value& value);
// 0x and two digits a byte.
[[nodiscard]] std::string hex(std::string_view bytes);

}  // namespace kith::core
