#pragma once

#include <cstddef>
#include <filesystem>
#include <stdexcept>
#include <string>

namespace wordnet {

/// A data file is not what it should be. `what()` is "<file>:<line>: expected <this>, found <that>"; without a
/// line when the file as a whole is meant.
class input_error : public std::runtime_error {
public:
    input_error(const std::filesystem::path& file, std::size_t line, const std::string& complaint)
        : std::runtime_error(file.string() + ":" + std::to_string(line) + ": " + complaint) {}
    input_error(const std::filesystem::path& file, const std::string& complaint)
        : std::runtime_error(file.string() + ": " + complaint) {}
};

}  // namespace wordnet
