#include <kith/memory/page_pool.hpp>

namespace kith::memory {

void page_pool::add_slabs(std::size_t count) {
    while (free_count_ < count) {
        // Aligned, so that a copy of a page touches one page of memory and not two.
        auto* const bytes =
            static_cast<std::byte*>(::operator new (slab_pages* page_size, std::align_val_t{page_size}));
        slab next{decltype(slab::bytes)(bytes), nullptr};
        next.images = std::make_unique<page_image[]>(slab_pages);
        slabs_.push_back(std::move(next));
        for (std::size_t i = slab_pages; i-- > 0;) {
            page_image& image = slabs_.back().images[i];
            image = {bytes + i * page_size, free_, 0};
            free_ = &image;
        }
        free_count_ += slab_pages;
    }
}

}  // namespace kith::memory
