#pragma once

#include "models.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace wordnet {

/// The word with that text, however it is spelled ("Canis_familiaris"); an empty ref when there is none.
[[nodiscard]] kith::ref<Word> find_word(kith::graph& graph, std::string_view spelling);

/// The synset's words through its proxy: "dog, domestic dog, canis familiaris".
[[nodiscard]] std::string words_of(const kith::ref<Synset>& synset);

/// From a synset over its first hypernym, and that one's, to one that has none. An instance has instance hypernyms.
/// Ends where it would go in a circle: WordNet 3.0 has one, of the verbs "restrain" and "inhibit".
[[nodiscard]] std::vector<kith::ref<Synset>> path_to_root(kith::ref<Synset> from);

/// What lies below a synset: each synset once, however many ways lead to it.
struct descendants {
    std::size_t hyponyms = 0;
    std::size_t instances = 0;
    std::size_t levels = 0;  ///< the longest of the shortest ways down
};
[[nodiscard]] descendants walk_below(const kith::ref<Synset>& top);

}  // namespace wordnet
