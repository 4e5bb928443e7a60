#pragma once

#include <kith/index/index.hpp>

namespace kith::index {

// Each key kind is instantiated in its own source, so that they compile side by side.
[[nodiscard]] std::unique_ptr<index> make_by_number(const schema::field& field, source from);
[[nodiscard]] std::unique_ptr<index> make_by_text(const schema::field& field, source from);
[[nodiscard]] std::unique_ptr<index> make_by_owner(source from);

}  // namespace kith::index
