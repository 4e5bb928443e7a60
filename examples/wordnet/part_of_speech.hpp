#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace wordnet {

enum class part_of_speech : std::uint8_t {
    noun = 1,
    verb = 2,
    adjective = 3,
    adverb = 4,
    satellite = 5,  ///< an adjective that is defined by its likeness to a head adjective
};

[[nodiscard]] constexpr std::string_view name_of(part_of_speech part) noexcept {
    constexpr std::array<std::string_view, 6> names{"", "noun", "verb", "adjective", "adverb", "adjective"};
    return names[static_cast<std::size_t>(part)];
}

/// The lexicographers' files, by number: lexnames(5WN).
inline constexpr std::array<std::string_view, 45> lexicographer_files{
    "adj.all",          "adj.pert",           "adv.all",
    "noun.Tops",        "noun.act",           "noun.animal",
    "noun.artifact",    "noun.attribute",     "noun.body",
    "noun.cognition",   "noun.communication", "noun.event",
    "noun.feeling",     "noun.food",          "noun.group",
    "noun.location",    "noun.motive",        "noun.object",
    "noun.person",      "noun.phenomenon",    "noun.plant",
    "noun.possession",  "noun.process",       "noun.quantity",
    "noun.relation",    "noun.shape",         "noun.state",
    "noun.substance",   "noun.time",          "verb.body",
    "verb.change",      "verb.cognition",     "verb.communication",
    "verb.competition", "verb.consumption",   "verb.contact",
    "verb.creation",    "verb.emotion",       "verb.motion",
    "verb.perception",  "verb.possession",    "verb.social",
    "verb.stative",     "verb.weather",       "adj.ppl",
};

/// Where an adjective may stand, when that is restricted.
enum class adjective_position : std::uint8_t {
    any = 0,
    attributive = 1,  ///< before its noun: (a)
    predicative = 2,  ///< after a verb: (p)
    postnominal = 3,  ///< right after its noun: (ip)
};

}  // namespace wordnet
