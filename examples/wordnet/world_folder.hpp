#pragma once

#include <filesystem>

namespace wordnet {

/// The folder for the world's files: the one that was asked for, made if need be and kept, or a temporary one that
/// goes with this object.
class world_folder {
public:
    explicit world_folder(const std::filesystem::path& asked_for);
    ~world_folder();
    world_folder(const world_folder&) = delete;
    world_folder& operator=(const world_folder&) = delete;

    [[nodiscard]] std::filesystem::path snapshot() const { return path_ / "wordnet.kith"; }
    [[nodiscard]] std::filesystem::path database() const { return path_ / "wordnet.db"; }

private:
    std::filesystem::path path_;
    bool temporary_;
};

}  // namespace wordnet
