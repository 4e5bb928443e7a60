#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <new>
#include <vector>

namespace kith::memory {

inline constexpr unsigned page_bits = 12;
inline constexpr std::size_t page_size = std::size_t{1} << page_bits;

inline void copy_page(std::byte* to, const std::byte* from) noexcept {
    // The library's copy. Of a size that it knows, g++ makes a `rep movsq`, which takes half as long again for a page.
    std::size_t bytes = page_size;
    __asm__("" : "+r"(bytes));
    std::memcpy(to, from, bytes);
}

/// The old bytes of one page, shared by the mark and the baselines that want them.
struct page_image {
    std::byte* bytes;
    page_image* next_free;
    std::uint32_t shares;
};

/// The 4 KiB buffers that page images live in: allocated in slabs, never given back before the graph is,
/// so that a frame allocates nothing in the steady state.
class page_pool {
public:
    /// Makes sure that `count` calls of `take` succeed without allocating.
    void reserve(std::size_t count) {
        if (free_count_ < count) [[unlikely]]
            add_slabs(count);
    }
    [[nodiscard]] page_image* take() {
        reserve(1);
        page_image* image = free_;
        free_ = image->next_free;
        --free_count_;
        image->shares = 1;
        return image;
    }
    void drop(page_image* image) noexcept {
        if (image == nullptr || --image->shares != 0) return;
        image->next_free = free_;
        free_ = image;
        ++free_count_;
    }

    [[nodiscard]] std::size_t pages() const noexcept { return slab_pages * slabs_.size(); }
    [[nodiscard]] std::size_t pages_free() const noexcept { return free_count_; }

private:
    static constexpr std::size_t slab_pages = 64;
    struct aligned_delete {
        void operator()(std::byte* bytes) const noexcept {
            ::operator delete (bytes, std::align_val_t{page_size});
        }
    };
    struct slab {
        std::unique_ptr<std::byte, aligned_delete> bytes;
        std::unique_ptr<page_image[]> images;
    };
    void add_slabs(std::size_t count);

    std::vector<slab> slabs_;
    page_image* free_ = nullptr;
    std::size_t free_count_ = 0;
};

}  // namespace kith::memory
