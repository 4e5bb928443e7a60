#include "pointer_targets.hpp"

#include "input_error.hpp"

#include <algorithm>
#include <span>
#include <string>

namespace wordnet {
namespace {

std::string describe(const pointer_record& pointer) {
    const auto digits = std::to_string(pointer.target_offset);
    return std::string(meaning_of(pointer.kind).symbol) + " " + std::string(8 - digits.size(), '0') + digits;
}

std::span<const pointer_record> pointers_of(const records& in, const synset_record& synset) {
    return std::span(in.pointers).subspan(synset.first_pointer, synset.pointers);
}

input_error complaint(const source_files& files, const synset_record& synset, const std::string& message) {
    return {files.paths[file_of(synset.part)], synset.line, message};
}

void check_once(const records& in, const source_files& files, const synset_record& synset) {
    const auto pointers = pointers_of(in, synset);
    for (auto each = pointers.begin(); each != pointers.end(); ++each) {
        if (each->kind == pointer_kind::derivation) continue;
        const auto same = [&](const pointer_record& other) {
            return other.kind == each->kind && other.target == each->target &&
                   other.source_word == each->source_word && other.target_word == each->target_word;
        };
        if (std::find_if(pointers.begin(), each, same) != each)
            throw complaint(files, synset,
                            "expected each pointer once, found \"" + describe(*each) + "\" again");
    }
}

void check_counterparts(const records& in, const source_files& files, const synset_record& synset) {
    const auto self = static_cast<std::uint32_t>(&synset - in.synsets.data());
    for (const auto& each : pointers_of(in, synset)) {
        const auto counterpart = meaning_of(each.kind).counterpart;
        if (!counterpart) continue;
        const auto& target = in.synsets[each.target];
        const auto answers = [&](const pointer_record& other) {
            return other.kind == *counterpart && other.target == self &&
                   other.source_word == each.target_word && other.target_word == each.source_word;
        };
        if (std::ranges::none_of(pointers_of(in, target), answers))
            throw complaint(files, synset,
                            "expected the target of \"" + describe(each) + "\" to point back with " +
                                std::string(meaning_of(*counterpart).symbol) + ", found none in line " +
                                std::to_string(target.line) + " of " +
                                files.paths[file_of(target.part)].filename().string());
    }
}

}  // namespace

void find_targets(records& in, const source_files& files) {
    for (const auto& synset : in.synsets) {
        for (auto& pointer : std::span(in.pointers).subspan(synset.first_pointer, synset.pointers)) {
            const auto file = file_of(pointer.target_part);
            // A file's synsets are sorted: each offset is its line's place in the file.
            const auto first = in.synsets.begin() + static_cast<std::ptrdiff_t>(files.first_synset[file]);
            const auto last = in.synsets.begin() + static_cast<std::ptrdiff_t>(files.first_synset[file + 1]);
            const auto found =
                std::ranges::lower_bound(first, last, pointer.target_offset, {}, &synset_record::offset);
            if (found == last || found->offset != pointer.target_offset)
                throw complaint(files, synset,
                                "expected the pointer \"" + describe(pointer) + "\" to lead to a synset of " +
                                    files.paths[file].filename().string() + ", found none there");
            if (pointer.target_word > found->senses)
                throw complaint(files, synset,
                                "expected the pointer \"" + describe(pointer) + "\" to lead to one of " +
                                    std::to_string(found->senses) + " words, found word " +
                                    std::to_string(pointer.target_word));
            pointer.target = static_cast<std::uint32_t>(found - in.synsets.begin());
        }
    }
}

void check_pairs(const records& in, const source_files& files) {
    for (const auto& synset : in.synsets) {
        check_once(in, files, synset);
        check_counterparts(in, files, synset);
    }
}

}  // namespace wordnet
