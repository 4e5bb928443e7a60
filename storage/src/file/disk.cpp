#include <kith/base/error.hpp>
#include <kith/storage/file/disk.hpp>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

namespace kith::storage::file {
namespace {

namespace fs = std::filesystem;

std::string remedy(int reason) {
    switch (reason) {
        case ENOENT:
        case ENOTDIR: return "correct the path, or create the folder first";
        case EACCES:
        case EPERM:
        case EROFS: return "give this program the right to use it, or choose another place";
        case ENOSPC:
        case EDQUOT: return "free space on that disk, or choose another place";
        case EISDIR: return "name a file in that folder";
        case EWOULDBLOCK: return "another program is writing it now; wait for it, or choose another name";
        case EMFILE:
        case ENFILE: return "close files that are not needed, or raise the limit (ulimit -n)";
        default: return "look at the disk and the system's log, then try again";
    }
}

[[noreturn]] void fail(errc code, const fs::path& path, const char* verb, int reason) {
    throw storage_error(code, "kith: cannot " + std::string(verb) + " " + path.string() + ": " +
                                  std::generic_category().message(reason) + "; " + remedy(reason));
}

[[noreturn]] void fail_reading(const fs::path& path, int reason) {
    if (reason == ENOENT || reason == ENOTDIR)
        throw storage_error(errc::file_missing, "kith: there is no file " + path.string() +
                                                    "; correct the path, or save one first");
    fail(errc::file_unreadable, path, "read", reason);
}

/// A file descriptor that closes itself.
class descriptor {
public:
    explicit descriptor(int number) noexcept : number_(number) {}
    ~descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    descriptor(descriptor&& from) noexcept : number_(std::exchange(from.number_, -1)) {}
    descriptor& operator=(descriptor&&) = delete;
    [[nodiscard]] int get() const noexcept { return number_; }

private:
    int number_;
};

int open(const fs::path& path, int flags) {
    while (true) {
        const int number = ::open(path.c_str(), flags | O_CLOEXEC, 0666);
        if (number >= 0 || errno != EINTR) return number;
    }
}

class disk_output final : public output {
public:
    disk_output(descriptor file, fs::path path) : file_(std::move(file)), path_(std::move(path)) {}

    void append(const void* from, std::size_t size) override {
        write(end_, from, size);
        end_ += size;
    }
    void overwrite(std::uint64_t offset, const void* from, std::size_t size) override {
        write(offset, from, size);
    }
    void sync() override {
        while (::fsync(file_.get()) != 0)
            if (errno != EINTR) fail(errc::file_unwritable, path_, "sync", errno);
    }

private:
    void write(std::uint64_t offset, const void* from, std::size_t size) {
        const auto* bytes = static_cast<const char*>(from);
        while (size != 0) {
            const auto written = ::pwrite(file_.get(), bytes, size, static_cast<off_t>(offset));
            if (written < 0) {
                if (errno == EINTR) continue;
                fail(errc::file_unwritable, path_, "write", errno);
            }
            bytes += written;
            offset += static_cast<std::uint64_t>(written);
            size -= static_cast<std::size_t>(written);
        }
    }

    descriptor file_;
    fs::path path_;
    std::uint64_t end_ = 0;
};

// Opens the file as its only writer. Between opening and locking, another writer may have given the file
// the name it was written for: then the lock is on a file that is not ours, and the name is free again.
descriptor open_alone(const fs::path& path) {
    while (true) {
        descriptor file(open(path, O_WRONLY | O_CREAT));
        if (file.get() < 0) fail(errc::file_unwritable, path, "create", errno);
        // A file system without locks cannot tell: then two programs had better not write the same file.
        if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
            fail(errc::file_unwritable, path, "create", EWOULDBLOCK);
        struct stat opened {};
        struct stat named {};
        if (::fstat(file.get(), &opened) != 0) fail(errc::file_unwritable, path, "create", errno);
        if (::stat(path.c_str(), &named) == 0 && named.st_ino == opened.st_ino &&
            named.st_dev == opened.st_dev)
            return file;
    }
}

}  // namespace

bytes disk::read(const fs::path& path) const {
    const descriptor file(open(path, O_RDONLY));
    if (file.get() < 0) fail_reading(path, errno);
    struct stat about {};
    if (::fstat(file.get(), &about) != 0) fail_reading(path, errno);
    if (S_ISDIR(about.st_mode)) fail_reading(path, EISDIR);
    bytes out = bytes::with_room(static_cast<std::size_t>(about.st_size));
    // The file may shrink meanwhile; what is appended meanwhile is not of interest.
    std::size_t done = 0;
    while (done < out.size) {
        const auto got = ::read(file.get(), out.data.get() + done, out.size - done);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) fail_reading(path, errno);
        if (got == 0) break;
        done += static_cast<std::size_t>(got);
    }
    out.size = done;
    return out;
}

bool disk::exists(const fs::path& path) const {
    std::error_code ignored;
    return fs::exists(path, ignored);
}

std::vector<fs::path> disk::list(const fs::path& folder) const {
    std::error_code reason;
    std::vector<fs::path> names;
    for (fs::directory_iterator at(folder.empty() ? "." : folder, reason), end; !reason && at != end;
         at.increment(reason))
        names.push_back(at->path().filename());
    if (reason) fail_reading(folder, reason.value());
    std::sort(names.begin(), names.end());
    return names;
}

fs::path disk::target(const fs::path& path) const {
    std::error_code reason;
    if (!fs::is_symlink(path, reason)) return path;
    const fs::path followed = fs::weakly_canonical(path, reason);
    return reason ? path : followed;
}

std::unique_ptr<output> disk::create(const fs::path& path, const fs::path& like) {
    descriptor file = open_alone(path);
    // A device has no length to change, and says EINVAL.
    if (::ftruncate(file.get(), 0) != 0 && errno != EINVAL) fail(errc::file_unwritable, path, "write", errno);
    struct stat rights {};
    if (::stat(like.c_str(), &rights) == 0 && ::fchmod(file.get(), rights.st_mode & 07777) != 0)
        fail(errc::file_unwritable, path, "set the access rights of", errno);
    return std::make_unique<disk_output>(std::move(file), path);
}

void disk::rename(const fs::path& from, const fs::path& to) {
    if (::rename(from.c_str(), to.c_str()) != 0) fail(errc::file_unwritable, to, "replace", errno);
}

void disk::remove(const fs::path& path) {
    if (::unlink(path.c_str()) != 0 && errno != ENOENT) fail(errc::file_unwritable, path, "remove", errno);
}

void disk::sync_folder(const fs::path& folder) {
    const fs::path path = folder.empty() ? "." : folder;
    const descriptor opened(open(path, O_RDONLY | O_DIRECTORY));
    if (opened.get() < 0) fail(errc::file_unwritable, path, "sync", errno);
    // Some file systems cannot sync a folder and need not: they say EINVAL.
    while (::fsync(opened.get()) != 0) {
        if (errno == EINVAL) return;
        if (errno != EINTR) fail(errc::file_unwritable, path, "sync", errno);
    }
}

}  // namespace kith::storage::file
