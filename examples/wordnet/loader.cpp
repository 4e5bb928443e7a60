#include "loader.hpp"

#include "models.hpp"

#include <algorithm>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace wordnet {
namespace {

std::string with_spaces(std::string_view spelling) {
    std::string text(spelling);
    std::ranges::replace(text, '_', ' ');
    return text;
}

class loading {
public:
    loading(kith::graph& graph, const records& from) : graph_(graph), from_(from) {
        synsets_.reserve(from.synsets.size());
        senses_.reserve(from.senses.size());
        words_.reserve(from.senses.size());
    }

    void add_synset(const synset_record& record) {
        const auto synset = graph_.add(Synset{.part = record.part,
                                              .offset = record.offset,
                                              .lexicographer_file = record.lexicographer_file,
                                              .gloss = std::string(record.gloss)});
        synsets_.push_back(synset);
        std::uint8_t number = 0;
        for (const auto& sense : std::span(from_.senses).subspan(record.first_sense, record.senses))
            senses_.push_back(graph_.add(Sense{.number = ++number,
                                               .lex_id = sense.lex_id,
                                               .position = sense.position,
                                               .frames = sense.frames,
                                               .spelling = with_spaces(sense.spelling),
                                               .word = word(sense.spelling),
                                               .synset = synset}));
    }

    void add_pointers(const synset_record& record) {
        for (const auto& pointer : std::span(from_.pointers).subspan(record.first_pointer, record.pointers)) {
            if (pointer.lexical())
                link_senses(pointer, sense(record, pointer.source_word),
                            sense(from_.synsets[pointer.target], pointer.target_word));
            else
                link_synsets(pointer, synsets_[static_cast<std::size_t>(&record - from_.synsets.data())],
                             synsets_[pointer.target]);
        }
    }

private:
    kith::ref<Word> word(std::string_view spelling) {
        const auto [place, is_new] = words_.try_emplace(word_text(spelling));
        if (is_new) place->second = graph_.add(Word{.text = place->first});
        return place->second;
    }

    [[nodiscard]] kith::ref<Sense> sense(const synset_record& of, std::uint8_t number) const {
        return senses_[of.first_sense + number - 1];
    }

    void link_synsets(const pointer_record& pointer, kith::ref<Synset> source, kith::ref<Synset> target) {
        using enum pointer_kind;
        switch (pointer.kind) {
            case hypernym: return source.hypernyms().append(target);
            case instance_hypernym: return source.instance_hypernyms().append(target);
            case member_holonym: return source.member_of().append(target);
            case substance_holonym: return source.substance_of().append(target);
            case part_holonym: return source.part_of().append(target);
            case topic: return source.topics().append(target);
            case region: return source.regions().append(target);
            case usage: return source.usages().append(target);
            case hyponym:
            case instance_hyponym:
            case member_meronym:
            case substance_meronym:
            case part_meronym:
            case topic_member:
            case region_member:
            case usage_member: return;  // the other end of a pair that the target states
            case similar: return source.similar().append(target);
            case attribute: return source.attributes().append(target);
            case verb_group: return source.verb_group().append(target);
            case entailment: return source.entails().append(target);
            case cause: return source.causes().append(target);
            case also_see: return source.also_see().append(target);
            case antonym:
            case derivation:
            case pertainym:
            case participle: break;
        }
        throw std::logic_error("a lexical pointer between synsets");  // the reader refuses it
    }

    void link_senses(const pointer_record& pointer, kith::ref<Sense> source, kith::ref<Sense> target) {
        switch (pointer.kind) {
            case pointer_kind::antonym: return source.antonyms().append(target);
            case pointer_kind::pertainym: return source.pertains_to().append(target);
            case pointer_kind::participle: return source.participle_of().append(target);
            default: graph_.add(Relation{.kind = pointer.kind, .source = source, .target = target});
        }
    }

    kith::graph& graph_;
    const records& from_;
    std::vector<kith::ref<Synset>> synsets_;
    std::vector<kith::ref<Sense>> senses_;
    std::unordered_map<std::string, kith::ref<Word>> words_;
};

}  // namespace

std::string word_text(std::string_view spelling) {
    auto text = with_spaces(spelling);
    std::ranges::transform(text, text.begin(), [](char each) {
        return each >= 'A' && each <= 'Z' ? static_cast<char>(each - 'A' + 'a') : each;
    });
    return text;
}

void load(kith::graph& graph, const dictionary& from, const progress& done) {
    const auto& synsets = from.records().synsets;
    auto whole = graph.transaction();
    loading work(graph, from.records());
    for (const auto& each : synsets) {
        work.add_synset(each);
        if (done) done(1);
    }
    for (const auto& each : synsets) {
        work.add_pointers(each);
        if (done) done(1);
    }
    whole.commit();
}

}  // namespace wordnet
