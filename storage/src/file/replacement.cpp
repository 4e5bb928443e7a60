#include <kith/base/error.hpp>
#include <kith/storage/file/replacement.hpp>

namespace kith::storage::file {

replacement::replacement(file_system& files, const std::filesystem::path& path)
    : files_(files), path_(files.target(path)), beside_(path_) {
    beside_ += ".new";
    output_ = files_.create(beside_, path_);
}

replacement::~replacement() {
    if (!output_) return;
    // Removed while it is still held, so that it cannot be another writer's by then.
    try {
        files_.remove(beside_);
    } catch (const kith::error&) {  // a file too many does no harm: the next replacement takes its place
    }
}

// The content is safe before it gets the name: a power loss in between must not leave the name of the old
// file on a new one without content. The writer's hold on the file ends after it has its new name, so that
// no other writer can have it in the meantime.
void replacement::commit(durability how) {
    if (how == durability::synced) output_->sync();
    files_.rename(beside_, path_);
    output_.reset();
    if (how == durability::synced) files_.sync_folder(path_.parent_path());
}

}  // namespace kith::storage::file
