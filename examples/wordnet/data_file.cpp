#include "data_file.hpp"

#include "input_error.hpp"
#include "line_reader.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace wordnet {
namespace {

constexpr std::size_t offset_digits = 8;
constexpr std::uint32_t last_frame = 35;

std::string eight_digits(std::size_t offset) {
    const auto digits = std::to_string(offset);
    return digits.size() < offset_digits ? std::string(offset_digits - digits.size(), '0') + digits : digits;
}

char letter_of(part_of_speech part) noexcept {
    constexpr std::array letters{' ', 'n', 'v', 'a', 'r', 's'};
    return letters[static_cast<std::size_t>(part)];
}

/// One line, field by field.
class synset_line {
public:
    synset_line(line_reader line, part_of_speech part, records& into) noexcept
        : line_(line), part_(part), into_(into) {}

    synset_record read(std::size_t offset) {
        record_.offset = line_.number("the synset's offset", offset_digits);
        if (record_.offset != offset)
            line_.fail("the offset " + eight_digits(offset) +
                           ", this line's place in the file (or a line before it is cut short)",
                       eight_digits(record_.offset));
        record_.lexicographer_file = read_lexicographer_file();
        record_.part = read_part();
        read_senses();
        read_pointers();
        if (part_ == part_of_speech::verb) read_frames();
        line_.literal("|", "a bar and the gloss");
        record_.gloss = line_.rest();
        record_.gloss.remove_suffix(record_.gloss.size() - (record_.gloss.find_last_not_of(' ') + 1));
        return record_;
    }

private:
    std::uint8_t read_lexicographer_file() {
        constexpr auto expected = "a lexicographer file from 00 to 44";
        const auto field = line_.field(expected);
        const auto number = line_.digits(field, expected, 2, base::decimal);
        if (number >= lexicographer_files.size()) line_.fail(expected, field);
        return static_cast<std::uint8_t>(number);
    }

    part_of_speech read_part() {
        const auto field = line_.field("the synset's type");
        if (field == std::string_view{"s"} && part_ == part_of_speech::adjective)
            return part_of_speech::satellite;
        if (field.size() != 1 || field[0] != letter_of(part_))
            line_.fail(part_ == part_of_speech::adjective
                           ? "the synset type a or s"
                           : std::string("the synset type ") + letter_of(part_),
                       field);
        return part_;
    }

    void read_senses() {
        record_.senses = line_.number("the number of words", 2, base::hexadecimal);
        if (record_.senses == 0) line_.fail("at least 01 word", "00");
        record_.first_sense = static_cast<std::uint32_t>(into_.senses.size());
        for (std::uint32_t i = 0; i < record_.senses; ++i) {
            sense_record sense;
            sense.spelling = line_.field("a word");
            if (part_ == part_of_speech::adjective) take_position(sense);
            sense.lex_id = static_cast<std::uint8_t>(line_.number("the word's lex_id", 1, base::hexadecimal));
            into_.senses.push_back(sense);
        }
    }

    // "afloat(p)"
    void take_position(sense_record& sense) {
        const auto paren = sense.spelling.find('(');
        if (paren == std::string_view::npos) return;
        const auto marker = sense.spelling.substr(paren);
        if (marker == "(a)")
            sense.position = adjective_position::attributive;
        else if (marker == "(p)")
            sense.position = adjective_position::predicative;
        else if (marker == "(ip)")
            sense.position = adjective_position::postnominal;
        else
            line_.fail("the marker (a), (p) or (ip)", marker);
        if (paren == 0) line_.fail("a word before its marker", marker);
        sense.spelling = sense.spelling.substr(0, paren);
    }

    void read_pointers() {
        record_.pointers = line_.number("the number of pointers", 3);
        record_.first_pointer = static_cast<std::uint32_t>(into_.pointers.size());
        for (std::uint32_t i = 0; i < record_.pointers; ++i) into_.pointers.push_back(read_pointer());
    }

    pointer_record read_pointer() {
        const auto symbol = line_.field("a pointer symbol");
        const auto* const meaning = find_pointer(symbol);
        if (meaning == nullptr) line_.fail("a pointer symbol", symbol);
        pointer_record pointer;
        pointer.kind = meaning->kind;
        pointer.target_offset = line_.number("the offset of the pointer's target", offset_digits);
        pointer.target_part = read_target_part();
        read_words(pointer, meaning->scope);
        return pointer;
    }

    part_of_speech read_target_part() {
        constexpr auto expected = "the target's part of speech: n, v, a or r";
        const auto field = line_.field(expected);
        for (const auto part :
             {part_of_speech::noun, part_of_speech::verb, part_of_speech::adjective, part_of_speech::adverb})
            if (field.size() == 1 && field[0] == letter_of(part)) return part;
        line_.fail(expected, field);
    }

    // Two numbers of two digits; "0000" is from synset to synset.
    void read_words(pointer_record& pointer, pointer_scope scope) {
        constexpr auto expected = "the pointer's word numbers";
        const auto field = line_.field(expected);
        const auto both = line_.digits(field, expected, 4, base::hexadecimal);
        pointer.source_word = static_cast<std::uint8_t>(both >> 8U);
        pointer.target_word = static_cast<std::uint8_t>(both & 0xffU);
        if ((pointer.source_word == 0) != (pointer.target_word == 0))
            line_.fail("word numbers of both ends, or 0000 for the synsets", field);
        if (pointer.source_word > record_.senses)
            line_.fail("a word of this synset, which has " + std::to_string(record_.senses), field);
        const auto& meaning = meaning_of(pointer.kind);
        if (scope == pointer_scope::semantic && pointer.lexical())
            line_.fail("0000: \"" + std::string(meaning.name) + "\" is between synsets", field);
        if (scope == pointer_scope::lexical && !pointer.lexical())
            line_.fail("word numbers: \"" + std::string(meaning.name) + "\" is between words", field);
    }

    void read_frames() {
        const auto count = line_.number("the number of sentence frames", 2);
        for (std::uint32_t i = 0; i < count; ++i) {
            line_.literal("+", "a + before a sentence frame");
            read_frame();
        }
    }

    void read_frame() {
        constexpr auto expected = "a sentence frame from 01 to 35";
        const auto field = line_.field(expected);
        const auto frame = line_.digits(field, expected, 2, base::decimal);
        if (frame == 0 || frame > last_frame) line_.fail(expected, field);
        const auto word = line_.number("the word that a sentence frame is for", 2, base::hexadecimal);
        if (word > record_.senses)
            line_.fail("a word of this synset, which has " + std::to_string(record_.senses),
                       std::to_string(word));
        const auto first = into_.senses.begin() + record_.first_sense;
        if (word == 0)
            std::for_each(first, first + record_.senses,
                          [&](sense_record& each) { each.frames |= 1ULL << frame; });
        else
            first[word - 1].frames |= 1ULL << frame;
    }

    line_reader line_;
    part_of_speech part_;
    records& into_;
    synset_record record_;
};

bool all_printable(std::string_view line) noexcept {
    bool all = true;
    for (const char each : line) all &= each >= ' ' && each <= '~';
    return all;
}

}  // namespace

void read_data_file(const std::filesystem::path& file, std::string_view contents, part_of_speech part,
                    records& into, const progress& done) {
    const auto synsets_before = into.synsets.size();
    std::uint32_t number = 0;
    for (std::size_t offset = 0; offset < contents.size();) {
        ++number;
        const auto length = contents.find('\n', offset) - offset;
        if (length == std::string_view::npos - offset)
            throw input_error(file, number,
                              "expected a newline at the end of the line, found the end of the file");
        const auto line = contents.substr(offset, length);
        if (!all_printable(line)) throw input_error(file, number, "expected printable ASCII characters only");
        if (!line.starts_with("  ")) {  // the licence, on top, is indented
            auto record = synset_line(line_reader(file, number, line), part, into).read(offset);
            record.line = number;
            into.synsets.push_back(record);
        }
        offset += length + 1;
        if (done) done(length + 1);
    }
    if (into.synsets.size() == synsets_before)
        throw input_error(file, number + 1, "expected at least one synset, found the end of the file");
}

}  // namespace wordnet
