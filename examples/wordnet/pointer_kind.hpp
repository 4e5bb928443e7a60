#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace wordnet {

/// What a pointer says: "A @ B" reads "B is a hypernym of A".
enum class pointer_kind : std::uint8_t {
    hypernym,
    hyponym,
    instance_hypernym,
    instance_hyponym,
    member_holonym,
    member_meronym,
    substance_holonym,
    substance_meronym,
    part_holonym,
    part_meronym,
    topic,
    topic_member,
    region,
    region_member,
    usage,
    usage_member,
    similar,
    attribute,
    verb_group,
    entailment,
    cause,
    also_see,
    antonym,
    derivation,
    pertainym,
    participle,
};

/// Semantic pointers lead from synset to synset, lexical ones from sense to sense.
enum class pointer_scope : std::uint8_t { semantic, lexical, either };

struct pointer_meaning {
    pointer_kind kind;
    std::string_view symbol;  ///< as the files have it
    std::string_view name;
    pointer_scope scope;
    /// What the files say at the other end about the same pair. Pointers without it are stated at one end, or, where
    /// they mean the same in both directions, mostly at both.
    std::optional<pointer_kind> counterpart;
};

/// All kinds, in the order of their enumerators.
[[nodiscard]] std::span<const pointer_meaning> pointer_meanings() noexcept;
[[nodiscard]] const pointer_meaning& meaning_of(pointer_kind kind) noexcept;
/// Null when no pointer has that symbol.
[[nodiscard]] const pointer_meaning* find_pointer(std::string_view symbol) noexcept;

}  // namespace wordnet
