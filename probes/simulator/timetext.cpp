// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/simulator/timetext.h"

#include <array>

namespace plimsoll::simulator {

namespace {

using namespace std::chrono;

void put(char* at, int digits, int value)
{
    for (int i = digits - 1; i >= 0; --i) {
        at[i] = char('0' + value % 10);
        value /= 10;
    }
}

struct Parts
{
    year_month_day date {};
    hh_mm_ss<seconds> time {};
    weekday day {};
};

Parts partsOf(TimePoint t)
{
    const auto days = floor<std::chrono::days>(t);
    return {year_month_day(days), hh_mm_ss<seconds>(floor<seconds>(t - days)), weekday(days)};
}

void putTime(char* at, const hh_mm_ss<seconds>& time)
{
    put(at, 2, int(time.hours().count()));
    put(at + 3, 2, int(time.minutes().count()));
    put(at + 6, 2, int(time.seconds().count()));
}

} // namespace

QByteArray rfc3339(TimePoint t)
{
    const Parts parts = partsOf(t);
    QByteArray text = QByteArrayLiteral("0000-00-00T00:00:00Z");
    char* const at = text.data();
    put(at, 4, int(parts.date.year()));
    put(at + 5, 2, int(unsigned(parts.date.month())));
    put(at + 8, 2, int(unsigned(parts.date.day())));
    putTime(at + 11, parts.time);
    return text;
}

QByteArray httpDate(TimePoint t)
{
    static constexpr std::array days {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array months {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const Parts parts = partsOf(t);
    QByteArray text = QByteArrayLiteral("Ddd, 00 Mmm 0000 00:00:00 GMT");
    char* const at = text.data();
    std::copy_n(days[parts.day.c_encoding()], 3, at);
    put(at + 5, 2, int(unsigned(parts.date.day())));
    std::copy_n(months[unsigned(parts.date.month()) - 1], 3, at + 8);
    put(at + 12, 4, int(parts.date.year()));
    putTime(at + 17, parts.time);
    return text;
}

} // namespace plimsoll::simulator
