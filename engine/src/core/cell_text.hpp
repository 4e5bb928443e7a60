#pragma once

#include <kith/core/observers.hpp>
#include <kith/schema/field.hpp>

#include <string>

namespace kith::core {

// A value as a person reads it.
[[nodiscard]] std::string cell_text(const schema::field& field, const cell_value& value);

}  // namespace kith::core
