#include "rows_section.hpp"

#include <bit>

namespace kith::storage::snapshot {

stored_rows read_rows_section(section_reader& from) {
    stored_rows out;
    out.next_id = from.large();
    out.count = from.large();
    const std::uint64_t encoding = from.large();
    if (out.count > max_rows)
        from.fail("speaks of " + std::to_string(out.count) + " rows, more than a type can have");
    if (encoding == static_cast<std::uint64_t>(id_encoding::list)) {
        const auto ids = from.array<key>(out.count);
        out.ids.assign(ids.begin(), ids.end());
    } else if (encoding == static_cast<std::uint64_t>(id_encoding::bitmap)) {
        const auto words = from.array<std::uint64_t>(from.left() / sizeof(std::uint64_t));
        std::uint64_t rows = 0;
        for (const std::uint64_t word : words) rows += static_cast<unsigned>(std::popcount(word));
        if (rows != out.count) from.fail("does not list as many ids as it has rows");
        out.ids.reserve(static_cast<std::size_t>(rows));
        for (std::size_t i = 0; i < words.size(); ++i)
            for (std::uint64_t word = words[i]; word != 0; word &= word - 1)
                out.ids.push_back(i * 64 + static_cast<unsigned>(std::countr_zero(word)) + 1);
    } else {
        from.fail("lists its ids in a way that is not known");
    }
    from.expect_end();
    return out;
}

}  // namespace kith::storage::snapshot
