#pragma once

#include "records.hpp"

#include <filesystem>
#include <functional>
#include <string_view>

namespace wordnet {

/// Told how many more units of a piece of work are done.
using progress = std::function<void(std::size_t)>;

/// Reads one data file, format wndb(5WN), and appends what it says to `into`: synsets of that part of speech
/// (satellites count as adjectives). `contents` must outlive the records; `file` is for messages. Progress is in
/// bytes. Throws input_error; `into` then has what came before the bad line.
void read_data_file(const std::filesystem::path& file, std::string_view contents, part_of_speech part,
                    records& into, const progress& done = {});

}  // namespace wordnet
