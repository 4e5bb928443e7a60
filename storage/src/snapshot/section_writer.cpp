#include "section_writer.hpp"

#include <kith/base/hash.hpp>

#include <boost/archive/binary_oarchive.hpp>
#include <boost/serialization/binary_object.hpp>

#include <algorithm>
#include <cstring>
#include <streambuf>
#include <utility>

namespace kith::storage::snapshot {

/// Collects what the archive writes, part by part; each full part is hashed and written.
class section_writer::buffer final : public std::streambuf {
public:
    explicit buffer(file::output& to)
        : to_(to), part_(std::make_unique_for_overwrite<char[]>(checksum_part)) {}

    [[nodiscard]] std::uint64_t bytes() const noexcept { return bytes_ + used_; }

    /// What the section came to. Starts the next one.
    std::uint64_t end_section() {
        if (used_ != 0 || bytes_ == 0) flush();
        bytes_ = 0;
        return std::exchange(hash_, 0);
    }

protected:
    std::streamsize xsputn(const char* from, std::streamsize count) override {
        auto left = static_cast<std::size_t>(count);
        while (left != 0) {
            const std::size_t fits = std::min(left, checksum_part - used_);
            std::memcpy(part_.get() + used_, from, fits);
            used_ += fits;
            from += fits;
            left -= fits;
            if (used_ == checksum_part) flush();
        }
        return count;
    }
    int_type overflow(int_type character) override {
        const char one = traits_type::to_char_type(character);
        xsputn(&one, 1);
        return character;
    }

private:
    void flush() {
        hash_ = hash_bytes(part_.get(), used_, hash_);
        if (used_ != 0) to_.append(part_.get(), used_);
        bytes_ += used_;
        used_ = 0;
    }

    file::output& to_;
    std::unique_ptr<char[]> part_;
    std::size_t used_ = 0;
    std::uint64_t bytes_ = 0;
    std::uint64_t hash_ = 0;
};

// Only numbers and binary objects go through it, which leave no trace of the archive's own in the bytes.
struct section_writer::archive {
    explicit archive(std::streambuf& to) : out(to, boost::archive::no_header | boost::archive::no_codecvt) {}
    boost::archive::binary_oarchive out;
};

section_writer::section_writer(file::output& to, std::vector<table_entry> table)
    : to_(to), table_(std::move(table)), buffer_(std::make_unique<buffer>(to)),
      archive_(std::make_unique<archive>(*buffer_)) {
    const std::vector<std::byte> room(sizeof(head) + table_.size() * sizeof(table_entry));
    to_.append(room.data(), room.size());
}

section_writer::~section_writer() = default;

void section_writer::number(std::uint8_t value) { archive_->out << value; }
void section_writer::number(std::uint32_t value) { archive_->out << value; }
void section_writer::number(std::uint64_t value) { archive_->out << value; }

void section_writer::text(std::string_view value) {
    number(static_cast<std::uint32_t>(value.size()));
    array(value.data(), value.size());
}

void section_writer::array(const void* from, std::size_t bytes) {
    if (bytes == 0) return;
    archive_->out << boost::serialization::make_binary_object(from, bytes);
}

void section_writer::end_section() {
    static constexpr std::byte zero[alignment]{};
    array(zero, static_cast<std::size_t>(-buffer_->bytes() % alignment));
    table_entry& entry = table_[next_++];
    entry.bytes = buffer_->bytes();
    entry.checksum = buffer_->end_section();
}

void section_writer::finish() {
    head made{magic, newest_version, static_cast<std::uint32_t>(table_.size()), 0, 0, 0};
    made.file_bytes = sizeof(head) + table_.size() * sizeof(table_entry);
    for (const table_entry& each : table_) made.file_bytes += each.bytes;
    made.table_checksum = checksum(table_.data(), table_.size() * sizeof(table_entry));
    made.head_checksum = checksum(&made, offsetof(head, head_checksum));
    std::vector<std::byte> bytes(sizeof(head) + table_.size() * sizeof(table_entry));
    std::memcpy(bytes.data(), &made, sizeof made);
    std::memcpy(bytes.data() + sizeof made, table_.data(), table_.size() * sizeof(table_entry));
    to_.overwrite(0, bytes.data(), bytes.size());
}

}  // namespace kith::storage::snapshot
