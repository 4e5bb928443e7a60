#include "walks.hpp"

#include "loader.hpp"

#include <algorithm>
#include <utility>

namespace wordnet {
namespace {

class visited {
public:
    /// True the first time.
    bool first(const kith::ref<Synset>& synset) {
        const auto number = synset.id().value;
        if (number >= seen_.size()) seen_.resize(std::max<std::size_t>(number + 1, seen_.size() * 2));
        return !std::exchange(seen_[number], char{1});
    }

private:
    std::vector<char> seen_;
};

kith::ref<Synset> first_hypernym(const kith::ref<Synset>& of) {
    const auto hypernym = of.hypernyms().front();
    return hypernym ? hypernym : of.instance_hypernyms().front();
}

}  // namespace

kith::ref<Word> find_word(kith::graph& graph, std::string_view spelling) {
    return graph.query<Word>().where(kith::field<&Word::text> == word_text(spelling)).first();
}

std::string words_of(const kith::ref<Synset>& synset) {
    std::string list;
    for (const auto word : synset.words()) {
        if (!list.empty()) list += ", ";
        list += word.text();
    }
    return list;
}

std::vector<kith::ref<Synset>> path_to_root(kith::ref<Synset> from) {
    std::vector<kith::ref<Synset>> path;
    for (auto at = from; at && std::ranges::find(path, at) == path.end(); at = first_hypernym(at))
        path.push_back(at);
    return path;
}

descendants walk_below(const kith::ref<Synset>& top) {
    descendants found;
    visited seen;
    seen.first(top);
    std::vector<kith::ref<Synset>> level{top};
    std::vector<kith::ref<Synset>> next;
    for (; !level.empty(); level.swap(next)) {
        next.clear();
        for (const auto& synset : level) {
            const auto before = next.size();
            for (const auto hyponym : synset.hyponyms())
                if (seen.first(hyponym)) next.push_back(hyponym);
            found.hyponyms += next.size() - before;
            const auto after = next.size();
            for (const auto instance : synset.instances())
                if (seen.first(instance)) next.push_back(instance);
            found.instances += next.size() - after;
        }
        if (!next.empty()) ++found.levels;
    }
    return found;
}

}  // namespace wordnet
