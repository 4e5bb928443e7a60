#pragma once

#include "records.hpp"

#include <array>
#include <filesystem>

namespace wordnet {

/// The records' files, and where each one's synsets begin in the list.
struct source_files {
    std::array<std::filesystem::path, 4> paths;
    std::array<std::size_t, 5> first_synset{};  ///< the last is the end
};

/// The place of a part of speech's file in `source_files`.
[[nodiscard]] constexpr std::size_t file_of(part_of_speech part) noexcept {
    return part == part_of_speech::satellite ? 2 : static_cast<std::size_t>(part) - 1;
}

/// Finds each pointer's target. Throws input_error for one that leads nowhere.
void find_targets(records& in, const source_files& files);

/// Throws input_error for a pointer that is stated twice or without its counterpart. Derivations are exempt: WordNet
/// 3.0 repeats nine of them.
void check_pairs(const records& in, const source_files& files);

}  // namespace wordnet
