#include "container.hpp"
#include "key_kinds.hpp"

#include <utility>

namespace kith::index {
namespace {

template <class Key>
struct within_owner {
    using result_type = std::pair<slot, typename Key::result_type>;
    source from;
    result_type operator()(slot where) const noexcept { return {from.owners[where], Key{from}(where)}; }
    static result_type of(const probe& key) noexcept { return {key.owner, Key::of(key)}; }
};

struct pair_hash {
    template <class Key>
    std::size_t operator()(const std::pair<slot, Key>& key) const noexcept {
        return hash_mix(key.first, key_hash()(key.second));
    }
};

template <class Key>
using owned = container<within_owner<Key>, mi::hashed_non_unique<within_owner<Key>, pair_hash>, false, false>;

}  // namespace

std::unique_ptr<index> make_by_owner(source from) {
    if (schema::is_string(from.kind)) return std::make_unique<owned<by_text>>(from);
    return std::make_unique<owned<by_number>>(from);
}

}  // namespace kith::index
