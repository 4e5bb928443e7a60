#pragma once

#include <cstdint>
#include <string_view>

namespace kith::schema {

/// What happens to an end's members when their owner goes or lets go of them.
struct cascade {
    bool remove = false;  ///< "delete": erasing the owner erases the members
    bool orphan = false;  ///< "delete-orphan": a member that loses its owner is erased
    bool deny = false;    ///< "deny": an owner that still has members cannot be erased

    friend constexpr bool operator==(cascade, cascade) = default;
};

/// Reads SQLAlchemy's words: "all", "delete", "delete-orphan", "none" and those that have no effect in a
/// graph where everything is present ("save-update", "merge", "refresh-expire", "expunge"), and kith's
/// "deny". Order and spacing do not matter. Returns false at an unknown word, or at "deny" together with
/// a deleting one.
[[nodiscard]] constexpr bool parse_cascade(std::string_view words, cascade& out) noexcept {
    cascade read;
    while (true) {
        while (!words.empty() && (words.front() == ' ' || words.front() == ',')) words.remove_prefix(1);
        if (words.empty()) break;
        const auto end = words.find_first_of(", ");
        const auto word = words.substr(0, end);
        if (word == "all" || word == "delete")
            read.remove = true;
        else if (word == "delete-orphan")
            read.orphan = true;
        else if (word == "deny")
            read.deny = true;
        else if (word != "none" && word != "save-update" && word != "merge" && word != "refresh-expire" &&
                 word != "expunge")
            return false;
        words.remove_prefix(word.size());
    }
    if (read.deny && (read.remove || read.orphan)) return false;
    out = read;
    return true;
}

}  // namespace kith::schema
