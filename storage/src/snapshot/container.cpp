#include "container.hpp"

#include "schema_section.hpp"
#include "section_reader.hpp"

#include <algorithm>
#include <cstring>

namespace kith::storage::snapshot {
namespace {

head read_head(const file::bytes& bytes, const complaint& file) {
    head found{};
    std::memcpy(&found, bytes.data.get(), std::min(bytes.size, sizeof found));
    if (std::memcmp(found.magic.data(), magic.data(), std::min(bytes.size, magic.size())) != 0)
        file.not_a_snapshot();
    if (bytes.size < sizeof found) file.truncated(bytes.size, 0);
    if (found.head_checksum != checksum(&found, offsetof(head, head_checksum)))
        file.damaged("its head does not match its checksum");
    // The head is the same in every version: a file that is newer can be told from one that is damaged.
    if (found.version > newest_version) file.newer(found.version);
    if (found.version == 0) file.damaged("it says that it is of version 0");
    if (bytes.size < found.file_bytes) file.truncated(bytes.size, found.file_bytes);
    if (bytes.size > found.file_bytes)
        file.damaged("it has " + std::to_string(bytes.size - found.file_bytes) + " bytes after its end");
    return found;
}

std::vector<container::section> read_table(const file::bytes& bytes, const head& from,
                                           const complaint& file) {
    const std::span<const std::byte> rest(bytes.data.get() + sizeof(head), bytes.size - sizeof(head));
    if (from.sections == 0 || from.sections > rest.size() / sizeof(table_entry))
        file.damaged("it has no room for its " + std::to_string(from.sections) + " sections");
    const auto table = rest.first(from.sections * sizeof(table_entry));
    if (from.table_checksum != checksum(table.data(), table.size()))
        file.damaged("its table of sections does not match its checksum");
    std::vector<container::section> out;
    out.reserve(from.sections);
    auto payloads = rest.subspan(table.size());
    for (std::size_t i = 0; i < from.sections; ++i) {
        table_entry entry{};
        std::memcpy(&entry, table.data() + i * sizeof entry, sizeof entry);
        if (entry.bytes > payloads.size() || entry.bytes % alignment != 0)
            file.damaged("section " + std::to_string(i) + " cannot have " + std::to_string(entry.bytes) +
                         " bytes");
        const auto payload = payloads.first(static_cast<std::size_t>(entry.bytes));
        payloads = payloads.subspan(payload.size());
        out.push_back({entry, payload});
    }
    if (!payloads.empty()) file.damaged("some of its bytes belong to no section");
    return out;
}

}  // namespace

container open(const file::file_system& files, const std::filesystem::path& path) {
    container out{complaint(path), files.read(path), 0, {}, {}};
    const head found = read_head(out.bytes, out.file);
    out.version = found.version;
    out.sections = read_table(out.bytes, found, out.file);
    for (std::size_t i = 0; i < out.sections.size(); ++i) {
        const auto& each = out.sections[i];
        if (each.entry.checksum != checksum(each.payload.data(), each.payload.size()))
            out.file.damaged("section " + std::to_string(i) + " does not match its checksum");
    }
    section_reader schema(out.sections[0].payload, "schema", out.file);
    out.schema = read_schema_section(schema);

    const auto expected = out.schema.table();
    const bool same = std::equal(expected.begin(), expected.end(), out.sections.begin(), out.sections.end(),
                                 [](const table_entry& wanted, const container::section& each) {
                                     return wanted.kind == each.entry.kind &&
                                            wanted.type == each.entry.type &&
                                            wanted.member == each.entry.member && each.entry.zero == 0;
                                 });
    if (!same) out.file.damaged("its sections are not those that its schema needs");
    return out;
}

}  // namespace kith::storage::snapshot
