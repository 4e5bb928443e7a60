#include "dictionary.hpp"

#include "input_error.hpp"
#include "pointer_targets.hpp"

#include <cerrno>
#include <fstream>
#include <string_view>
#include <system_error>

namespace wordnet {
namespace {

constexpr std::array parts{part_of_speech::noun, part_of_speech::verb, part_of_speech::adjective,
                           part_of_speech::adverb};
constexpr std::array names{"data.noun", "data.verb", "data.adj", "data.adv"};
constexpr std::size_t most_bytes = 100'000'000;  // an offset has eight digits

std::vector<char> contents_of(const std::filesystem::path& file) {
    errno = 0;
    std::ifstream stream(file, std::ios::binary);
    const auto fail = [&]() -> input_error {
        return {file, "expected a data file of WordNet (Debian package wordnet-base), found: " +
                          std::generic_category().message(errno != 0 ? errno : EIO)};
    };
    if (!stream) throw fail();
    std::vector<char> contents;
    constexpr std::size_t piece = 1U << 20U;
    while (stream) {
        const auto before = contents.size();
        contents.resize(before + piece);
        stream.read(contents.data() + before, piece);
        contents.resize(before + static_cast<std::size_t>(stream.gcount()));
        if (contents.size() > most_bytes)
            throw input_error(file, "expected a data file of WordNet, found one of more than 100 MB");
    }
    if (stream.bad()) throw fail();
    return contents;
}

}  // namespace

dictionary dictionary::read(const std::filesystem::path& folder, const progress& done) {
    dictionary all;
    source_files files;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        files.paths[i] = folder / names[i];
        all.contents_[i] = contents_of(files.paths[i]);
        const std::string_view text(all.contents_[i].data(), all.contents_[i].size());
        read_data_file(files.paths[i], text, parts[i], all.records_, done);
        files.first_synset[i + 1] = all.records_.synsets.size();
    }
    find_targets(all.records_, files);
    check_pairs(all.records_, files);
    return all;
}

std::size_t dictionary::bytes(const std::filesystem::path& folder) {
    std::size_t sum = 0;
    for (const auto* const name : names) {
        std::error_code missing;
        const auto size = std::filesystem::file_size(folder / name, missing);
        if (!missing) sum += static_cast<std::size_t>(size);
    }
    return sum;
}

}  // namespace wordnet
