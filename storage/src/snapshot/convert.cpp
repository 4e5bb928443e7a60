#include "convert.hpp"

#include <cstdint>
#include <cstring>
#include <limits>
#include <type_traits>

namespace kith::storage::snapshot {
namespace {

// Calls `work` with a value of the C++ type behind a kind of number; false for other kinds.
template <class Work>
bool with_number(schema::kind which, Work&& work) {
    using schema::kind;
    switch (which) {
        case kind::boolean: return work(bool{});
        case kind::int8: return work(std::int8_t{});
        case kind::int16: return work(std::int16_t{});
        case kind::int32: return work(std::int32_t{});
        case kind::int64: return work(std::int64_t{});
        case kind::uint8: return work(std::uint8_t{});
        case kind::uint16: return work(std::uint16_t{});
        case kind::uint32: return work(std::uint32_t{});
        case kind::uint64: return work(std::uint64_t{});
        case kind::float32: return work(float{});
        case kind::float64: return work(double{});
        case kind::text:
        case kind::bytes:
        case kind::date:
        case kind::timestamp:
        case kind::plain:
        case kind::boxed: break;
    }
    return false;
}

template <class From, class To>
constexpr bool widens() {
    using from = std::numeric_limits<From>;
    using to = std::numeric_limits<To>;
    if constexpr (std::is_floating_point_v<To>)
        return from::digits <= to::digits;
    else if constexpr (std::is_floating_point_v<From>)
        return false;
    else
        return from::digits <= to::digits && from::is_signed <= to::is_signed;
}

}  // namespace

bool converts(const schema::field& from, const schema::field& to) noexcept {
    if (from.kind == to.kind) return from.width == to.width;
    if (from.kind == schema::kind::text && to.kind == schema::kind::bytes) return true;
    return with_number(from.kind, [&](auto source) {
        return with_number(to.kind, [](auto target) { return widens<decltype(source), decltype(target)>(); });
    });
}

std::vector<std::byte> convert(schema::kind from, schema::kind to, const std::byte* values,
                               std::size_t count) {
    std::vector<std::byte> out;
    with_number(from, [&](auto source) {
        return with_number(to, [&](auto target) {
            if constexpr (widens<decltype(source), decltype(target)>()) {
                out.resize(count * sizeof target);
                for (std::size_t i = 0; i < count; ++i) {
                    std::memcpy(&source, values + i * sizeof source, sizeof source);
                    // An int8 is a number here and no character.
                    target = static_cast<decltype(target)>(source);  // NOLINT(bugprone-signed-char-misuse)
                    std::memcpy(out.data() + i * sizeof target, &target, sizeof target);
                }
            }
            return true;
        });
    });
    return out;
}

}  // namespace kith::storage::snapshot
