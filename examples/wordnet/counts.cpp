#include "counts.hpp"

#include "loader.hpp"
#include "models.hpp"

#include <numeric>
#include <string_view>
#include <unordered_set>

namespace wordnet {
namespace {

using enum pointer_kind;

class tally {
public:
    explicit tally(counts& into) noexcept : into_(into) {}
    void operator()(pointer_kind kind, std::uint64_t pointers) {
        into_.pointers[static_cast<std::size_t>(kind)] += pointers;
    }

private:
    counts& into_;
};

void add_synset(tally add, const kith::ref<Synset>& synset) {
    add(hypernym, synset.hypernyms().size());
    add(hyponym, synset.hyponyms().size());
    add(instance_hypernym, synset.instance_hypernyms().size());
    add(instance_hyponym, synset.instances().size());
    add(member_holonym, synset.member_of().size());
    add(member_meronym, synset.members().size());
    add(substance_holonym, synset.substance_of().size());
    add(substance_meronym, synset.substances().size());
    add(part_holonym, synset.part_of().size());
    add(part_meronym, synset.parts().size());
    add(topic, synset.topics().size());
    add(topic_member, synset.topic_members().size());
    add(region, synset.regions().size());
    add(region_member, synset.region_members().size());
    add(usage, synset.usages().size());
    add(usage_member, synset.usage_members().size());
    add(similar, synset.similar().size());
    add(attribute, synset.attributes().size());
    add(verb_group, synset.verb_group().size());
    add(entailment, synset.entails().size());
    add(cause, synset.causes().size());
    add(also_see, synset.also_see().size());
}

struct pair_table {
    const char* name;
    pointer_kind kind;
};

constexpr pair_table pair_tables[]{
    {"hypernyms", hypernym},
    {"instance_hypernyms", instance_hypernym},
    {"member_holonyms", member_holonym},
    {"substance_holonyms", substance_holonym},
    {"part_holonyms", part_holonym},
    {"topics", topic},
    {"regions", region},
    {"usages", usage},
    {"similar", similar},
    {"attributes", attribute},
    {"verb_groups", verb_group},
    {"entailments", entailment},
    {"causes", cause},
    {"also_see", also_see},
    {"antonyms", antonym},
    {"pertainyms", pertainym},
    {"participles", participle},
};

}  // namespace

std::uint64_t counts::all_pointers() const noexcept {
    return std::accumulate(pointers.begin(), pointers.end(), std::uint64_t{0});
}

counts published_counts() noexcept {
    counts known{.words = 147'306, .synsets = 117'659, .senses = 206'978};
    tally add(known);
    for (const auto kind : {hypernym, hyponym}) add(kind, 89'089);
    for (const auto kind : {instance_hypernym, instance_hyponym}) add(kind, 8'577);
    for (const auto kind : {member_holonym, member_meronym}) add(kind, 12'293);
    for (const auto kind : {substance_holonym, substance_meronym}) add(kind, 797);
    for (const auto kind : {part_holonym, part_meronym}) add(kind, 9'097);
    for (const auto kind : {topic, topic_member}) add(kind, 6'654);
    for (const auto kind : {region, region_member}) add(kind, 1'360);
    for (const auto kind : {usage, usage_member}) add(kind, 1'376);
    add(similar, 21'386);
    add(attribute, 1'278);
    add(verb_group, 1'750);
    add(entailment, 408);
    add(cause, 220);
    add(also_see, 3'272);
    add(antonym, 7'979);
    add(derivation, 74'717);
    add(pertainym, 8'023);
    add(participle, 73);
    return known;
}

counts count(const records& files) {
    counts found{.synsets = files.synsets.size(), .senses = files.senses.size()};
    std::unordered_set<std::string> words;
    words.reserve(files.senses.size());
    for (const auto& sense : files.senses) words.insert(word_text(sense.spelling));
    found.words = words.size();
    tally add(found);
    for (const auto& pointer : files.pointers) add(pointer.kind, 1);
    return found;
}

counts count(kith::graph& graph) {
    counts found{
        .words = graph.count<Word>(), .synsets = graph.count<Synset>(), .senses = graph.count<Sense>()};
    tally add(found);
    for (const auto synset : graph.all<Synset>()) add_synset(add, synset);
    for (const auto sense : graph.all<Sense>()) {
        add(antonym, sense.antonyms().size());
        add(pertainym, sense.pertains_to().size());
        add(participle, sense.participle_of().size());
    }
    for (const auto relation : graph.all<Relation>()) add(relation.kind(), 1);
    return found;
}

counts count(kith::storage::sqlite& database) {
    const auto rows = [&](const std::string& where) {
        return static_cast<std::uint64_t>(database.count("SELECT count(*) FROM " + where));
    };
    counts found{.words = rows("words"), .synsets = rows("synsets"), .senses = rows("senses")};
    tally add(found);
    for (const auto& table : pair_tables) {
        const auto pairs = rows(table.name);
        add(table.kind, pairs);
        if (const auto counterpart = meaning_of(table.kind).counterpart) add(*counterpart, pairs);
    }
    for (const auto& meaning : pointer_meanings())
        add(meaning.kind,
            rows("relations WHERE kind = " + std::to_string(static_cast<unsigned>(meaning.kind))));
    return found;
}

std::string differences(const counts& left, const char* left_name, const counts& right,
                        const char* right_name) {
    std::string lines;
    const auto compare = [&](std::string_view what, std::uint64_t in_left, std::uint64_t in_right) {
        if (in_left != in_right)
            lines += std::string(what) + ": " + grouped(in_left) + " in " + left_name + ", " +
                     grouped(in_right) + " in " + right_name + '\n';
    };
    compare("words", left.words, right.words);
    compare("synsets", left.synsets, right.synsets);
    compare("senses", left.senses, right.senses);
    for (const auto& meaning : pointer_meanings())
        compare(meaning.name, left.of(meaning.kind), right.of(meaning.kind));
    return lines;
}

std::string grouped(std::uint64_t number) {
    auto digits = std::to_string(number);
    for (auto place = digits.size(); place > 3;) digits.insert(place -= 3, 1, ',');
    return digits;
}

}  // namespace wordnet
