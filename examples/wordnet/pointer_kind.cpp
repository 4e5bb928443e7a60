#include "pointer_kind.hpp"

#include <algorithm>
#include <array>

namespace wordnet {
namespace {

using enum pointer_kind;
using enum pointer_scope;

// From wninput(5), which WordNet's sources have.
constexpr std::array meanings{
    pointer_meaning{hypernym, "@", "hypernym", semantic, hyponym},
    pointer_meaning{hyponym, "~", "hyponym", semantic, hypernym},
    pointer_meaning{instance_hypernym, "@i", "instance hypernym", semantic, instance_hyponym},
    pointer_meaning{instance_hyponym, "~i", "instance hyponym", semantic, instance_hypernym},
    pointer_meaning{member_holonym, "#m", "member holonym", semantic, member_meronym},
    pointer_meaning{member_meronym, "%m", "member meronym", semantic, member_holonym},
    pointer_meaning{substance_holonym, "#s", "substance holonym", semantic, substance_meronym},
    pointer_meaning{substance_meronym, "%s", "substance meronym", semantic, substance_holonym},
    pointer_meaning{part_holonym, "#p", "part holonym", semantic, part_meronym},
    pointer_meaning{part_meronym, "%p", "part meronym", semantic, part_holonym},
    pointer_meaning{topic, ";c", "topic", either, topic_member},
    pointer_meaning{topic_member, "-c", "member of this topic", either, topic},
    pointer_meaning{region, ";r", "region", either, region_member},
    pointer_meaning{region_member, "-r", "member of this region", either, region},
    pointer_meaning{usage, ";u", "usage", either, usage_member},
    pointer_meaning{usage_member, "-u", "member of this usage", either, usage},
    pointer_meaning{similar, "&", "similar to", semantic, {}},
    pointer_meaning{attribute, "=", "attribute", semantic, {}},
    pointer_meaning{verb_group, "$", "verb group", either, {}},
    pointer_meaning{entailment, "*", "entailment", semantic, {}},
    pointer_meaning{cause, ">", "cause", semantic, {}},
    pointer_meaning{also_see, "^", "also see", either, {}},
    pointer_meaning{antonym, "!", "antonym", lexical, {}},
    pointer_meaning{derivation, "+", "derivationally related form", lexical, {}},
    pointer_meaning{pertainym, "\\", "pertainym", lexical, {}},
    pointer_meaning{participle, "<", "participle of verb", lexical, {}},
};

consteval bool in_order_of_enumerators() {
    for (std::size_t i = 0; i < meanings.size(); ++i)
        if (static_cast<std::size_t>(meanings[i].kind) != i) return false;
    return true;
}
static_assert(in_order_of_enumerators());

}  // namespace

std::span<const pointer_meaning> pointer_meanings() noexcept { return meanings; }

const pointer_meaning& meaning_of(pointer_kind kind) noexcept {
    return meanings[static_cast<std::size_t>(kind)];
}

const pointer_meaning* find_pointer(std::string_view symbol) noexcept {
    const auto found = std::ranges::find(meanings, symbol, &pointer_meaning::symbol);
    return found == meanings.end() ? nullptr : &*found;
}

}  // namespace wordnet
