#pragma once

#include "pointer_kind.hpp"
#include "records.hpp"

#include <kith/kith.hpp>
#include <kith/storage/sqlite.hpp>

#include <array>
#include <cstdint>
#include <string>

namespace wordnet {

inline constexpr std::size_t pointer_kinds = 26;

/// How much of everything there is, wherever WordNet is kept.
struct counts {
    std::uint64_t words = 0;  ///< different ones, in lower case
    std::uint64_t synsets = 0;
    std::uint64_t senses = 0;
    std::array<std::uint64_t, pointer_kinds> pointers{};  ///< by kind

    [[nodiscard]] std::uint64_t of(pointer_kind kind) const noexcept {
        return pointers[static_cast<std::size_t>(kind)];
    }
    [[nodiscard]] std::uint64_t all_pointers() const noexcept;

    friend bool operator==(const counts&, const counts&) = default;
};

/// What Princeton published of version 3.0; by kind it is what its files hold.
[[nodiscard]] counts published_counts() noexcept;
[[nodiscard]] counts count(const records& files);
/// A pair of hypernym and hyponym counts as the two pointers it is made from.
[[nodiscard]] counts count(kith::graph& graph);
[[nodiscard]] counts count(kith::storage::sqlite& database);

/// The lines where the two differ, "hypernym: 89,089 in the files, 89,088 in the graph"; empty when equal.
[[nodiscard]] std::string differences(const counts& left, const char* left_name, const counts& right,
                                      const char* right_name);

/// "377,592"
[[nodiscard]] std::string grouped(std::uint64_t number);

}  // namespace wordnet
