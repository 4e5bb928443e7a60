#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>

namespace wordnet_tests {

/// A folder of its own, removed at the end.
class temporary_folder {
public:
    temporary_folder() {
        std::string name = (std::filesystem::temp_directory_path() / "kith_wordnet_test_XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make the folder " + name);
        path_ = name;
    }
    ~temporary_folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    temporary_folder(const temporary_folder&) = delete;
    temporary_folder& operator=(const temporary_folder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

private:
    std::filesystem::path path_;
};

/// A WordNet of a few lines. A line that begins with "{name}" is a synset; "{name}" is its offset, eight digits,
/// wherever it stands.
class made_files {
public:
    made_files() {
        texts_["data.noun"] =
            "  1 A licence stands here.  \n"
            "{entity} 03 n 01 entity 0 001 ~ {animal} n 0000 | that which exists  \n"
            "{animal} 05 n 02 animal 0 beast 1 004 @ {entity} n 0000 ~ {dog} n 0000 ~ {cat} n 0000"
            " %p {tail} n 0000 | a living being; \"it moves | it eats\"  \n"
            "{dog} 05 n 03 dog 0 domestic_dog 0 Canis_familiaris 0 003 @ {animal} n 0000 ~i {laika} n 0000"
            " + {to_dog} v 0101 | a barking animal  \n"
            "{cat} 05 n 01 cat 0 001 @ {animal} n 0000 | a mewing animal  \n"
            "{laika} 05 n 01 Laika 0 001 @i {dog} n 0000 | the first dog in orbit  \n"
            "{tail} 08 n 01 tail 0 001 #p {animal} n 0000 | what is wagged  \n"
            "{size} 07 n 01 size 0 001 = {big} a 0000 | how big something is  \n"
            "{sailing} 04 n 01 sailing 0 001 -c {afloat} a 0000 | going by boat  \n";
        texts_["data.verb"] =
            "{to_dog} 38 v 02 chase 0 dog 9 004 @ {move} v 0000 + {dog} n 0101 + {dog} n 0101 * {move} v 0000"
            " 02 + 02 00 + 08 02 | go after  \n"
            "{move} 38 v 01 move 0 001 ~ {to_dog} v 0000 00 | change place  \n";
        texts_["data.adj"] = "{big} 00 a 02 big 0 large 0 004 = {size} n 0000 & {huge} a 0000 ! {small} a "
                             "0101 ! {small} a 0202"
                             " | of great size  \n"
                             "{huge} 00 s 01 huge 0 001 & {big} a 0000 | very big  \n"
                             "{small} 00 a 02 small 0 little 0 001 ! {big} a 0101 | of little size  \n"
                             "{afloat} 00 a 01 afloat(p) a 001 ;c {sailing} n 0000 | on the water  \n";
        texts_["data.adv"] = "{hugely} 02 r 01 hugely 0 001 \\ {huge} a 0101 | in a huge manner  \n";
    }

    /// The file's text, offsets filled in.
    [[nodiscard]] std::string text(const std::string& file) const {
        const auto offsets = all_offsets();
        std::string filled;
        std::string_view rest = texts_.at(file);
        for (auto open = rest.find('{'); open != std::string_view::npos; open = rest.find('{')) {
            filled += rest.substr(0, open);
            const auto close = rest.find('}');
            filled += offsets.at(std::string(rest.substr(open + 1, close - open - 1)));
            rest.remove_prefix(close + 1);
        }
        return filled.append(rest);
    }

    [[nodiscard]] std::string offset(const std::string& synset) const { return all_offsets().at(synset); }

    /// Puts `after` in the place of `before`, which stands there once.
    made_files& change(const std::string& file, std::string_view before, std::string_view after) {
        auto& text = texts_.at(file);
        const auto found = text.find(before);
        if (found == std::string::npos || text.find(before, found + 1) != std::string::npos)
            throw std::logic_error("stands not once in " + file + ": " + std::string(before));
        text.replace(found, before.size(), after);
        return *this;
    }

    void write(const std::filesystem::path& folder) const {
        for (const auto& [file, unused] : texts_) write(folder / file, text(file));
    }

    static void write(const std::filesystem::path& file, std::string_view text) {
        std::ofstream stream(file, std::ios::binary);
        stream.write(text.data(), static_cast<std::streamsize>(text.size()));
        if (!stream.flush()) throw std::runtime_error("cannot write " + file.string());
    }

private:
    [[nodiscard]] std::map<std::string, std::string> all_offsets() const {
        std::map<std::string, std::string> offsets;
        for (const auto& [file, text] : texts_) {
            std::size_t place = 0;
            bool line_begins = true;
            for (std::size_t i = 0; i < text.size(); ++i) {
                if (text[i] == '{') {
                    const auto close = text.find('}', i);
                    if (line_begins) offsets[text.substr(i + 1, close - i - 1)] = eight_digits(place);
                    place += 8;
                    i = close;
                } else {
                    ++place;
                }
                line_begins = text[i] == '\n';
            }
        }
        return offsets;
    }

    static std::string eight_digits(std::size_t number) {
        const auto digits = std::to_string(number);
        return std::string(8 - digits.size(), '0') + digits;
    }

    std::map<std::string, std::string> texts_;
};

}  // namespace wordnet_tests
