#include "cells.hpp"

#include <kith/base/calendar.hpp>

#include <cmath>
#include <cstring>
#include <limits>

namespace kith::storage::sqlite_room {
namespace {

using schema::kind;

// SQLite turns a NaN into NULL, and a negative zero into zero: the one is kept as text, the other is left to it.
constexpr std::string_view not_a_number = "NaN";

// Days that SQLAlchemy, and every reader of ISO 8601, can read as text. Others are kept as numbers.
bool written_as_text(date day) {
    static const date first = date::of(1, 1, 1);
    static const date last = date::of(9999, 12, 31);
    return day >= first && day <= last;
}

std::string six_digits(timestamp moment) {
    std::string text = to_string(moment);
    if (text.size() == 19) text += ".000000";
    return text;
}

template <class T>
T read_as(const core::extent& in, std::uint32_t field, slot row) {
    return in.cell<T>(field, row);
}

std::int64_t integer_of(const core::extent& in, std::uint32_t field, slot row) {
    switch (in.column(field).field->kind) {
        case kind::boolean:
        case kind::uint8: return read_as<std::uint8_t>(in, field, row);
        case kind::int8: return read_as<std::int8_t>(in, field, row);
        case kind::int16: return read_as<std::int16_t>(in, field, row);
        case kind::uint16: return read_as<std::uint16_t>(in, field, row);
        case kind::int32: return read_as<std::int32_t>(in, field, row);
        case kind::uint32: return read_as<std::uint32_t>(in, field, row);
        default: return read_as<std::int64_t>(in, field, row);  // uint64 too: two's complement
    }
}

void bind_real(statement& to, int at, double value) {
    if (std::isnan(value))
        to.bind_text(at, not_a_number);
    else
        to.bind(at, value);
}

}  // namespace

void bind_cell(statement& to, int at, const core::extent& in, std::uint32_t field, slot row) {
    if (in.is_null(field, row)) return to.bind_null(at);
    switch (in.column(field).field->kind) {
        case kind::float32: return bind_real(to, at, static_cast<double>(read_as<float>(in, field, row)));
        case kind::float64: return bind_real(to, at, read_as<double>(in, field, row));
        case kind::text: return to.bind_text(at, in.text(field, row));
        case kind::bytes: return to.bind_blob(at, in.text(field, row));
        case kind::date: {
            const auto day = read_as<date>(in, field, row);
            if (!written_as_text(day)) return to.bind(at, std::int64_t{day.days});
            return to.bind_text_copy(at, to_string(day));
        }
        case kind::timestamp: {
            const auto moment = read_as<timestamp>(in, field, row);
            if (!written_as_text(moment.date())) return to.bind(at, moment.micros);
            return to.bind_text_copy(at, six_digits(moment));
        }
        case kind::plain: {
            const std::size_t width = in.column(field).field->width;
            return to.bind_blob(at, {reinterpret_cast<const char*>(in.cells(field)) + row * width, width});
        }
        case kind::boxed:
            return to.bind_blob_copy(at, in.column(field).field->boxed->save(in.boxed(field, row)));
        default: return to.bind(at, integer_of(in, field, row));
    }
}

void value_place::fail(const std::string& value, const std::string& why) const {
    throw storage_error(errc::database_value, "kith: " + in.name() + ": table " + table.name + ", column " +
                                                  column.name + (table.pairs ? ", row " : ", id ") +
                                                  std::to_string(row) + " holds " + value + ": " + why);
}

namespace {

template <class T>
void read_integer(std::int64_t value, core::loading& into, core::extent& in, std::uint32_t field, slot row,
                  const value_place& where) {
    if (value < static_cast<std::int64_t>(std::numeric_limits<T>::min()) ||
        value > static_cast<std::int64_t>(std::numeric_limits<T>::max()))
        where.fail(std::to_string(value), "a " + std::string(schema::name_of(in.column(field).field->kind)) +
                                              " holds " + std::to_string(std::numeric_limits<T>::min()) +
                                              " to " + std::to_string(std::numeric_limits<T>::max()) +
                                              "; correct the row, or give the field a wider type");
    const T narrow = static_cast<T>(value);
    into.set(in, field, row, &narrow);
}

double read_real(const statement& from, int at, const value_place& where) {
    const int type = from.type(at);
    if (type == SQLITE_FLOAT || type == SQLITE_INTEGER) return from.real(at);
    if (type == SQLITE_TEXT && from.text(at) == not_a_number) return std::numeric_limits<double>::quiet_NaN();
    where.fail(from.shown(at), "a number is expected; correct the row");
}

date read_date(const statement& from, int at, const value_place& where) {
    date day;
    if (from.type(at) == SQLITE_INTEGER && from.integer(at) >= std::numeric_limits<std::int32_t>::min() &&
        from.integer(at) <= std::numeric_limits<std::int32_t>::max()) {
        day.days = static_cast<std::int32_t>(from.integer(at));
        if (!written_as_text(day)) return day;
    }
    if (from.type(at) == SQLITE_TEXT && parse(from.text(at), day)) return day;
    where.fail(from.shown(at), "a date such as '2022-05-17' is expected; correct the row");
}

timestamp read_timestamp(const statement& from, int at, const value_place& where) {
    timestamp moment;
    if (from.type(at) == SQLITE_INTEGER) {
        moment.micros = from.integer(at);
        if (!written_as_text(moment.date())) return moment;
    }
    if (from.type(at) == SQLITE_TEXT && parse(from.text(at), moment)) return moment;
    where.fail(from.shown(at), "a time such as '2023-10-31 09:30:00.000000' is expected; correct the row");
}

void read_boxed(const statement& from, int at, core::loading& into, core::extent& in, std::uint32_t field,
                slot row, const value_place& where) {
    const schema::boxed_type& type = *in.column(field).field->boxed;
    void* value = nullptr;
    try {
        value = type.load(from.blob(at));
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const std::exception& problem) {
        where.fail(from.shown(at), std::string("its type's serialize cannot read it (") + problem.what() +
                                       "); correct the row");
    }
    const std::unique_ptr<void, void (*)(void*) noexcept> owner(value, type.destroy);
    into.set_boxed(in, field, row, value);
}

}  // namespace

void read_cell(const statement& from, int at, core::loading& into, core::extent& in, std::uint32_t field,
               slot row, const value_place& where) {
    const schema::field& described = *in.column(field).field;
    const int type = from.type(at);
    if (type == SQLITE_NULL) {
        if (!described.nullable || described.required)
            where.fail("NULL",
                       described.required
                           ? "the field is required; give the row a value"
                           : "the field cannot be null; give the row a value, or declare it std::optional");
        return;
    }
    const auto expect = [&](int wanted, const char* name) {
        if (type != wanted)
            where.fail(from.shown(at),
                       std::string(name) + " is expected; correct the row, or the field's type");
    };
    if (schema::is_integer(described.kind) && described.kind != kind::date &&
        described.kind != kind::timestamp)
        expect(SQLITE_INTEGER, "an integer");
    const auto integer = [&]<class T>(T) { read_integer<T>(from.integer(at), into, in, field, row, where); };
    switch (described.kind) {
        case kind::boolean: {
            const std::int64_t value = from.integer(at);
            if (value != 0 && value != 1)
                where.fail(std::to_string(value), "a bool is 0 or 1; correct the row, or the field's type");
            return integer(std::uint8_t{});
        }
        case kind::int8: return integer(std::int8_t{});
        case kind::int16: return integer(std::int16_t{});
        case kind::int32: return integer(std::int32_t{});
        case kind::uint8: return integer(std::uint8_t{});
        case kind::uint16: return integer(std::uint16_t{});
        case kind::uint32: return integer(std::uint32_t{});
        case kind::int64:
        case kind::uint64: {
            const std::int64_t value = from.integer(at);
            return into.set(in, field, row, &value);
        }
        case kind::float32: {
            const double value = read_real(from, at, where);
            if (std::isfinite(value) &&
                std::fabs(value) > static_cast<double>(std::numeric_limits<float>::max()))
                where.fail(from.shown(at),
                           "more than a float holds; correct the row, or make the field a double");
            const auto narrow = static_cast<float>(value);
            return into.set(in, field, row, &narrow);
        }
        case kind::float64: {
            const double value = read_real(from, at, where);
            return into.set(in, field, row, &value);
        }
        case kind::text: expect(SQLITE_TEXT, "text"); return into.set_text(in, field, row, from.text(at));
        case kind::bytes: expect(SQLITE_BLOB, "a blob"); return into.set_text(in, field, row, from.blob(at));
        case kind::date: {
            const date day = read_date(from, at, where);
            return into.set(in, field, row, &day);
        }
        case kind::timestamp: {
            const timestamp moment = read_timestamp(from, at, where);
            return into.set(in, field, row, &moment);
        }
        case kind::plain:
            expect(SQLITE_BLOB, "a blob");
            if (from.blob(at).size() != described.width)
                where.fail(from.shown(at), "the field's type has " + std::to_string(described.width) +
                                               " bytes; correct the row, or the type");
            return into.set(in, field, row, from.blob(at).data());
        case kind::boxed:
            expect(SQLITE_BLOB, "a blob");
            return read_boxed(from, at, into, in, field, row, where);
    }
}

}  // namespace kith::storage::sqlite_room
