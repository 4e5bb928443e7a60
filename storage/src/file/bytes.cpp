#include <kith/storage/file/file_system.hpp>

#include <sys/mman.h>

#include <algorithm>
#include <new>

namespace kith::storage::file {

// A large file goes into huge pages: its 4 KiB pages would take as long to come by as the file to read.
bytes bytes::with_room(std::size_t count) {
    constexpr std::size_t huge_page = std::size_t{2} << 20;
    const bool large = count >= 2 * huge_page;
    const std::size_t unit = large ? huge_page : std::size_t{64};
    const std::size_t room = (std::max<std::size_t>(count, 1) + unit - 1) / unit * unit;
    bytes out{std::unique_ptr<std::byte[], release>(static_cast<std::byte*>(std::aligned_alloc(unit, room))),
              count};
    if (!out.data) throw std::bad_alloc();
    if (large) ::madvise(out.data.get(), room, MADV_HUGEPAGE);  // a wish: refusal costs only speed
    return out;
}

}  // namespace kith::storage::file
