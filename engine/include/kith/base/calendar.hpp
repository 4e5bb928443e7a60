#pragma once

#include <compare>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>

namespace kith {

/// A day of the proleptic Gregorian calendar, without a time zone.
/// Unit: days since 1970-01-01. A default date is that day.
struct date {
    std::int32_t days = 0;

    /// Requires a day that exists (throws std::out_of_range otherwise).
    [[nodiscard]] static date of(int year, unsigned month, unsigned day);
    friend constexpr auto operator<=>(date, date) = default;
};

/// A point in time, without a time zone. Unit: microseconds since 1970-01-01 00:00:00.
/// A default timestamp is that moment.
struct timestamp {
    std::int64_t micros = 0;

    /// Requires a day and time that exist (throws std::out_of_range otherwise).
    [[nodiscard]] static timestamp of(int year, unsigned month, unsigned day, unsigned hour = 0,
                                      unsigned minute = 0, unsigned second = 0, unsigned micro = 0);
    [[nodiscard]] kith::date date() const noexcept;
    friend constexpr auto operator<=>(timestamp, timestamp) = default;
};

/// "2022-05-17"
[[nodiscard]] std::string to_string(date day);
/// "2023-10-31 09:30:00", with ".000001" to six digits when there are microseconds.
[[nodiscard]] std::string to_string(timestamp moment);

std::ostream& operator<<(std::ostream& out, date day);
std::ostream& operator<<(std::ostream& out, timestamp moment);

/// The reverse of to_string; false, and `out` untouched, when `text` is no date or time of that form.
[[nodiscard]] bool parse(std::string_view text, date& out) noexcept;
[[nodiscard]] bool parse(std::string_view text, timestamp& out) noexcept;

}  // namespace kith
