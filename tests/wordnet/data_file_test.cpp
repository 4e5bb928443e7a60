#include "made_files.hpp"
#include "wordnet/data_file.hpp"
#include "wordnet/input_error.hpp"

#include <gmock/gmock.h>

namespace {

using namespace wordnet;
using testing::ElementsAre;
using wordnet_tests::made_files;

records read(const std::string& text, part_of_speech part) {
    records all;
    read_data_file("file", text, part, all);
    return all;
}

TEST(data_file, a_line_is_a_synset_with_its_words_pointers_and_gloss) {
    const made_files files;
    const auto text = files.text("data.noun");
    const auto all = read(text, part_of_speech::noun);
    ASSERT_EQ(all.synsets.size(), 8U);
    const auto& dog = all.synsets[2];
    EXPECT_EQ(dog.line, 4U);
    EXPECT_EQ(dog.offset, std::stoul(files.offset("dog")));
    EXPECT_EQ(dog.part, part_of_speech::noun);
    EXPECT_EQ(lexicographer_files[dog.lexicographer_file], "noun.animal");
    EXPECT_EQ(dog.gloss, "a barking animal");
    ASSERT_EQ(dog.senses, 3U);
    EXPECT_EQ(all.senses[dog.first_sense].spelling, "dog");
    EXPECT_EQ(all.senses[dog.first_sense + 2].spelling, "Canis_familiaris");
    ASSERT_EQ(dog.pointers, 3U);
    const auto& derivation = all.pointers[dog.first_pointer + 2];
    EXPECT_EQ(derivation.kind, pointer_kind::derivation);
    EXPECT_EQ(derivation.target_part, part_of_speech::verb);
    EXPECT_EQ(derivation.target_offset, 0U);
    EXPECT_EQ(derivation.source_word, 1);
    EXPECT_EQ(derivation.target_word, 1);
    EXPECT_TRUE(derivation.lexical());
    EXPECT_FALSE(all.pointers[dog.first_pointer].lexical());
}

TEST(data_file, the_licence_on_top_is_skipped) {
    const auto text = made_files{}.text("data.noun");
    EXPECT_EQ(read(text, part_of_speech::noun).synsets[0].line, 2U);
}

TEST(data_file, a_gloss_may_contain_bars_and_loses_the_blanks_at_its_end) {
    const auto text = made_files{}.text("data.noun");
    EXPECT_EQ(read(text, part_of_speech::noun).synsets[1].gloss, "a living being; \"it moves | it eats\"");
    EXPECT_EQ(read("00000000 02 r 01 so 0 000 | \n", part_of_speech::adverb).synsets[0].gloss, "");
}

TEST(data_file, numbers_of_words_lex_ids_and_word_numbers_are_hexadecimal) {
    std::string line = "00000000 05 n 0b";
    for (char each = 'a'; each < 'l'; ++each) line += std::string(" ") + each + " f";
    const auto text = line + " 001 + 00000000 n 0b0a | letters  \n";
    const auto all = read(text, part_of_speech::noun);
    ASSERT_EQ(all.senses.size(), 11U);
    EXPECT_EQ(all.senses[10].lex_id, 15);
    EXPECT_EQ(all.pointers[0].source_word, 11);
    EXPECT_EQ(all.pointers[0].target_word, 10);
}

TEST(data_file, an_adjective_may_say_where_it_stands) {
    const auto afloat = read(made_files{}.text("data.adj"), part_of_speech::adjective);
    EXPECT_EQ(afloat.synsets[1].part, part_of_speech::satellite);
    const auto text = std::string("00000000 00 a 04 galore(ip) 0 awake(p) 0 former(a) 0 big 0 000 | so  \n");
    const auto all = read(text, part_of_speech::adjective);
    EXPECT_EQ(all.senses[0].spelling, "galore");
    EXPECT_EQ(all.senses[0].position, adjective_position::postnominal);
    EXPECT_EQ(all.senses[1].position, adjective_position::predicative);
    EXPECT_EQ(all.senses[2].position, adjective_position::attributive);
    EXPECT_EQ(all.senses[3].position, adjective_position::any);
}

TEST(data_file, a_sentence_frame_is_for_one_verb_or_for_all) {
    const auto text = made_files{}.text("data.verb");
    const auto all = read(text, part_of_speech::verb);
    EXPECT_EQ(all.senses[0].frames, 1U << 2U);
    EXPECT_EQ(all.senses[1].frames, 1U << 2U | 1U << 8U);
    EXPECT_EQ(all.senses[2].frames, 0U);
}

TEST(data_file, every_symbol_is_a_pointer_kind) {
    for (const auto& meaning : pointer_meanings()) {
        const auto words = meaning.scope == pointer_scope::lexical ? "0101" : "0000";
        const auto text =
            "00000000 05 n 01 it 0 001 " + std::string(meaning.symbol) + " 00000000 n " + words + " | it  \n";
        EXPECT_EQ(read(text, part_of_speech::noun).pointers.at(0).kind, meaning.kind) << meaning.symbol;
        if (meaning.counterpart) {
            EXPECT_EQ(meaning_of(*meaning.counterpart).counterpart, meaning.kind) << meaning.symbol;
        }
    }
}

TEST(data_file, progress_is_in_bytes) {
    const auto text = made_files{}.text("data.noun");
    std::size_t done = 0;
    records all;
    read_data_file("file", text, part_of_speech::noun, all, [&](std::size_t bytes) { done += bytes; });
    EXPECT_EQ(done, text.size());
}

struct bad_line {
    const char* symptom;
    const char* file;
    part_of_speech part;
    const char* before;
    const char* after;
    const char* message;  // {name} is a synset's offset
};

void PrintTo(const bad_line& bad, std::ostream* out) { *out << bad.symptom; }

class bad_lines : public testing::TestWithParam<bad_line> {};

TEST_P(bad_lines, are_one_error_with_file_line_and_what_was_expected) {
    const auto& bad = GetParam();
    const auto text = made_files{}.change(bad.file, bad.before, bad.after).text(bad.file);
    records all;
    try {
        read_data_file(bad.file, text, bad.part, all);
        FAIL() << "was taken";
    } catch (const input_error& error) {
        EXPECT_STREQ(error.what(), bad.message);
    }
}

constexpr auto noun = part_of_speech::noun;
constexpr auto verb = part_of_speech::verb;
constexpr auto adjective = part_of_speech::adjective;

const bad_line truncated[]{
    {"no_type", "data.noun", noun, "{cat} 05 n 01 cat 0 001 @ {animal} n 0000 | a mewing animal  \n",
     "{cat} 05\n", "data.noun:5: expected the synset's type, found the end of the line"},
    {"no_word", "data.noun", noun, " cat 0 001 @ {animal} n 0000 | a mewing animal  \n", "\n",
     "data.noun:5: expected a word, found the end of the line"},
    {"no_lex_id", "data.noun", noun, "tail 0 001", "tail",
     "data.noun:7: expected the word's lex_id (1 hexadecimal digit), found \"#p\""},
    {"no_pointer", "data.noun", noun, " #p {animal} n 0000 | what is wagged  \n", "\n",
     "data.noun:7: expected a pointer symbol, found the end of the line"},
    {"cut_pointer", "data.noun", noun, " n 0000 | what is wagged  \n", "\n",
     "data.noun:7: expected the target's part of speech: n, v, a or r, found the end of the line"},
    {"no_gloss", "data.noun", noun, " | what is wagged  \n", "\n",
     "data.noun:7: expected a bar and the gloss, found the end of the line"},
    {"no_newline", "data.noun", noun, "going by boat  \n", "going by",
     "data.noun:9: expected a newline at the end of the line, found the end of the file"},
    {"no_frames", "data.verb", verb, " 00 | change", " | change",
     "data.verb:2: expected the number of sentence frames (2 decimal digits), found \"|\""},
    {"empty_line", "data.verb", verb, "go after  \n", "go after  \n\n",
     "data.verb:2: expected the synset's offset, found the end of the line"},
};
INSTANTIATE_TEST_SUITE_P(truncated, bad_lines, testing::ValuesIn(truncated),
                         [](const auto& test) { return test.param.symptom; });

const bad_line bad_numbers[]{
    {"offset", "data.noun", noun, "{size} 07", "OOOOOOOO 07",
     "data.noun:8: expected the synset's offset (8 decimal digits), found \"OOOOOOOO\""},
    {"words", "data.noun", noun, "n 01 cat", "n 1g cat",
     "data.noun:5: expected the number of words (2 hexadecimal digits), found \"1g\""},
    {"no_words", "data.noun", noun, "n 01 cat", "n 00 cat",
     "data.noun:5: expected at least 01 word, found \"00\""},
    {"lex_id", "data.noun", noun, "cat 0 001", "cat 10 001",
     "data.noun:5: expected the word's lex_id (1 hexadecimal digit), found \"10\""},
    {"pointers", "data.noun", noun, "cat 0 001", "cat 0 -01",
     "data.noun:5: expected the number of pointers (3 decimal digits), found \"-01\""},
    {"target", "data.noun", noun, "cat 0 001 @ {animal}", "cat 0 001 @ 123",
     "data.noun:5: expected the offset of the pointer's target (8 decimal digits), found \"123\""},
    {"word_numbers", "data.noun", noun, "{cat} 05 n 01 cat 0 001 @ {animal} n 0000",
     "{cat} 05 n 01 cat 0 001 @ {animal} n 00",
     "data.noun:5: expected the pointer's word numbers (4 hexadecimal digits), found \"00\""},
    {"lexicographer_file", "data.noun", noun, "{cat} 05", "{cat} 45",
     "data.noun:5: expected a lexicographer file from 00 to 44, found \"45\""},
    {"frame", "data.verb", verb, "+ 08 02", "+ 36 02",
     "data.verb:1: expected a sentence frame from 01 to 35, found \"36\""},
    {"frame_word", "data.verb", verb, "+ 08 02", "+ 08 03",
     "data.verb:1: expected a word of this synset, which has 2, found \"3\""},
    {"frame_plus", "data.verb", verb, "+ 08 02", "- 08 02",
     "data.verb:1: expected a + before a sentence frame, found \"-\""},
};
INSTANTIATE_TEST_SUITE_P(bad_numbers, bad_lines, testing::ValuesIn(bad_numbers),
                         [](const auto& test) { return test.param.symptom; });

const bad_line wrong_words[]{
    {"verb_among_nouns", "data.noun", noun, "{cat} 05 n", "{cat} 05 v",
     "data.noun:5: expected the synset type n, found \"v\""},
    {"satellite_among_nouns", "data.noun", noun, "{cat} 05 n", "{cat} 05 s",
     "data.noun:5: expected the synset type n, found \"s\""},
    {"adverb_among_adjectives", "data.adj", adjective, "{huge} 00 s", "{huge} 00 r",
     "data.adj:2: expected the synset type a or s, found \"r\""},
    {"symbol", "data.noun", noun, "cat 0 001 @", "cat 0 001 ?",
     "data.noun:5: expected a pointer symbol, found \"?\""},
    {"target_part", "data.noun", noun, "cat 0 001 @ {animal} n", "cat 0 001 @ {animal} s",
     "data.noun:5: expected the target's part of speech: n, v, a or r, found \"s\""},
    {"marker", "data.adj", adjective, "afloat(p)", "afloat(q)",
     "data.adj:4: expected the marker (a), (p) or (ip), found \"(q)\""},
    {"marker_alone", "data.adj", adjective, "afloat(p)", "(p)",
     "data.adj:4: expected a word before its marker, found \"(p)\""},
    {"half_lexical", "data.verb", verb, "+ {dog} n 0101 + {dog} n 0101",
     "+ 00000000 n 0101 + 00000000 n 0100",
     "data.verb:1: expected word numbers of both ends, or 0000 for the synsets, found \"0100\""},
    {"source_word", "data.adj", adjective, "! {big} a 0101", "! {big} a 0301",
     "data.adj:3: expected a word of this synset, which has 2, found \"0301\""},
    {"lexical_hypernym", "data.noun", noun, "cat 0 001 @ {animal} n 0000", "cat 0 001 @ {animal} n 0101",
     "data.noun:5: expected 0000: \"hypernym\" is between synsets, found \"0101\""},
    {"semantic_antonym", "data.adj", adjective, "! {big} a 0101", "! {big} a 0000",
     "data.adj:3: expected word numbers: \"antonym\" is between words, found \"0000\""},
    {"second_space", "data.noun", noun, "n 01 cat", "n 01  cat",
     "data.noun:5: expected a word, found a second space"},
    {"control_character", "data.noun", noun, "a mewing", "a\tmewing",
     "data.noun:5: expected printable ASCII characters only"},
    {"carriage_return", "data.noun", noun, "mewing animal  \n", "mewing animal  \r\n",
     "data.noun:5: expected printable ASCII characters only"},
};
INSTANTIATE_TEST_SUITE_P(wrong_words, bad_lines, testing::ValuesIn(wrong_words),
                         [](const auto& test) { return test.param.symptom; });

TEST(data_file, a_line_that_is_cut_short_in_its_gloss_shows_in_the_next_one) {
    auto text = made_files{}.text("data.noun");
    const auto cut = text.find("wing animal");
    text.erase(cut, 11);
    const auto found = made_files{}.offset("laika");
    try {
        read(text, part_of_speech::noun);
        FAIL() << "was taken";
    } catch (const input_error& error) {
        EXPECT_THAT(error.what(), testing::StartsWith("file:6: expected the offset 00000"));
        EXPECT_THAT(
            error.what(),
            testing::EndsWith("this line's place in the file (or a line before it is cut short), found \"" +
                              found + "\""));
    }
}

TEST(data_file, a_file_without_synsets_is_an_error) {
    EXPECT_THROW(read("", part_of_speech::noun), input_error);
    EXPECT_THROW(read("  1 only the licence  \n", part_of_speech::noun), input_error);
}

TEST(data_file, a_file_cut_at_any_byte_is_an_error_or_ends_with_a_line) {
    for (const auto* const file : {"data.noun", "data.verb", "data.adj"}) {
        const auto text = made_files{}.text(file);
        const auto part = file[5] == 'n' ? noun : file[5] == 'v' ? verb : adjective;
        for (std::size_t length = 0; length < text.size(); ++length) {
            const auto cut = text.substr(0, length);
            if (cut.ends_with('\n') && !cut.ends_with("here.  \n"))
                EXPECT_NO_THROW(read(cut, part)) << file << " cut at " << length;
            else
                EXPECT_THROW(read(cut, part), input_error) << file << " cut at " << length;
        }
    }
}

TEST(data_file, a_file_with_any_byte_changed_is_taken_or_refused) {
    const auto text = made_files{}.text("data.verb");
    for (std::size_t place = 0; place < text.size(); ++place) {
        for (const char byte : {' ', '0', '9', 'f', '+', '|', '\n', '\0', '\xff'}) {
            auto changed = text;
            changed[place] = byte;
            try {
                EXPECT_LE(read(changed, verb).synsets.size(), 3U);
            } catch (const input_error&) {
                continue;
            }
        }
    }
}

}  // namespace
