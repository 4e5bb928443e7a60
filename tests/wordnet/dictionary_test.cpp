#include "made_files.hpp"
#include "wordnet/dictionary.hpp"
#include "wordnet/input_error.hpp"

#include <gmock/gmock.h>

namespace {

using namespace wordnet;
using wordnet_tests::made_files;
using wordnet_tests::temporary_folder;

class dictionary_files : public testing::Test {
protected:
    [[nodiscard]] std::string file(const char* name) const { return (folder_.path() / name).string(); }

    void expect_refused(const std::string& message) {
        try {
            (void)dictionary::read(folder_.path());
            FAIL() << "was taken";
        } catch (const input_error& error) {
            EXPECT_EQ(error.what(), message);
        }
    }

    temporary_folder folder_;
    made_files made_;
};

TEST_F(dictionary_files, make_a_dictionary_whose_pointers_know_their_targets) {
    made_.write(folder_.path());
    const auto all = dictionary::read(folder_.path());
    const auto& records = all.records();
    ASSERT_EQ(records.synsets.size(), 15U);
    EXPECT_EQ(records.senses.size(), 21U);
    EXPECT_EQ(records.pointers.size(), 26U);
    for (const auto& pointer : records.pointers)
        EXPECT_EQ(records.synsets.at(pointer.target).offset, pointer.target_offset);
    const auto& size = records.synsets[6];
    EXPECT_EQ(records.synsets[records.pointers[size.first_pointer].target].gloss, "of great size");
}

TEST_F(dictionary_files, keep_their_texts_when_the_dictionary_moves) {
    made_.write(folder_.path());
    auto first = dictionary::read(folder_.path());
    const auto second = std::move(first);
    EXPECT_EQ(second.records().synsets[0].gloss, "that which exists");
}

TEST_F(dictionary_files, are_counted_in_bytes_for_the_progress) {
    made_.write(folder_.path());
    std::size_t done = 0;
    (void)dictionary::read(folder_.path(), [&](std::size_t bytes) { done += bytes; });
    EXPECT_EQ(done, dictionary::bytes(folder_.path()));
}

TEST_F(dictionary_files, must_all_be_there) {
    made_.write(folder_.path());
    std::filesystem::remove(folder_.path() / "data.adj");
    expect_refused(
        file("data.adj") +
        ": expected a data file of WordNet (Debian package wordnet-base), found: No such file or directory");
}

TEST_F(dictionary_files, must_be_files) {
    made_.write(folder_.path());
    std::filesystem::remove(folder_.path() / "data.verb");
    std::filesystem::create_directory(folder_.path() / "data.verb");
    expect_refused(file("data.verb") +
                   ": expected a data file of WordNet (Debian package wordnet-base), found: Is a directory");
}

TEST_F(dictionary_files, must_not_point_to_nowhere) {
    made_.change("data.noun", "cat 0 001 @ {animal}", "cat 0 001 @ 00000007").write(folder_.path());
    expect_refused(
        file("data.noun") +
        ":5: expected the pointer \"@ 00000007\" to lead to a synset of data.noun, found none there");
}

TEST_F(dictionary_files, must_not_point_behind_a_file) {
    made_.change("data.adv", "\\ {huge}", "\\ 99999999").write(folder_.path());
    expect_refused(
        file("data.adv") +
        ":1: expected the pointer \"\\ 99999999\" to lead to a synset of data.adj, found none there");
}

TEST_F(dictionary_files, must_not_point_to_a_word_that_is_not_there) {
    made_.change("data.adv", "{huge} a 0101", "{huge} a 0102").write(folder_.path());
    expect_refused(file("data.adv") + ":1: expected the pointer \"\\ " + made_.offset("huge") +
                   "\" to lead to one of 1 words, found word 2");
}

TEST_F(dictionary_files, must_state_a_hypernym_and_its_hyponym_together) {
    made_.change("data.noun", "003 @ {animal} n 0000 ~i {laika} n 0000", "002 @ {animal} n 0000")
        .write(folder_.path());
    expect_refused(file("data.noun") + ":6: expected the target of \"@i " + made_.offset("dog") +
                   "\" to point back with ~i, found none in line 4 of data.noun");
}

TEST_F(dictionary_files, must_state_the_same_pair_of_words_at_both_ends) {
    made_.change("data.adj", ";c {sailing} n 0000", ";c {sailing} n 0101").write(folder_.path());
    expect_refused(file("data.noun") + ":9: expected the target of \"-c " + made_.offset("afloat") +
                   "\" to point back with ;c, found none in line 4 of data.adj");
}

TEST_F(dictionary_files, must_not_state_a_pointer_twice) {
    made_.change("data.noun", "cat 0 001 @ {animal} n 0000", "cat 0 002 @ {animal} n 0000 @ {animal} n 0000")
        .write(folder_.path());
    expect_refused(file("data.noun") + ":5: expected each pointer once, found \"@ " + made_.offset("animal") +
                   "\" again");
}

TEST(wordnet_3_0, has_the_published_numbers_of_synsets_senses_and_pointers) {
    const auto all = dictionary::read("/usr/share/wordnet");
    EXPECT_EQ(all.records().synsets.size(), 117'659U);
    EXPECT_EQ(all.records().senses.size(), 206'978U);
    EXPECT_EQ(all.records().pointers.size(), 377'592U);
}

}  // namespace
