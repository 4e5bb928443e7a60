#include <kith/base/calendar.hpp>

#include <charconv>
#include <chrono>
#include <cstdio>
#include <ostream>
#include <stdexcept>

namespace kith {
namespace {

constexpr std::int64_t micros_a_second = 1'000'000;
constexpr std::int64_t micros_a_day = 86'400 * micros_a_second;

bool day_number(int year, unsigned month, unsigned day, std::int32_t& out) noexcept {
    const std::chrono::year_month_day ymd{std::chrono::year{year}, std::chrono::month{month},
                                          std::chrono::day{day}};
    if (year < -32'767 || year > 32'767 || !ymd.ok()) return false;
    out = static_cast<std::int32_t>(std::chrono::sys_days{ymd}.time_since_epoch().count());
    return true;
}

bool number(std::string_view text, std::size_t from, std::size_t digits, int& out) noexcept {
    if (from + digits > text.size()) return false;
    const char* first = text.data() + from;
    if (*first < '0' || *first > '9') return false;
    const auto [end, code] = std::from_chars(first, first + digits, out);
    return code == std::errc{} && end == first + digits;
}

}  // namespace

date date::of(int year, unsigned month, unsigned day) {
    date out;
    if (!day_number(year, month, day, out.days))
        throw std::out_of_range("kith::date::of: there is no day " + std::to_string(year) + "-" +
                                std::to_string(month) + "-" + std::to_string(day));
    return out;
}

timestamp timestamp::of(int year, unsigned month, unsigned day, unsigned hour, unsigned minute,
                        unsigned second, unsigned micro) {
    if (hour > 23 || minute > 59 || second > 59 || micro > 999'999)
        throw std::out_of_range("kith::timestamp::of: there is no time " + std::to_string(hour) + ":" +
                                std::to_string(minute) + ":" + std::to_string(second));
    const std::int64_t seconds = (std::int64_t{hour} * 60 + minute) * 60 + second;
    return {kith::date::of(year, month, day).days * micros_a_day + seconds * micros_a_second + micro};
}

date timestamp::date() const noexcept {
    const auto day = micros / micros_a_day - (micros % micros_a_day < 0 ? 1 : 0);
    return {static_cast<std::int32_t>(day)};
}

std::string to_string(date day) {
    const std::chrono::year_month_day ymd{std::chrono::sys_days{std::chrono::days{day.days}}};
    char text[32];
    std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(ymd.year()),
                  static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()));
    return text;
}

std::string to_string(timestamp moment) {
    const date day = moment.date();
    const std::int64_t rest = moment.micros - day.days * micros_a_day;
    const std::int64_t seconds = rest / micros_a_second;
    const auto micro = static_cast<int>(rest % micros_a_second);
    char text[32];
    std::snprintf(text, sizeof text, " %02d:%02d:%02d", static_cast<int>(seconds / 3600),
                  static_cast<int>(seconds / 60 % 60), static_cast<int>(seconds % 60));
    std::string out = to_string(day) + text;
    if (micro != 0) {
        std::snprintf(text, sizeof text, ".%06d", micro);
        out += text;
    }
    return out;
}

std::ostream& operator<<(std::ostream& out, date day) { return out << to_string(day); }

std::ostream& operator<<(std::ostream& out, timestamp moment) { return out << to_string(moment); }

bool parse(std::string_view text, date& out) noexcept {
    int year = 0;
    int month = 0;
    int day = 0;
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
    if (!number(text, 0, 4, year) || !number(text, 5, 2, month) || !number(text, 8, 2, day)) return false;
    return day_number(year, static_cast<unsigned>(month), static_cast<unsigned>(day), out.days);
}

bool parse(std::string_view text, timestamp& out) noexcept {
    date day;
    if (text.size() < 10 || !parse(text.substr(0, 10), day)) return false;
    int hour = 0;
    int minute = 0;
    int second = 0;
    int micro = 0;
    if (text.size() > 10) {
        if (text.size() < 19 || (text[10] != ' ' && text[10] != 'T') || text[13] != ':' || text[16] != ':')
            return false;
        if (!number(text, 11, 2, hour) || !number(text, 14, 2, minute) || !number(text, 17, 2, second))
            return false;
        if (hour > 23 || minute > 59 || second > 59) return false;
    }
    if (text.size() > 19) {
        const std::size_t digits = text.size() - 20;
        if (text[19] != '.' || digits < 1 || digits > 6 || !number(text, 20, digits, micro)) return false;
        for (std::size_t i = digits; i < 6; ++i) micro *= 10;
    }
    const std::int64_t seconds = (std::int64_t{hour} * 60 + minute) * 60 + second;
    out.micros = day.days * micros_a_day + seconds * micros_a_second + micro;
    return true;
}

}  // namespace kith
