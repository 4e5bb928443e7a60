#pragma once

#include <kith/core/criterion.hpp>
#include <kith/model/ref.hpp>

#include <concepts>
#include <utility>

namespace kith {

namespace model {

template <class T, class Base>
[[nodiscard]] core::criterion of_base(core::criterion wanted) {
    if constexpr (!std::is_same_v<base_of<T>, Base>) wanted = of_base<base_of<T>, Base>(std::move(wanted));
    return core::any_linked({}, base_end<T>, std::move(wanted));
}

}  // namespace model

/// What must hold of a `T`: made by comparing `field<&T::member>` with values, by asking its links, or from
/// any test of a ref; joined by && || !.
template <class T>
class condition {
public:
    explicit condition(core::criterion wanted) : wanted_(std::move(wanted)) {}
    /// Any test of an entity: `[](kith::ref<Game> game) { return …; }`.
    template <class Test>
    requires std::predicate<const Test&, ref<T>> condition(Test test)
        : wanted_{[test = std::move(test)](const core::extent& in, slot row) -> bool {
                      return test(model::access::make<T>(const_cast<core::extent&>(in), row));
                  },
                  {},
                  {}} {}

    /// What holds of an entity as one of what it inherits from holds of it.
    template <class Base>
    requires(!std::same_as<Base, T> && std::convertible_to<T*, Base*>) condition(const condition<Base>& of)
        : wanted_(model::of_base<T, Base>(of.wanted())) {}

    friend condition operator&&(condition a, condition b) {
        return condition(core::both(std::move(a.wanted_), std::move(b.wanted_)));
    }
    friend condition operator||(condition a, condition b) {
        return condition(core::either(std::move(a.wanted_), std::move(b.wanted_)));
    }
    friend condition operator!(condition a) { return condition(core::negated(std::move(a.wanted_))); }

    [[nodiscard]] const core::criterion& wanted() const& noexcept { return wanted_; }
    [[nodiscard]] core::criterion wanted() && noexcept { return std::move(wanted_); }

private:
    core::criterion wanted_;
};

}  // namespace kith
