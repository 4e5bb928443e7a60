#include <kith/base/error.hpp>
#include <kith/storage/file/simulated_disk.hpp>

#include <cstring>
#include <utility>

namespace kith::storage::file {

namespace fs = std::filesystem;

class simulated_output final : public output {
public:
    simulated_output(simulated_disk& on, std::shared_ptr<simulated_disk::file> file, fs::path path)
        : disk_(on), file_(std::move(file)), path_(std::move(path)) {
        file_->open = true;
    }
    ~simulated_output() override { file_->open = false; }
    simulated_output(const simulated_output&) = delete;
    simulated_output& operator=(const simulated_output&) = delete;

    void append(const void* from, std::size_t size) override {
        const bool whole = disk_.step();
        file_->now.append(static_cast<const char*>(from), whole ? size : size / 2);
        if (!whole) disk_.fail(path_, "write");
    }
    void overwrite(std::uint64_t offset, const void* from, std::size_t size) override {
        const bool whole = disk_.step();
        file_->now.replace(static_cast<std::size_t>(offset), whole ? size : size / 2,
                           static_cast<const char*>(from), whole ? size : size / 2);
        if (!whole) disk_.fail(path_, "write");
    }
    void sync() override {
        if (!disk_.step()) disk_.fail(path_, "sync");
        file_->synced = file_->now;
    }

private:
    simulated_disk& disk_;
    std::shared_ptr<simulated_disk::file> file_;
    fs::path path_;
};

bool simulated_disk::step() {
    ++steps_;
    if (steps_ == power_fails_at_) lose_power();
    return power_ && steps_ != fails_at_;
}

void simulated_disk::lose_power() {
    power_ = false;
    if (unsynced_ == names::lost) now_ = synced_;
    for (auto& [where, entries] : now_)
        for (auto& [name, each] : entries) {
            // A program that still has the old file open writes to nothing from here on.
            each = std::make_shared<file>(file{each->synced, each->synced});
        }
    synced_ = now_;
}

void simulated_disk::fail(const fs::path& path, const char* verb) const {
    throw storage_error(errc::file_unwritable,
                        "kith: cannot " + std::string(verb) + " " + path.string() +
                            (power_ ? ": this step was to fail" : ": the power is off") +
                            "; it is a simulated disk, try again");
}

std::shared_ptr<simulated_disk::file> simulated_disk::find(const fs::path& path) const {
    const auto where = now_.find(path.parent_path().string());
    if (where == now_.end()) return nullptr;
    const auto found = where->second.find(path.filename().string());
    return found == where->second.end() ? nullptr : found->second;
}

bytes simulated_disk::read(const fs::path& path) const {
    const auto found = find(path);
    if (!found)
        throw storage_error(errc::file_missing, "kith: there is no file " + path.string() +
                                                    "; correct the path, or save one first");
    bytes out = bytes::with_room(found->now.size());
    std::memcpy(out.data.get(), found->now.data(), out.size);
    return out;
}

bool simulated_disk::exists(const fs::path& path) const { return find(path) != nullptr; }

std::vector<fs::path> simulated_disk::list(const fs::path& where) const {
    std::vector<fs::path> out;
    if (const auto found = now_.find(where.string()); found != now_.end())
        for (const auto& [name, each] : found->second) out.emplace_back(name);
    return out;
}

std::unique_ptr<output> simulated_disk::create(const fs::path& path, const fs::path& /*like*/) {
    if (!step()) fail(path, "create");
    auto& there = now_[path.parent_path().string()][path.filename().string()];
    if (there && there->open) fail(path, "create");
    there = std::make_shared<file>();
    return std::make_unique<simulated_output>(*this, there, path);
}

void simulated_disk::rename(const fs::path& from, const fs::path& to) {
    auto moved = find(from);
    if (!step() || !moved) fail(to, "replace");
    now_[from.parent_path().string()].erase(from.filename().string());
    now_[to.parent_path().string()][to.filename().string()] = std::move(moved);
}

void simulated_disk::remove(const fs::path& path) {
    if (!step()) fail(path, "remove");
    if (find(path)) now_[path.parent_path().string()].erase(path.filename().string());
}

void simulated_disk::sync_folder(const fs::path& where) {
    if (!step()) fail(where, "sync");
    synced_[where.string()] = now_[where.string()];
}

std::string simulated_disk::content(const fs::path& path) const {
    const auto found = find(path);
    return found ? found->now : std::string();
}

void simulated_disk::put(const fs::path& path, std::string_view content) {
    const auto made = std::make_shared<file>(file{std::string(content), std::string(content)});
    now_[path.parent_path().string()][path.filename().string()] = made;
    synced_[path.parent_path().string()][path.filename().string()] = made;
}

}  // namespace kith::storage::file
