// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/rows/headervalue.h"

#include "storage/sqlite/rows/blobcodec.h"
#include "storage/sqlite/sqliteerror.h"
#include "storage/sqlite/statement.h"
#include "storage/stats/varint.h"

#include <array>
#include <charconv>
#include <cstdio>

namespace plimsoll::sqlite {

namespace {

using std::chrono::sys_days;
using std::chrono::sys_seconds;

// Stored: append, never reorder.
enum class Form : std::uint8_t { Raw, Number, Rfc3339, HttpDate, RequestId };

constexpr std::array<const char*, 7> dayNames {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<const char*, 12> monthNames {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::optional<std::int64_t> digits(std::string_view text)
{
    std::int64_t value = 0;
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (text.empty() || error != std::errc {} || stop != end || value < 0) {
        return std::nullopt;
    }
    return value;
}

sys_seconds moment(std::int64_t year, std::int64_t month, std::int64_t day)
{
    return sys_days(std::chrono::year(int(year)) / int(month) / int(day));
}

std::string formatted(const char* format, auto... arguments)
{
    std::array<char, 64> buffer {};
    const int length = std::snprintf(buffer.data(), buffer.size(), format, arguments...);
    return {buffer.data(), std::size_t(length)};
}

// "2026-05-06T12:00:00Z"
std::string asRfc3339(sys_seconds t)
{
    const auto day = std::chrono::floor<std::chrono::days>(t);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss time(t - day);
    return formatted("%04d-%02u-%02uT%02d:%02d:%02dZ", int(date.year()), unsigned(date.month()),
                     unsigned(date.day()), int(time.hours().count()), int(time.minutes().count()),
                     int(time.seconds().count()));
}

// "Wed, 06 May 2026 12:00:00 GMT"
std::string asHttpDate(sys_seconds t)
{
    const auto day = std::chrono::floor<std::chrono::days>(t);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss time(t - day);
    return formatted(
        "%s, %02u %s %04d %02d:%02d:%02d GMT", dayNames.at(std::chrono::weekday(day).c_encoding()),
        unsigned(date.day()), monthNames.at(unsigned(date.month()) - 1), int(date.year()),
        int(time.hours().count()), int(time.minutes().count()), int(time.seconds().count()));
}

// The date, if text has this layout; whether it is told canonically the caller checks by writing it
// again.
std::optional<sys_seconds> parsedTime(std::string_view date, std::string_view clock, bool isHttp)
{
    const auto year = digits(isHttp ? date.substr(7, 4) : date.substr(0, 4));
    const auto day = digits(isHttp ? date.substr(0, 2) : date.substr(8, 2));
    std::optional<std::int64_t> month;
    if (isHttp) {
        const auto it = std::ranges::find(monthNames, date.substr(3, 3));
        month = it - monthNames.begin() + 1;
    } else {
        month = digits(date.substr(5, 2));
    }
    const auto hour = digits(clock.substr(0, 2));
    const auto minute = digits(clock.substr(3, 2));
    const auto second = digits(clock.substr(6, 2));
    if (!year || !month || *month < 1 || *month > 12 || !day || *day < 1 || !hour || !minute
        || !second) {
        return std::nullopt;
    }
    return moment(*year, *month, *day) + std::chrono::hours(*hour) + std::chrono::minutes(*minute)
        + std::chrono::seconds(*second);
}

std::optional<sys_seconds> fromRfc3339(std::string_view text)
{
    if (text.size() != 20) {
        return std::nullopt;
    }
    const auto time = parsedTime(text.substr(0, 10), text.substr(11, 8), false);
    return time && asRfc3339(*time) == text ? time : std::nullopt;
}

std::optional<sys_seconds> fromHttpDate(std::string_view text)
{
    if (text.size() != 29) {
        return std::nullopt;
    }
    const auto time = parsedTime(text.substr(5, 11), text.substr(17, 8), true);
    return time && asHttpDate(*time) == text ? time : std::nullopt;
}

void put(std::string& to, Form form, std::uint64_t number)
{
    to.push_back(char(form));
    stats::putVarint(to, number);
}

} // namespace

void packValue(std::string& to, const QByteArray& value, const RowContext& row)
{
    const std::string_view text = view(value);
    const auto base = std::chrono::floor<std::chrono::seconds>(row.at);
    if (!value.isEmpty() && value == row.requestId) {
        to.push_back(char(Form::RequestId));
    } else if (const auto number = digits(text); number && std::to_string(*number) == text) {
        put(to, Form::Number, std::uint64_t(*number));
    } else if (const auto reset = fromRfc3339(text)) {
        put(to, Form::Rfc3339, stats::zigzag((*reset - base).count()));
    } else if (const auto date = fromHttpDate(text)) {
        put(to, Form::HttpDate, stats::zigzag((*date - base).count()));
    } else {
        put(to, Form::Raw, text.size());
        to.append(text);
    }
}

QByteArray unpackValue(std::string_view& from, const RowContext& row)
{
    if (from.empty()) {
        throwDamaged("a row has fewer header values than its header set asks for");
    }
    const auto form = Form(from.front());
    from.remove_prefix(1);
    if (form == Form::RequestId) {
        return row.requestId;
    }
    const std::uint64_t number = takeNumber(from);
    const auto time = [&] {
        return std::chrono::floor<std::chrono::seconds>(row.at)
            + std::chrono::seconds(stats::unzigzag(number));
    };
    switch (form) {
    case Form::Number:
        return QByteArray::number(qulonglong(number));
    case Form::Rfc3339:
        return QByteArray::fromStdString(asRfc3339(time()));
    case Form::HttpDate:
        return QByteArray::fromStdString(asHttpDate(time()));
    case Form::Raw:
        if (number <= from.size()) {
            const QByteArray value = bytes(from.substr(0, number));
            from.remove_prefix(number);
            return value;
        }
        break;
    case Form::RequestId:
        break;
    }
    throwDamaged("a header value is packed in no way we know");
}

} // namespace plimsoll::sqlite
