#pragma once

#include <kith/base/config.hpp>

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace oracle {

using kith::key;

/// One verb with what it is applied to. Rows are named by numbers that the program gives them, counted by
/// type in the order in which they are made: once steps are taken away, a number is no longer its row's id.
struct call {
    std::string verb{};
    std::string type{};
    std::vector<key> rows{};    ///< of `type`: those the verb is applied to, or the one that it makes
    std::string member{};       ///< the end, proxy or column of that row
    std::vector<key> others{};  ///< rows of the member's target; of a column, and of a proxy to one, values
    std::vector<std::pair<std::string, std::vector<key>>> given{};  ///< the links that a new row comes with
    std::vector<std::pair<std::string, key>> cells{};               ///< and its values
    std::vector<key> made{};  ///< the numbers of the rows that a proxy makes in between

    friend bool operator==(const call&, const call&) = default;
};

/// One unit of work.
using step = std::vector<call>;
using program = std::vector<step>;

/// The call in a line, as people and the other side read it: "link Parent 1 children 2".
[[nodiscard]] inline std::string text_of(const call& of) {
    const auto list = [](const std::vector<key>& numbers) {
        std::string out;
        for (const key each : numbers) out += (out.empty() ? "" : ",") + std::to_string(each);
        return out;
    };
    std::string out = of.verb + " " + of.type + " " + list(of.rows);
    if (!of.member.empty()) out += " " + of.member;
    if (!of.others.empty()) out += " " + list(of.others);
    for (const auto& [member, members] : of.given) out += " " + member + "=" + list(members);
    for (const auto& [column, value] : of.cells) out += " " + column + ":" + std::to_string(value);
    if (!of.made.empty()) out += " makes " + list(of.made);
    return out;
}

[[nodiscard]] inline std::string text_of(const step& of) {
    std::string out;
    for (const call& each : of) out += (out.empty() ? "" : " ; ") + text_of(each);
    return out;
}

}  // namespace oracle
