#pragma once

#include "format.hpp"

#include <kith/storage/file/file_system.hpp>

#include <memory>

namespace kith::storage::snapshot {

/// Writes a snapshot's sections one after the other, each through a Boost.Serialization archive, with its
/// checksum; head and table come last, in the room left for them at the beginning. Holds one part of a
/// checksum in memory, whatever the file's size.
class section_writer {
public:
    /// `table` lists the sections that will be written.
    section_writer(file::output& to, std::vector<table_entry> table);
    ~section_writer();
    section_writer(const section_writer&) = delete;
    section_writer& operator=(const section_writer&) = delete;

    void number(std::uint8_t value);
    void number(std::uint32_t value);
    void number(std::uint64_t value);
    /// Its size as 32 bits, then its bytes.
    void text(std::string_view value);
    /// The bytes alone.
    void array(const void* from, std::size_t bytes);

    /// The section is complete; the next one of the table begins.
    void end_section();
    /// After the last section.
    void finish();

private:
    class buffer;
    struct archive;

    file::output& to_;
    std::vector<table_entry> table_;
    std::size_t next_ = 0;
    std::unique_ptr<buffer> buffer_;
    std::unique_ptr<archive> archive_;
};

}  // namespace kith::storage::snapshot
