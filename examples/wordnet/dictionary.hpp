#pragma once

#include "data_file.hpp"
#include "records.hpp"

#include <array>
#include <filesystem>
#include <vector>

namespace wordnet {

/// All of WordNet as the data files have it, every pointer's target found. Movable; the records' texts lie in it.
class dictionary {
public:
    /// Reads data.noun, data.verb, data.adj and data.adv. Progress is in bytes, of `bytes(folder)`.
    /// Throws input_error: a file that is missing, a line that is not as wndb(5WN) says, a pointer to nowhere, a
    /// pointer that is stated twice, or without its counterpart.
    [[nodiscard]] static dictionary read(const std::filesystem::path& folder, const progress& done = {});
    /// What there is to read, in bytes; 0 for files that are not there.
    [[nodiscard]] static std::size_t bytes(const std::filesystem::path& folder);

    [[nodiscard]] const wordnet::records& records() const noexcept { return records_; }

private:
    // A vector, since moving it leaves its characters where they are.
    std::array<std::vector<char>, 4> contents_;
    wordnet::records records_;
};

}  // namespace wordnet
