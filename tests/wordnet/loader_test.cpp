#include "made_files.hpp"
#include "wordnet/counts.hpp"
#include "wordnet/input_error.hpp"
#include "wordnet/loader.hpp"
#include "wordnet/models.hpp"
#include "wordnet/walks.hpp"

#include <gmock/gmock.h>

#include <stdexcept>

namespace {

using namespace wordnet;
using testing::ElementsAre;
using testing::IsEmpty;
using wordnet_tests::made_files;
using wordnet_tests::temporary_folder;

class loaded_graph : public testing::Test {
protected:
    void load_made() {
        made_.write(folder_.path());
        load(graph_, dictionary::read(folder_.path()));
    }
    kith::ref<Synset> synset(const char* word) { return find_word(graph_, word).synsets().front(); }
    kith::ref<Sense> sense(const char* word) { return find_word(graph_, word).senses().front(); }

    temporary_folder folder_;
    made_files made_;
    kith::graph graph_{models};
};

TEST_F(loaded_graph, has_what_the_files_have) {
    made_.write(folder_.path());
    const auto files = dictionary::read(folder_.path());
    load(graph_, files);
    EXPECT_EQ(differences(count(files.records()), "the files", count(graph_), "the graph"), "");
    EXPECT_THAT(graph_.check(), IsEmpty());
}

TEST_F(loaded_graph, keeps_each_line_as_a_synset) {
    load_made();
    const auto dog = synset("dog");
    EXPECT_EQ(dog.part(), part_of_speech::noun);
    EXPECT_EQ(dog.gloss(), "a barking animal");
    EXPECT_EQ(dog.offset(), std::stoul(made_.offset("dog")));
    EXPECT_EQ(lexicographer_files[dog.lexicographer_file()], "noun.animal");
    EXPECT_EQ(words_of(dog), "dog, domestic dog, canis familiaris");
}

TEST_F(loaded_graph, has_one_word_for_all_spellings_and_the_spelling_in_the_sense) {
    load_made();
    const auto word = find_word(graph_, "CANIS_familiaris");
    ASSERT_TRUE(word);
    EXPECT_EQ(word.text(), "canis familiaris");
    EXPECT_EQ(word.senses().front().spelling(), "Canis familiaris");
    EXPECT_EQ(word.senses().front().number(), 3);
    EXPECT_EQ(find_word(graph_, "dog").senses().size(), 2U);
    EXPECT_FALSE(find_word(graph_, "unicorn"));
}

TEST_F(loaded_graph, keeps_what_is_said_of_adjectives_and_verbs) {
    load_made();
    EXPECT_EQ(sense("afloat").position(), adjective_position::predicative);
    EXPECT_EQ(sense("afloat").lex_id(), 10);
    EXPECT_EQ(sense("chase").frames(), 1U << 2U);
}

TEST_F(loaded_graph, joins_a_pair_that_is_stated_at_both_ends_once) {
    load_made();
    EXPECT_THAT(synset("dog").hypernyms().all(), ElementsAre(synset("animal")));
    EXPECT_THAT(synset("animal").hyponyms().all(), ElementsAre(synset("dog"), synset("cat")));
    EXPECT_THAT(synset("dog").instances().all(), ElementsAre(synset("laika")));
    EXPECT_THAT(synset("tail").part_of().all(), ElementsAre(synset("animal")));
    EXPECT_THAT(synset("afloat").topics().all(), ElementsAre(synset("sailing")));
}

TEST_F(loaded_graph, keeps_both_directions_of_what_means_the_same_both_ways) {
    load_made();
    EXPECT_THAT(synset("big").similar().all(), ElementsAre(synset("huge")));
    EXPECT_THAT(synset("huge").similar().all(), ElementsAre(synset("big")));
    EXPECT_THAT(synset("size").attributes().all(), ElementsAre(synset("big")));
    EXPECT_THAT(kith::backref<&Synset::attributes>(synset("size")).all(), ElementsAre(synset("big")));
}

TEST_F(loaded_graph, names_the_other_end_of_what_is_stated_at_one) {
    load_made();
    EXPECT_THAT(synset("chase").entails().all(), ElementsAre(synset("move")));
    EXPECT_THAT(synset("move").entailed_by().all(), ElementsAre(synset("chase")));
}

TEST_F(loaded_graph, links_senses_by_lexical_pointers) {
    load_made();
    EXPECT_THAT(sense("big").antonyms().all(), ElementsAre(sense("small")));
    EXPECT_THAT(sense("little").antonyms().all(), IsEmpty());
    EXPECT_THAT(sense("little").antonym_of().all(), ElementsAre(sense("large")));
    EXPECT_THAT(sense("hugely").pertains_to().all(), ElementsAre(sense("huge")));
    EXPECT_THAT(sense("huge").pertainyms().all(), ElementsAre(sense("hugely")));
}

TEST_F(loaded_graph, keeps_a_derivation_as_often_as_it_is_stated) {
    load_made();
    const auto chase = sense("chase");
    EXPECT_THAT(chase.related().all(), ElementsAre(sense("dog"), sense("dog")));
    EXPECT_EQ(chase.relations().front().kind(), pointer_kind::derivation);
    EXPECT_EQ(sense("dog").relations_here().size(), 2U);
}

TEST_F(loaded_graph, loses_a_synsets_senses_and_their_links_with_it_and_gets_them_back) {
    load_made();
    const auto before = graph_.digest();
    const auto counts_before = count(graph_);
    const auto start = graph_.mark();
    graph_.erase(synset("dog"));
    const auto left = count(graph_);
    EXPECT_EQ(left.words, counts_before.words);
    EXPECT_EQ(left.senses, counts_before.senses - 3);
    EXPECT_EQ(left.of(pointer_kind::derivation), 0U);
    EXPECT_THAT(synset("animal").hyponyms().all(), ElementsAre(synset("cat")));
    EXPECT_TRUE(find_word(graph_, "domestic dog").senses().empty());
    EXPECT_THAT(graph_.check(), IsEmpty());
    graph_.rollback(start);
    EXPECT_EQ(graph_.digest(), before);
    EXPECT_EQ(count(graph_), counts_before);
}

TEST_F(loaded_graph, is_empty_after_bad_input) {
    struct damage {
        const char* file;
        const char* before;
        const char* after;
    };
    const damage all[]{
        {"data.adv", "{huge} a 0101", "{huge} a"},       {"data.adv", "\\ {huge}", "\\ 00000001"},
        {"data.adv", "r 01 hugely", "r 0x hugely"},      {"data.adv", "02 r", "02 a"},
        {"data.adv", "in a huge manner  \n", "in a hu"},
    };
    for (const auto& each : all) {
        made_files{}.change(each.file, each.before, each.after).write(folder_.path());
        EXPECT_THROW(load(graph_, dictionary::read(folder_.path())), input_error) << each.after;
        EXPECT_TRUE(graph_.empty()) << each.after;
    }
    std::filesystem::remove(folder_.path() / "data.verb");
    EXPECT_THROW(load(graph_, dictionary::read(folder_.path())), input_error);
    EXPECT_TRUE(graph_.empty());
}

TEST_F(loaded_graph, is_empty_wherever_loading_stops) {
    made_.write(folder_.path());
    const auto files = dictionary::read(folder_.path());
    kith::graph whole(models);
    load(whole, files);
    const auto steps = files.records().synsets.size() * 2;
    for (std::size_t stop = 1; stop <= steps; ++stop) {
        std::size_t left = stop;
        const auto interrupt = [&](std::size_t units) {
            if ((left -= units) == 0) throw std::runtime_error("enough");
        };
        EXPECT_THROW(load(graph_, files, interrupt), std::runtime_error);
        EXPECT_TRUE(graph_.empty()) << "stopped at " << stop;
        EXPECT_THAT(graph_.check(), IsEmpty()) << "stopped at " << stop;
    }
    load(graph_, files);
    EXPECT_EQ(graph_.digest(), whole.digest());
}

}  // namespace
