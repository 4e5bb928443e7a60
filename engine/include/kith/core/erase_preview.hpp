#pragma once

#include <kith/base/config.hpp>

#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

namespace kith {

enum class erase_effect : std::uint8_t {
    refuses,  ///< the erase is refused because of this, and nothing happens at all
    unlinks,  ///< who stays forgets who goes
    erases,
};

/// One thing that an erase would do.
struct erase_step {
    erase_effect effect;
    std::uint32_t
        type;  ///< of the row that is erased, that stays and is unlinked, or that the erase fails for
    slot row;
    key id;
    std::string text;  ///< "erases <Review 1, 9>", "unlinks <Review 1, 9> from User.reviews of <User 1, Ana>"
};

/// What an erase would do, in the order in which it would: first what refuses it; then for each row that goes,
/// owners before what they take along, the links to those who stay, end by end in declared order, and itself.
struct erase_preview {
    std::vector<erase_step> steps;

    /// True unless the erase would be refused.
    [[nodiscard]] bool allowed() const noexcept {
        return steps.empty() || steps.front().effect != erase_effect::refuses;
    }
    /// How many steps have that effect.
    [[nodiscard]] std::size_t count(erase_effect effect) const noexcept;
    /// A line for each step.
    [[nodiscard]] std::string text() const;
    friend std::ostream& operator<<(std::ostream& out, const erase_preview& of);
};

}  // namespace kith
