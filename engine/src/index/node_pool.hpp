#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <new>
#include <vector>

namespace kith::index {

/// Memory for the nodes of one container, so that room for inserts can be made beforehand and churn
/// allocates nothing. Node memory goes back when the pool does.
class node_pool {
public:
    void reserve(std::size_t nodes) {
        if (free_count_ >= nodes || node_bytes_ == 0) return;
        const std::size_t count = std::max<std::size_t>(nodes - free_count_, slab_nodes);
        slabs_.push_back(std::make_unique_for_overwrite<std::byte[]>(count * node_bytes_));
        for (std::size_t i = count; i-- > 0;) give(slabs_.back().get() + i * node_bytes_);
    }
    [[nodiscard]] void* take(std::size_t bytes) {
        if (node_bytes_ == 0) node_bytes_ = bytes;  // the container's header node comes first: all are alike
        if (bytes != node_bytes_) return ::operator new(bytes);
        reserve(1);
        free_node* node = free_;
        free_ = node->next;
        --free_count_;
        return node;
    }
    void give_back(void* memory, std::size_t bytes) noexcept {
        if (bytes == node_bytes_)
            give(memory);
        else
            ::operator delete(memory);
    }

private:
    static constexpr std::size_t slab_nodes = 64;
    struct free_node {
        free_node* next;
    };
    void give(void* memory) noexcept {
        free_ = new (memory) free_node{free_};
        ++free_count_;
    }
    std::vector<std::unique_ptr<std::byte[]>> slabs_;
    free_node* free_ = nullptr;
    std::size_t free_count_ = 0;
    std::size_t node_bytes_ = 0;
};

/// The allocator that a container uses a node_pool through. Arrays (a hashed index's buckets) come from
/// the general heap.
template <class T>
struct pool_allocator {
    using value_type = T;

    explicit pool_allocator(node_pool& from) noexcept : pool(&from) {}
    template <class U>
    pool_allocator(const pool_allocator<U>& other) noexcept : pool(other.pool) {}

    [[nodiscard]] T* allocate(std::size_t count) {
        if (count == 1) return static_cast<T*>(pool->take(sizeof(T)));
        return static_cast<T*>(::operator new(count * sizeof(T)));
    }
    void deallocate(T* memory, std::size_t count) noexcept {
        if (count == 1)
            pool->give_back(memory, sizeof(T));
        else
            ::operator delete(memory);
    }
    template <class U>
    friend bool operator==(const pool_allocator& a, const pool_allocator<U>& b) noexcept {
        return a.pool == b.pool;
    }

    node_pool* pool;
};

}  // namespace kith::index
