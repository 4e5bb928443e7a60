#include "wordnet/walks.hpp"

#include <gmock/gmock.h>

#include <string>

namespace {

using namespace wordnet;
using testing::ElementsAre;
using testing::IsEmpty;

class walks : public testing::Test {
protected:
    kith::ref<Synset> synset() { return graph_.add(Synset{.part = part_of_speech::noun}); }

    kith::graph graph_{models};
};

TEST_F(walks, a_path_goes_up_to_the_synset_without_hypernyms) {
    const auto top = synset();
    const auto middle = synset();
    const auto bottom = synset();
    middle.hypernyms().append(top);
    bottom.hypernyms().append(middle);
    bottom.hypernyms().append(top);
    EXPECT_THAT(path_to_root(bottom), ElementsAre(bottom, middle, top));
    EXPECT_THAT(path_to_root(top), ElementsAre(top));
    EXPECT_THAT(path_to_root({}), IsEmpty());
}

TEST_F(walks, a_path_goes_up_from_an_instance) {
    const auto dog = synset();
    const auto laika = synset();
    laika.instance_hypernyms().append(dog);
    EXPECT_THAT(path_to_root(laika), ElementsAre(laika, dog));
}

TEST_F(walks, a_path_ends_before_it_repeats_itself) {
    const auto restrain = synset();
    const auto inhibit = synset();
    restrain.hypernyms().append(inhibit);
    inhibit.hypernyms().append(restrain);
    EXPECT_THAT(path_to_root(restrain), ElementsAre(restrain, inhibit));
}

TEST_F(walks, a_synset_below_by_two_ways_counts_once) {
    const auto top = synset();
    const auto left = synset();
    const auto right = synset();
    const auto bottom = synset();
    const auto instance = synset();
    for (const auto& side : {left, right}) {
        side.hypernyms().append(top);
        bottom.hypernyms().append(side);
    }
    instance.instance_hypernyms().append(bottom);
    const auto below = walk_below(top);
    EXPECT_EQ(below.hyponyms, 3U);
    EXPECT_EQ(below.instances, 1U);
    EXPECT_EQ(below.levels, 3U);
    EXPECT_EQ(walk_below(instance).levels, 0U);
}

TEST_F(walks, a_circle_below_ends) {
    const auto one = synset();
    const auto other = synset();
    one.hypernyms().append(other);
    other.hypernyms().append(one);
    EXPECT_EQ(walk_below(one).hyponyms, 1U);
}

TEST_F(walks, words_of_a_synset_come_in_its_order) {
    const auto of = synset();
    for (const auto* const text : {"dog", "domestic dog"})
        graph_.add(Sense{.word = graph_.add(Word{.text = std::string(text)}), .synset = of});
    EXPECT_EQ(words_of(of), "dog, domestic dog");
    EXPECT_EQ(words_of(synset()), "");
}

}  // namespace
