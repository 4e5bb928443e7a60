#pragma once

#include <kith/schema/catalog.hpp>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// The snapshot file's bytes, version 1. docs/snapshot-format.md is the specification; numbers here are
/// pinned by it.
namespace kith::storage::snapshot {

static_assert(std::endian::native == std::endian::little, "kith: snapshots are little-endian");

inline constexpr std::uint32_t newest_version = 1;

// The first byte is no text, and the line ends show a transfer that changed them.
inline constexpr std::array<char, 8> magic{'\x89', 'k', 'i', 't', 'h', '\r', '\n', '\x1A'};

/// The first bytes of a file of any version. `head_checksum` is over the bytes before it.
struct head {
    std::array<char, 8> magic;
    std::uint32_t version;
    std::uint32_t sections;
    std::uint64_t file_bytes;
    std::uint64_t table_checksum;
    std::uint64_t head_checksum;
};
static_assert(sizeof(head) == 40);

enum class section_kind : std::uint32_t { schema = 1, rows = 2, column = 3, links = 4 };

inline constexpr std::uint32_t none = 0xFFFF'FFFF;

/// A line of the table behind the head. Sections follow the table in its order, without gaps.
struct table_entry {
    section_kind kind;
    std::uint32_t type;    ///< of rows and column: which type; of links: which relationship; else none
    std::uint32_t member;  ///< of column: which field; else none
    std::uint32_t zero;
    std::uint64_t bytes;
    std::uint64_t checksum;
};
static_assert(sizeof(table_entry) == 32);

/// A section's length is a multiple of this; it ends in zero bytes up to it.
inline constexpr std::size_t alignment = 8;
/// A checksum takes this many bytes at a time: each part is hashed with the hash of those before as seed.
inline constexpr std::size_t checksum_part = std::size_t{1} << 20;

[[nodiscard]] std::uint64_t checksum(const void* data, std::size_t size) noexcept;

/// How the rows section lists ids.
enum class id_encoding : std::uint64_t { list = 0, bitmap = 1 };

/// A relationship in the file: its ends by type and declared end. A side that nobody declared has none.
struct stored_relation {
    struct side {
        std::uint32_t type = 0;
        std::uint32_t end = none;
        schema::arity arity = schema::arity::many;
    };
    std::array<side, 2> sides;
};

/// The schema in the file. Types have their declared ends only.
struct stored_schema {
    std::vector<schema::type> types;
    std::vector<stored_relation> relations;

    /// "Game.reviews": a declared end of the relationship, for messages.
    [[nodiscard]] std::string name_of(const stored_relation& which) const;
    /// The table that a file with this schema has, lengths and checksums left 0.
    [[nodiscard]] std::vector<table_entry> table() const;
    /// "column Game.title"
    [[nodiscard]] std::string name_of(const table_entry& section) const;
};

[[nodiscard]] stored_schema stored(const schema::catalog& catalog);

}  // namespace kith::storage::snapshot
