#include <kith/base/error.hpp>
#include <kith/memory/region.hpp>

#include <sys/mman.h>

#include <algorithm>
#include <new>
#include <string>

namespace kith::memory {
namespace {

// Past this size a region asks for huge pages: below it they would only waste memory. The reservation is
// aligned to it, since only aligned ranges become huge pages.
constexpr std::size_t huge_page = std::size_t{2} << 20;

constexpr std::size_t round_up(std::size_t bytes, std::size_t unit) {
    return (bytes + unit - 1) / unit * unit;
}

}  // namespace

region::region(page_log& log, std::size_t reserve)
    : epoch_(log.epoch()), log_(log), reserved_(round_up(std::max(reserve, page_size), page_size)) {
    const bool large = reserved_ >= huge_page;
    mapping_bytes_ = reserved_ + (large ? huge_page : 0);
    mapping_ = ::mmap(nullptr, mapping_bytes_, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (mapping_ == MAP_FAILED)
        throw limit_error(errc::address_space_exhausted,
                          "kith: cannot reserve " + std::to_string(mapping_bytes_ >> 20) +
                              " MiB of address space for a region; raise the process's address space limit "
                              "(ulimit -v) or lower options::max_rows");
    const auto start = reinterpret_cast<std::uintptr_t>(mapping_);
    base_ = reinterpret_cast<std::byte*>(large ? round_up(start, huge_page) : start);
    try {
        index_ = log_.enlist(*this);
    } catch (...) {
        ::munmap(mapping_, mapping_bytes_);
        throw;
    }
    try {
        commit(page_size);
    } catch (...) {
        log_.retire(*this);
        ::munmap(mapping_, mapping_bytes_);
        throw;
    }
}

region::~region() {
    log_.retire(*this);
    delete[] stamps_;
    ::munmap(mapping_, mapping_bytes_);
}

void region::commit(std::size_t bytes) {
    if (bytes > reserved_)
        throw limit_error(errc::heap_exhausted, "kith: a region of " + std::to_string(reserved_ >> 20) +
                                                    " MiB is full; raise options::max_rows or spread the "
                                                    "data over more types");
    std::size_t size = std::max(bytes, size_ + size_ / 2);
    size = std::min(round_up(size, size >= huge_page ? huge_page : page_size), reserved_);
    log_.before_growth(*this, size >> page_bits);
    auto* stamps = new std::uint32_t[size >> page_bits]();
    if (::mprotect(base_, size, PROT_READ | PROT_WRITE) != 0) {
        delete[] stamps;
        throw std::bad_alloc();
    }
    if (size >= huge_page) ::madvise(base_, size, MADV_HUGEPAGE);  // a wish: refusal costs only speed
    std::copy_n(stamps_, size_ >> page_bits, stamps);
    delete[] stamps_;
    stamps_ = stamps;
    log_.after_growth((size - size_) >> page_bits);
    size_ = size;
}

}  // namespace kith::memory
