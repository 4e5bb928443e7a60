#pragma once

#include <kith/core/graph.hpp>
#include <kith/schema/catalog.hpp>
#include <kith/storage/file/file_system.hpp>
#include <kith/storage/snapshot/options.hpp>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

/// A graph in a file: docs/snapshot-format.md says what its bytes mean.
namespace kith::storage::snapshot {

/// Writes the graph to a file, which is replaced as a whole. Equal graphs give equal bytes.
///
/// Throws usage_error (transaction_open), since what is not committed may be against the rules and could not be loaded;
/// storage_error (file_unwritable). The file is as it was then.
/// Complexity: linear; beside the graph, memory for 4 bytes a row and a megabyte.
void save(const core::graph& graph, const std::filesystem::path& path, const save_options& options = {});
void save(const core::graph& graph, file::file_system& files, const std::filesystem::path& path,
          const save_options& options = {});

/// Fills an empty graph from a file. Types and members are matched by name: what the file does not have
/// takes its initial value, numbers of a narrower type are widened.
///
/// Throws usage_error (graph_not_empty); storage_error: file_missing, file_unreadable, not_a_snapshot,
/// snapshot_newer, snapshot_truncated, snapshot_damaged, and snapshot_mismatch when the file has what this
/// graph cannot keep. The graph is as empty as it was then, ids included.
/// Complexity: linear; the whole file is in memory meanwhile.
void load(core::graph& graph, const std::filesystem::path& path, const load_options& options = {});
void load(core::graph& graph, const file::file_system& files, const std::filesystem::path& path,
          const load_options& options = {});

/// The description of the graph that a file holds: `core::graph(read_schema(path))` can be loaded from it
/// without any C++ type. Boxed values are kept as the bytes that their type wrote.
///
/// Throws as `load` does.
[[nodiscard]] schema::catalog read_schema(const std::filesystem::path& path);
[[nodiscard]] schema::catalog read_schema(const file::file_system& files, const std::filesystem::path& path);

/// What a file is made of.
struct info {
    struct section {
        std::string name;  ///< "schema", "rows Game", "column Game.title", "links Game.reviews"
        std::uint64_t bytes = 0;
        std::uint64_t checksum = 0;
    };
    struct type {
        std::string name;
        std::uint64_t rows = 0;
        key next_id = 0;
    };
    std::uint32_t version = 0;
    std::uint64_t bytes = 0;
    std::uint64_t fingerprint = 0;  ///< of the schema: schema::catalog::fingerprint
    std::vector<section> sections;
    std::vector<type> types;
};

/// Looks at a file without loading it; every checksum is verified. Throws as `load` does.
[[nodiscard]] info inspect(const std::filesystem::path& path);
[[nodiscard]] info inspect(const file::file_system& files, const std::filesystem::path& path);

}  // namespace kith::storage::snapshot
