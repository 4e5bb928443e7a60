#include <kith/base/hash.hpp>
#include <kith/storage/sql/names.hpp>

#include <algorithm>
#include <cstdint>
#include <cstdio>

namespace kith::storage::sql {
namespace {

bool is_upper(char c) noexcept { return c >= 'A' && c <= 'Z'; }
char to_lower(char c) noexcept { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }

std::string joined(std::string_view prefix, std::string_view table, std::string_view rest = {},
                   std::string_view more = {}) {
    std::string out(prefix);
    for (const std::string_view part : {table, rest, more})
        if (!part.empty()) out.append("_").append(part);
    return shortened(out);
}

}  // namespace

std::string quoted(std::string_view identifier) {
    std::string out = "\"";
    for (const char c : identifier) {
        if (c == '"') out += '"';
        out += c;
    }
    return out + '"';
}

std::string lower_snake(std::string_view name) {
    std::string out;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const bool starts_word =
            is_upper(name[i]) && i != 0 && name[i - 1] != '_' &&
            (!is_upper(name[i - 1]) || (i + 1 < name.size() && name[i + 1] >= 'a' && name[i + 1] <= 'z'));
        if (starts_word) out += '_';
        out += to_lower(name[i]);
    }
    return out;
}

std::string shortened(std::string_view name) {
    if (name.size() <= longest_name) return std::string(name);
    char hash[16];
    std::snprintf(hash, sizeof hash, "_%08x", static_cast<unsigned>(hash_text(name) & 0xFFFF'FFFFU));
    std::size_t size = longest_name - 9;
    // Not within a character of several bytes.
    while (size != 0 && (static_cast<unsigned char>(name[size]) & 0xC0U) == 0x80U) --size;
    return std::string(name.substr(0, size)) + hash;
}

bool same_name(std::string_view left, std::string_view right) noexcept {
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](char a, char b) { return to_lower(a) == to_lower(b); });
}

std::string foreign_key_name(std::string_view table, std::string_view column, std::string_view referred) {
    return joined("fk", table, column, referred);
}
std::string index_name(std::string_view table, std::string_view column) {
    return joined("ix", table, column);
}
std::string unique_name(std::string_view table, std::string_view column) {
    return joined("uq", table, column);
}
std::string primary_key_name(std::string_view table) { return joined("pk", table); }

}  // namespace kith::storage::sql
