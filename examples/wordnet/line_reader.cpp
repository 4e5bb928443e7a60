#include "line_reader.hpp"

#include "input_error.hpp"

#include <charconv>

namespace wordnet {

std::string_view line_reader::field(const char* expected) {
    if (rest_.empty())
        throw input_error(file_, number_,
                          std::string("expected ") + expected + ", found the end of the line");
    const auto length = rest_.find(' ');
    const auto taken = rest_.substr(0, length);
    if (taken.empty())
        throw input_error(file_, number_, std::string("expected ") + expected + ", found a second space");
    rest_ = length == std::string_view::npos ? std::string_view{} : rest_.substr(length + 1);
    return taken;
}

std::uint32_t line_reader::number(const char* expected, std::size_t digits, base in) {
    return this->digits(field(expected), expected, digits, in);
}

std::uint32_t line_reader::digits(std::string_view field, const char* expected, std::size_t digits, base in) {
    std::uint32_t value = 0;
    const auto end = field.data() + field.size();
    const auto [stop, error] = std::from_chars(field.data(), end, value, static_cast<int>(in));
    if (error != std::errc{} || stop != end || field.size() != digits) {
        const auto* const kind = in == base::decimal ? " decimal digit" : " hexadecimal digit";
        fail(std::string(expected) + " (" + std::to_string(digits) + kind + (digits == 1 ? ")" : "s)"),
             field);
    }
    return value;
}

void line_reader::literal(std::string_view field, const char* expected) {
    if (const auto found = this->field(expected); found != field) fail(expected, found);
}

void line_reader::fail(const std::string& expected, std::string_view found) const {
    throw input_error(file_, number_, "expected " + expected + ", found \"" + std::string(found) + '"');
}

}  // namespace wordnet
