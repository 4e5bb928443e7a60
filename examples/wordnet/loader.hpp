#pragma once

#include "dictionary.hpp"

#include <kith/kith.hpp>

namespace wordnet {

/// Fills an empty graph of wordnet::models with a dictionary: one transaction, so that a failure leaves the graph as
/// it was. Progress is in records: synsets twice, once for themselves and once for their pointers.
void load(kith::graph& graph, const dictionary& from, const progress& done = {});

/// A spelling as a word's text: lower case, spaces for underscores.
[[nodiscard]] std::string word_text(std::string_view spelling);

}  // namespace wordnet
