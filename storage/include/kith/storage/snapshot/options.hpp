#pragma once

#include <kith/storage/file/replacement.hpp>

#include <string>
#include <vector>

namespace kith::storage::snapshot {

/// A name that changed since the file was written: `{"Game", "Title"}` for a type, `{"Game.price", "Title.cost"}`
/// for a member, each as the file has it and as this program has it.
struct rename {
    std::string from;
    std::string to;
};

struct save_options {
    /// What the saved file survives once `save` has returned. During it, there is the old file or the new one.
    file::durability durability = file::durability::synced;
};

struct load_options {
    /// Names that changed. One whose `from` is not in the file has no effect, so that a program can keep the
    /// whole list of its past.
    std::vector<rename> renames;
    /// Types and members that this program does not have are left out; without it they are an error.
    bool drop_unknown = false;
};

}  // namespace kith::storage::snapshot
