#pragma once

#include <kith/kith.hpp>

#include <gtest/gtest.h>

#include <string>
#include <type_traits>
#include <vector>

namespace tests {

/// The names of a range of refs, in order: "a b c".
[[nodiscard]] std::string names(auto&& refs) {
    std::string out;
    for (auto&& each : refs) {
        if (!out.empty()) out += ' ';
        out += each ? std::string(each.name()) : std::string("-");
    }
    return out;
}

/// Values in order: "1 2 - x", null as "-".
[[nodiscard]] std::string values(auto&& range) {
    const auto print = [](const auto& value) -> std::string {
        if constexpr (std::is_arithmetic_v<std::remove_cvref_t<decltype(value)>>)
            return std::to_string(value);
        else
            return std::string(value);
    };
    std::string out;
    for (auto&& each : range) {
        if (!out.empty()) out += ' ';
        if constexpr (requires { each.has_value(); })
            out += each ? print(*each) : std::string("-");
        else
            out += print(each);
    }
    return out;
}

/// No invariant is broken.
inline void expect_sound(const kith::core::graph& graph) {
    for (const std::string& problem : graph.check()) ADD_FAILURE() << problem;
}

/// The number of the error that a call throws, and that the call has changed nothing.
template <class Call>
[[nodiscard]] kith::errc refused(kith::core::graph& graph, Call&& call) {
    const std::uint64_t before = graph.digest();
    kith::errc code{};
    try {
        call();
        ADD_FAILURE() << "nothing was thrown";
    } catch (const kith::error& problem) {
        code = problem.code();
        EXPECT_EQ(std::string(problem.what()).substr(0, 6), "kith: ");
    }
    EXPECT_EQ(graph.digest(), before) << "the call failed and has changed something";
    expect_sound(graph);
    return code;
}

}  // namespace tests
