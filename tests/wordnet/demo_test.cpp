#include "made_files.hpp"
#include "wordnet/demo.hpp"
#include "wordnet/input_error.hpp"

#include <gmock/gmock.h>

#include <sstream>

namespace {

using namespace wordnet;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using wordnet_tests::made_files;
using wordnet_tests::temporary_folder;

class demo : public testing::Test {
protected:
    demo() {
        made_files{}.write(folder_.path());
        options_.folder = folder_.path();
    }
    std::string run() {
        std::ostringstream out;
        run_demo(options_, out);
        return out.str();
    }

    temporary_folder folder_;
    demo_options options_;
};

TEST_F(demo, shows_the_whole_path_on_any_files) {
    EXPECT_THAT(
        run(),
        AllOf(HasSubstr("synsets                                 15        15\n"),
              HasSubstr("These are not the numbers of WordNet 3.0.\n"),
              HasSubstr("  noun.animal: dog, domestic dog, canis familiaris\n"),
              HasSubstr("  dog, domestic dog, canis familiaris\n    animal, beast\n      entity\n"),
              HasSubstr("Below \"entity\": 3 hyponyms and 1 instances, 3 levels deep, of 8 noun synsets.\n"),
              HasSubstr("gone with it: 3 senses, 3 relations of theirs\n"),
              HasSubstr("pointers gone: 7 (1 hypernym, 1 hyponym, 1 instance hypernym, 1 instance hyponym, "
                        "3 derivationally related form)\n"),
              HasSubstr("step  "), HasSubstr("flush to SQLite  ")));
}

TEST_F(demo, prints_the_same_again_when_quiet) {
    options_.quiet = true;
    const auto first = run();
    EXPECT_EQ(run(), first);
    EXPECT_THAT(first, Not(HasSubstr("step  ")));
}

TEST_F(demo, takes_a_word_in_any_spelling) {
    options_.word = "Domestic_DOG";
    EXPECT_THAT(run(), HasSubstr("Synonyms of \"domestic dog\""));
}

TEST_F(demo, keeps_the_world_where_it_was_told_to_in_place_of_an_older_one) {
    options_.out = folder_.path() / "world" / "here";
    run();
    EXPECT_GT(std::filesystem::file_size(options_.out / "wordnet.kith"), 0U);
    EXPECT_GT(std::filesystem::file_size(options_.out / "wordnet.db"), 0U);
    EXPECT_NO_THROW(run());
}

TEST_F(demo, names_a_word_that_is_not_there) {
    options_.word = "unicorn";
    try {
        run();
        FAIL() << "was found";
    } catch (const std::runtime_error& error) {
        EXPECT_EQ(error.what(), "the word \"unicorn\" is not in " + folder_.path().string());
    }
}

TEST_F(demo, prints_nothing_for_bad_files) {
    made_files{}.change("data.verb", "38 v 01 move", "38 n 01 move").write(folder_.path());
    std::ostringstream out;
    EXPECT_THROW(run_demo(options_, out), input_error);
    EXPECT_EQ(out.str(), "");
}

}  // namespace
