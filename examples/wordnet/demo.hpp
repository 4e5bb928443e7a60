#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>

namespace wordnet {

struct demo_options {
    std::filesystem::path folder = "/usr/share/wordnet";
    std::string word = "dog";
    std::filesystem::path out{};  ///< where the world's files stay; empty: nowhere
    bool quiet = false;           ///< neither progress nor the table of costs
    bool progress = false;        ///< a bar on the error stream
};

/// The whole path once: read, build, ask, walk, erase, roll back, save, load, flush. What it prints depends on the
/// files and options only, the figures in the table of costs apart.
/// Throws input_error, kith::error, and std::runtime_error when something is not as it must be.
void run_demo(const demo_options& options, std::ostream& out);

}  // namespace wordnet
