#include "opaque.hpp"

namespace kith::storage::snapshot {
namespace {

const std::string& bytes(const void* value) { return *static_cast<const std::string*>(value); }

std::string save_bytes(const void* value) { return bytes(value); }
void* load_bytes(std::string_view from) { return new std::string(from); }
void* copy_bytes(const void* value) { return new std::string(bytes(value)); }
bool equal_bytes(const void* left, const void* right) { return bytes(left) == bytes(right); }
void destroy_bytes(void* value) noexcept { delete static_cast<std::string*>(value); }
const void* no_bytes() noexcept {
    static const std::string empty;
    return &empty;
}

constexpr schema::boxed_type hooks{save_bytes, load_bytes, copy_bytes, equal_bytes, destroy_bytes, no_bytes};

}  // namespace

const schema::boxed_type& opaque_boxed() noexcept { return hooks; }

}  // namespace kith::storage::snapshot
