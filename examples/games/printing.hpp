#pragma once

#include <kith/kith.hpp>
#include <kith/storage/sqlite.hpp>

#include <iostream>
#include <optional>
#include <ranges>
#include <string>
#include <string_view>

// How the sections of this program print what they show.

namespace printing {

inline void heading(std::string_view text) { std::cout << "\n== " << text << " ==\n"; }

/// Every type of the lesson has its own `repr`, in its namespace.
template <std::ranges::range Range>
void print(std::string_view name, const Range& entities) {
    std::cout << name << ": [";
    const char* between = "";
    for (const auto& each : entities) {
        std::cout << between << repr(each);
        between = ", ";
    }
    std::cout << "]\n";
}

inline std::string text_of(std::optional<kith::timestamp> moment) {
    return moment ? to_string(*moment) : std::string("null");
}

/// The rows that a statement gives, one a line.
inline void print_rows(kith::storage::sqlite& db, std::string_view sql) {
    std::cout << "sql> " << sql << "\n";
    for (const auto& row : db.rows(sql)) {
        const char* between = "";
        for (const auto& value : row) {
            std::cout << between << value;
            between = " | ";
        }
        std::cout << "\n";
    }
}

}  // namespace printing
