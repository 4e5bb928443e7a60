#pragma once

#include <kith/base/error.hpp>

#include <filesystem>
#include <string>

namespace kith::storage::snapshot {

/// What can be wrong with a file that is read: each names the file, what is wrong and what to do.
class complaint {
public:
    explicit complaint(const std::filesystem::path& path) : path_(path.string()) {}

    [[noreturn]] void not_a_snapshot() const;
    [[noreturn]] void newer(std::uint32_t version) const;
    [[noreturn]] void truncated(std::uint64_t bytes, std::uint64_t expected) const;
    /// `what` is a clause: "its table of sections does not match its checksum".
    [[noreturn]] void damaged(const std::string& what) const;
    /// `what` names type and member, `remedy` is an imperative clause.
    [[noreturn]] void mismatch(const std::string& what, const std::string& remedy) const;

private:
    std::string path_;
};

}  // namespace kith::storage::snapshot
