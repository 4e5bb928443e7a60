#pragma once

#include <kith/model/ref.hpp>

namespace kith {

/// The same entity as a `To`, which is a model that `From` inherits from or that inherits from `From`:
/// `kith::cast<Dog>(animal)`. Empty when the entity is none, or is empty itself.
///
/// Complexity: constant; going down, linear in the models that inherit from `From`.
template <class To, class From>
[[nodiscard]] ref<To> cast(const ref<From>& of) {
    static_assert(model::described<To>, "kith: this type has no KITH_MODEL");
    static_assert(
        model::is_a<From, To>() || model::is_a<To, From>(),
        "kith: an entity of this type can never be one of that; kith::cast goes from a model to one "
        "that it inherits from, or to one that inherits from it");
    if constexpr (model::is_a<From, To>()) {
        return of;
    } else if constexpr (model::is_a<To, From>()) {
        if constexpr (std::is_same_v<model::base_of<To>, From>) {
            model::access::check(of);
            core::extent* in = model::access::extent(of);
            if (in == nullptr) return {};
            for (const core::link_end& each : in->ends())
                if (each.opposite->described->inherits &&
                    each.target->type().name == kith_name_of(static_cast<To*>(nullptr)))
                    return model::access::make<To>(*each.target, each.partner(model::access::row(of)));
            return {};
        } else {
            return cast<To>(cast<model::base_of<To>>(of));
        }
    }
}

}  // namespace kith
