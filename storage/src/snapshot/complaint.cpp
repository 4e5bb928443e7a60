#include "complaint.hpp"

#include "format.hpp"

namespace kith::storage::snapshot {

void complaint::not_a_snapshot() const {
    throw storage_error(errc::not_a_snapshot,
                        "kith: " + path_ +
                            " is no kith snapshot: it does not begin as one; name a file that "
                            "kith::storage::snapshot::save wrote");
}

void complaint::newer(std::uint32_t version) const {
    throw storage_error(errc::snapshot_newer,
                        "kith: " + path_ + " is a snapshot of version " + std::to_string(version) +
                            ", and this program reads up to " + std::to_string(newest_version) +
                            "; build it with the kith that wrote the file, or a later one");
}

void complaint::truncated(std::uint64_t bytes, std::uint64_t expected) const {
    throw storage_error(errc::snapshot_truncated,
                        "kith: " + path_ + " ends after " + std::to_string(bytes) + " of " +
                            (expected == 0 ? std::string("at least 40") : std::to_string(expected)) +
                            " bytes; copy it again from where it is whole");
}

void complaint::damaged(const std::string& what) const {
    throw storage_error(errc::snapshot_damaged,
                        "kith: " + path_ + " is damaged: " + what + "; copy it again from where it is whole");
}

void complaint::mismatch(const std::string& what, const std::string& remedy) const {
    throw storage_error(errc::snapshot_mismatch,
                        "kith: " + path_ + " does not fit this program: " + what + "; " + remedy);
}

}  // namespace kith::storage::snapshot
