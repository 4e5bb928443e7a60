#pragma once

#include "part_of_speech.hpp"
#include "pointer_kind.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace wordnet {

/// A word's place in a synset.
struct sense_record {
    std::string_view spelling;  ///< as the file has it: case kept, underscores for spaces
    std::uint8_t lex_id = 0;
    adjective_position position = adjective_position::any;
    std::uint64_t frames = 0;  ///< bit n: the verb fits sentence frame n
};

struct pointer_record {
    pointer_kind kind{};
    part_of_speech target_part{};     ///< says in which file the target lies
    std::uint32_t target_offset = 0;  ///< and where
    std::uint8_t source_word = 0;     ///< 1 is the synset's first word, 0 the synset itself
    std::uint8_t target_word = 0;
    std::uint32_t target = 0;  ///< index of the target's record; known once all files are read

    [[nodiscard]] bool lexical() const noexcept { return source_word != 0; }
};

/// One line of a data file. Its senses and pointers lie one after the other in the lists of `records`.
struct synset_record {
    std::uint32_t offset = 0;  ///< of the line in its file, in bytes
    std::uint32_t line = 0;
    part_of_speech part{};
    std::uint8_t lexicographer_file = 0;
    std::string_view gloss;
    std::uint32_t first_sense = 0;
    std::uint32_t senses = 0;
    std::uint32_t first_pointer = 0;
    std::uint32_t pointers = 0;
};

/// What data files say, as they say it. Texts are views into the files' contents.
struct records {
    std::vector<synset_record> synsets;
    std::vector<sense_record> senses;
    std::vector<pointer_record> pointers;
};

}  // namespace wordnet
