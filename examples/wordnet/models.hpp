#pragma once

#include "part_of_speech.hpp"
#include "pointer_kind.hpp"

#include <kith/kith.hpp>

#include <cstdint>
#include <string>

// WordNet as a graph. How the files' 377,592 pointers are kept:
//
// - A pointer between synsets is a pair of a many-to-many relationship. Where the files state a pair at both ends
//   (hypernym and hyponym), it is one pair whose two ends are those two pointers. Where they state it at one end
//   (entailment), the other end is named by us. Kinds that mean the same both ways (similar) have no other end: the
//   files state both directions, each of which is a pair of its own.
// - A pointer between senses is an association object, Relation: its kind is data there, and the files state nine
//   derivations twice. Antonyms, pertainyms and participles have relationships of their own.

namespace wordnet {

struct Synset;
struct Sense;
struct Relation;

struct Word {
    using kith_table = kith::name<"words">;

    kith::column<std::string, kith::unique> text{};  // lower case, words of a collocation separated by spaces
    kith::many<Sense, "word", kith::cascade<"all, delete-orphan">> senses{};
    kith::proxy<"senses", "synset"> synsets{};
};

struct Synset {
    using kith_table = kith::name<"synsets">;

    part_of_speech part{};
    std::uint32_t offset = 0;  // in the data file of its part of speech
    std::uint8_t lexicographer_file = 0;
    std::string gloss{};
    kith::many<Sense, "synset", kith::cascade<"all, delete-orphan">> senses{};
    kith::proxy<"senses", "word"> words{};

    kith::many<Synset, "hyponyms", kith::secondary<"hypernyms", "hyponym_id", "hypernym_id">> hypernyms{};
    kith::many<Synset, "hypernyms"> hyponyms{};
    kith::many<Synset, "instances", kith::secondary<"instance_hypernyms", "instance_id", "hypernym_id">>
        instance_hypernyms{};
    kith::many<Synset, "instance_hypernyms"> instances{};
    kith::many<Synset, "members", kith::secondary<"member_holonyms", "member_id", "holonym_id">> member_of{};
    kith::many<Synset, "member_of"> members{};
    kith::many<Synset, "substances", kith::secondary<"substance_holonyms", "substance_id", "holonym_id">>
        substance_of{};
    kith::many<Synset, "substance_of"> substances{};
    kith::many<Synset, "parts", kith::secondary<"part_holonyms", "part_id", "holonym_id">> part_of{};
    kith::many<Synset, "part_of"> parts{};
    kith::many<Synset, "topic_members", kith::secondary<"topics", "member_id", "topic_id">> topics{};
    kith::many<Synset, "topics"> topic_members{};
    kith::many<Synset, "region_members", kith::secondary<"regions", "member_id", "region_id">> regions{};
    kith::many<Synset, "regions"> region_members{};
    kith::many<Synset, "usage_members", kith::secondary<"usages", "member_id", "usage_id">> usages{};
    kith::many<Synset, "usages"> usage_members{};

    kith::many<Synset, "entailed_by", kith::secondary<"entailments", "verb_id", "entailed_id">> entails{};
    kith::many<Synset, "entails"> entailed_by{};
    kith::many<Synset, "caused_by", kith::secondary<"causes", "verb_id", "caused_id">> causes{};
    kith::many<Synset, "causes"> caused_by{};

    kith::many<Synset, "", kith::secondary<"similar", "synset_id", "similar_id">> similar{};
    kith::many<Synset, "", kith::secondary<"attributes", "synset_id", "attribute_id">> attributes{};
    kith::many<Synset, "", kith::secondary<"verb_groups", "synset_id", "other_id">> verb_group{};
    kith::many<Synset, "", kith::secondary<"also_see", "synset_id", "other_id">> also_see{};
};

/// The association object between a word and a synset.
struct Sense {
    using kith_table = kith::name<"senses">;

    std::uint8_t number = 0;  // its place in the synset, from 1
    std::uint8_t lex_id = 0;  // tells senses of a word in one lexicographer file apart
    adjective_position position{};
    std::uint64_t frames = 0;  // bit n: the verb fits sentence frame n
    std::string spelling{};    // "Canis familiaris"
    kith::one<Word, "senses", kith::required> word{};
    kith::one<Synset, "senses", kith::required> synset{};

    kith::many<Sense, "antonym_of", kith::secondary<"antonyms", "sense_id", "antonym_id">> antonyms{};
    kith::many<Sense, "antonyms"> antonym_of{};
    kith::many<Sense, "pertainyms", kith::secondary<"pertainyms", "pertainym_id", "sense_id">> pertains_to{};
    kith::many<Sense, "pertains_to"> pertainyms{};
    kith::many<Sense, "participles", kith::secondary<"participles", "participle_id", "verb_id">>
        participle_of{};
    kith::many<Sense, "participle_of"> participles{};

    kith::many<Relation, "source", kith::cascade<"all, delete-orphan">> relations{};
    kith::proxy<"relations", "target"> related{};
    kith::many<Relation, "target", kith::cascade<"all, delete-orphan">> relations_here{};
};

/// The association object between two senses: every other pointer from word to word.
struct Relation {
    using kith_table = kith::name<"relations">;

    pointer_kind kind{};
    kith::one<Sense, "relations", kith::required> source{};
    kith::one<Sense, "relations_here", kith::required> target{};
};

KITH_MODEL(Word, text, senses, synsets)
KITH_MODEL(Synset, part, offset, lexicographer_file, gloss, senses, words, hypernyms, hyponyms,
           instance_hypernyms, instances, member_of, members, substance_of, substances, part_of, parts,
           topics, topic_members, regions, region_members, usages, usage_members, entails, entailed_by,
           causes, caused_by, similar, attributes, verb_group, also_see)
KITH_MODEL(Sense, number, lex_id, position, frames, spelling, word, synset, antonyms, antonym_of, pertains_to,
           pertainyms, participle_of, participles, relations, related, relations_here)
KITH_MODEL(Relation, kind, source, target)

inline constexpr auto models = kith::models<Word, Synset, Sense, Relation>;

}  // namespace wordnet
