#include "section_reader.hpp"

#include <boost/archive/binary_iarchive.hpp>

#include <algorithm>
#include <streambuf>

namespace kith::storage::snapshot {

/// The section as a stream.
class section_reader::buffer final : public std::streambuf {
public:
    explicit buffer(std::span<const std::byte> payload) {
        // A streambuf wants pointers to what is not const, and does not write through them here.
        auto* const first = const_cast<char*>(reinterpret_cast<const char*>(payload.data()));
        setg(first, first, first + payload.size());
    }
    void skip_to(std::size_t at) { setg(eback(), eback() + at, egptr()); }
};

struct section_reader::archive {
    explicit archive(std::streambuf& from)
        : in(from, boost::archive::no_header | boost::archive::no_codecvt) {}
    boost::archive::binary_iarchive in;
};

section_reader::section_reader(std::span<const std::byte> payload, std::string name, const complaint& file)
    : payload_(payload), name_(std::move(name)), file_(file), buffer_(std::make_unique<buffer>(payload)),
      archive_(std::make_unique<archive>(*buffer_)) {}

section_reader::~section_reader() = default;

void section_reader::fail(const std::string& what) const {
    file_.damaged("section \"" + name_ + "\" " + what);
}

template <class T>
T section_reader::number() {
    if (left() < sizeof(T)) fail("ends too early");
    T value{};
    archive_->in >> value;
    at_ += sizeof(T);
    return value;
}

std::uint8_t section_reader::small() { return number<std::uint8_t>(); }
std::uint32_t section_reader::medium() { return number<std::uint32_t>(); }
std::uint64_t section_reader::large() { return number<std::uint64_t>(); }

std::string section_reader::text() {
    const std::uint32_t size = medium();
    return {reinterpret_cast<const char*>(bytes(size, 1)), size};
}

const std::byte* section_reader::bytes(std::uint64_t count, std::size_t width) {
    if (count > left() / width)
        fail("speaks of " + std::to_string(count) + " values, more than it has room for");
    const std::byte* const found = payload_.data() + at_;
    at_ += static_cast<std::size_t>(count) * width;
    buffer_->skip_to(at_);
    return found;
}

void section_reader::expect_end() const {
    const auto rest = payload_.subspan(at_);
    if (rest.size() >= alignment ||
        std::any_of(rest.begin(), rest.end(), [](std::byte each) { return each != std::byte{0}; }))
        fail("has more bytes than its values need");
}

}  // namespace kith::storage::snapshot
