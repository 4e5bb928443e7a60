#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace wordnet {

enum class base : int { decimal = 10, hexadecimal = 16 };

/// Takes the fields of one line, which single spaces separate. What is not as expected throws input_error with the
/// file, the line and what was expected.
class line_reader {
public:
    line_reader(const std::filesystem::path& file, std::size_t number, std::string_view line) noexcept
        : file_(file), number_(number), rest_(line) {}

    /// The next field, which is not empty.
    [[nodiscard]] std::string_view field(const char* expected);
    /// The next field, a number of exactly that many digits.
    [[nodiscard]] std::uint32_t number(const char* expected, std::size_t digits, base in = base::decimal);
    /// The digits at the front of a field that has been taken.
    [[nodiscard]] std::uint32_t digits(std::string_view field, const char* expected, std::size_t digits,
                                       base in);
    /// The next field, which is this one.
    void literal(std::string_view field, const char* expected);
    /// What is left of the line.
    [[nodiscard]] std::string_view rest() const noexcept { return rest_; }

    [[noreturn]] void fail(const std::string& expected, std::string_view found) const;

private:
    const std::filesystem::path& file_;
    std::size_t number_;
    std::string_view rest_;
};

}  // namespace wordnet
