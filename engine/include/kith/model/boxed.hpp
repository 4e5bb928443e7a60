#pragma once

// The one place of the engine that includes Boost.Serialization: only units whose models have boxed
// fields include this.
#include <kith/model/value.hpp>

#include <boost/archive/binary_iarchive.hpp>
#include <boost/archive/binary_oarchive.hpp>

#include <sstream>

namespace kith::model {

/// A boxed field's hooks: any type that is copyable, default-constructible and has Boost.Serialization's
/// `serialize`.
template <class T>
struct boxed_functions {
    static std::string save(const void* value) {
        std::ostringstream out(std::ios::binary);
        boost::archive::binary_oarchive archive(out, boost::archive::no_header);
        archive << *static_cast<const T*>(value);
        return std::move(out).str();
    }
    static void* load(std::string_view bytes) {
        std::istringstream in(std::string(bytes), std::ios::binary);
        boost::archive::binary_iarchive archive(in, boost::archive::no_header);
        auto made = std::make_unique<T>();
        archive >> *made;
        return made.release();
    }
    static void* copy(const void* value) { return new T(*static_cast<const T*>(value)); }
    static bool equal(const void* left, const void* right) {
        if constexpr (requires(const T& a) {
                          { a == a } -> std::convertible_to<bool>;
                      })
            return *static_cast<const T*>(left) == *static_cast<const T*>(right);
        else
            return save(left) == save(right);
    }
    static void destroy(void* value) noexcept { delete static_cast<T*>(value); }
    static const void* empty() noexcept {
        static const T value{};
        return &value;
    }
    static constexpr schema::boxed_type hooks{save, load, copy, equal, destroy, empty};
};

}  // namespace kith::model
