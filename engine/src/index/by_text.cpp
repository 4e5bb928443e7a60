#include "container.hpp"
#include "key_kinds.hpp"

namespace kith::index {

std::unique_ptr<index> make_by_text(const schema::field& field, source from) {
    return make_container<by_text>(field, from);
}

}  // namespace kith::index
