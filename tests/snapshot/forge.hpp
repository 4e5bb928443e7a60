#pragma once

#include <kith/base/hash.hpp>

#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>
#include <vector>

/// A second reader and writer of the snapshot file, written from docs/snapshot-format.md alone: it takes a
/// file to pieces, and puts pieces together with the right checksums, whatever they say.
struct forged {
    struct section {
        std::uint32_t kind, type, member, zero;
        std::string payload;
    };
    std::uint32_t version = 1;
    std::vector<section> sections;

    template <class T>
    static T read(const std::string& from, std::size_t at) {
        T value{};
        if (at + sizeof value > from.size()) throw std::out_of_range("forged: read beyond the end");
        std::memcpy(&value, from.data() + at, sizeof value);
        return value;
    }
    template <class T>
    static void write(std::string& to, std::size_t at, T value) {
        if (at + sizeof value > to.size()) throw std::out_of_range("forged: write beyond the end");
        std::memcpy(to.data() + at, &value, sizeof value);
    }
    template <class T>
    static void append(std::string& to, T value) {
        to.append(reinterpret_cast<const char*>(&value), sizeof value);
    }

    static std::uint64_t checksum(const std::string& of) {
        std::uint64_t hash = 0;
        std::size_t at = 0;
        do {
            const std::size_t part = std::min<std::size_t>(of.size() - at, 1048576);
            hash = kith::hash_bytes(of.data() + at, part, hash);
            at += part;
        } while (at != of.size());
        return hash;
    }

    static forged of(const std::string& file) {
        forged out;
        out.version = read<std::uint32_t>(file, 8);
        const auto count = read<std::uint32_t>(file, 12);
        if (read<std::uint64_t>(file, 16) != file.size())
            throw std::runtime_error("forged: wrong file length");
        if (read<std::uint64_t>(file, 24) != checksum(file.substr(40, count * 32U)))
            throw std::runtime_error("forged: wrong table checksum");
        if (read<std::uint64_t>(file, 32) != checksum(file.substr(0, 32)))
            throw std::runtime_error("forged: wrong head checksum");
        std::size_t payload = 40 + count * 32U;
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t at = 40 + i * 32;
            const auto bytes = read<std::uint64_t>(file, at + 16);
            out.sections.push_back({read<std::uint32_t>(file, at), read<std::uint32_t>(file, at + 4),
                                    read<std::uint32_t>(file, at + 8), read<std::uint32_t>(file, at + 12),
                                    file.substr(payload, bytes)});
            if (read<std::uint64_t>(file, at + 24) != checksum(out.sections.back().payload))
                throw std::runtime_error("forged: wrong section checksum");
            payload += bytes;
        }
        if (payload != file.size()) throw std::runtime_error("forged: bytes left");
        return out;
    }

    [[nodiscard]] section& at(std::uint32_t kind, std::uint32_t type, std::uint32_t member = 0xFFFFFFFF) {
        for (section& each : sections)
            if (each.kind == kind && each.type == type && each.member == member) return each;
        throw std::out_of_range("forged: no such section");
    }

    [[nodiscard]] std::string bytes() const {
        std::string table, payloads;
        for (const section& each : sections) {
            append(table, each.kind);
            append(table, each.type);
            append(table, each.member);
            append(table, each.zero);
            append(table, std::uint64_t{each.payload.size()});
            append(table, checksum(each.payload));
            payloads += each.payload;
        }
        std::string head("\x89kith\r\n\x1A", 8);
        append(head, version);
        append(head, static_cast<std::uint32_t>(sections.size()));
        append(head, std::uint64_t{40 + table.size() + payloads.size()});
        append(head, checksum(table));
        append(head, checksum(head));
        return head + table + payloads;
    }
};
