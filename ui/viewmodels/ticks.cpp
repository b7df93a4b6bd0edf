// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/ticks.h"

#include <algorithm>
#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

enum class Unit { Minutes, Days, Weeks, Months };

struct Stride
{
    Unit unit;
    int count;
    qint64 seconds; // about
};

constexpr std::array strides {
    Stride {Unit::Minutes, 1, 60},       Stride {Unit::Minutes, 5, 300},
    Stride {Unit::Minutes, 10, 600},     Stride {Unit::Minutes, 30, 1'800},
    Stride {Unit::Minutes, 60, 3'600},   Stride {Unit::Minutes, 180, 10'800},
    Stride {Unit::Minutes, 360, 21'600}, Stride {Unit::Days, 1, 86'400},
    Stride {Unit::Days, 2, 172'800},     Stride {Unit::Weeks, 1, 604'800},
    Stride {Unit::Weeks, 2, 1'209'600},  Stride {Unit::Months, 1, 2'629'800},
    Stride {Unit::Months, 3, 7'889'400}, Stride {Unit::Months, 12, 31'557'600},
};

QDate firstDate(QDate date, const Stride& stride)
{
    switch (stride.unit) {
    case Unit::Weeks:
        return date.addDays(1 - date.dayOfWeek());
    case Unit::Months:
        return {date.year(), (date.month() - 1) / stride.count * stride.count + 1, 1};
    case Unit::Minutes:
    case Unit::Days:
        break;
    }
    return date;
}

QDateTime next(const QDateTime& at, const Stride& stride)
{
    switch (stride.unit) {
    case Unit::Minutes: {
        // By the clock on the wall: after a change of summer time the ticks stay at whole hours.
        const QTime time = at.time();
        const int minutes = time.hour() * 60 + time.minute() + stride.count;
        const QDateTime then(at.date().addDays(minutes / 1440),
                             QTime((minutes / 60) % 24, minutes % 60), at.timeZone());
        return then > at ? then : at.addSecs(stride.count * 60);
    }
    case Unit::Days:
        return at.date().addDays(stride.count).startOfDay(at.timeZone());
    case Unit::Weeks:
        return at.date().addDays(7 * stride.count).startOfDay(at.timeZone());
    case Unit::Months:
        return at.date().addMonths(stride.count).startOfDay(at.timeZone());
    }
    return at;
}

QString tickLabel(const QDateTime& at, const Stride& stride, const Times& times)
{
    const TimePoint moment = fromEpochMs(at.toMSecsSinceEpoch());
    if (stride.unit == Unit::Minutes) {
        return times.timeOfDay(moment);
    }
    const QString day = times.day(moment); // "Sat 21 Nov"
    if (stride.unit == Unit::Days) {
        return day.section(u' ', 0, 1);
    }
    return stride.unit == Unit::Weeks ? day.section(u' ', 1) : day.section(u' ', 2);
}

} // namespace

std::vector<Tick> timeTicks(TimeRange range, int most, const Times& times)
{
    if (range.isEmpty() || most < 1) {
        return {};
    }
    const qint64 seconds = std::chrono::duration_cast<std::chrono::seconds>(range.length()).count();
    const auto* stride =
        std::ranges::find_if(strides, [&](const Stride& s) { return seconds / s.seconds <= most; });
    if (stride == strides.end()) {
        stride = &strides.back();
    }
    std::vector<Tick> ticks;
    QDateTime at = firstDate(times.local(range.from).date(), *stride).startOfDay(times.zone());
    for (; at.toMSecsSinceEpoch() <= toEpochMs(range.to); at = next(at, *stride)) {
        if (at.toMSecsSinceEpoch() >= toEpochMs(range.from)) {
            ticks.push_back(
                {.value = double(at.toMSecsSinceEpoch()), .label = tickLabel(at, *stride, times)});
        }
    }
    return ticks;
}

LinearTicks linearTicks(double highest, int most)
{
    const double wanted = std::max(highest, 1e-9) / std::max(most - 1, 1);
    const double power = std::pow(10.0, std::floor(std::log10(wanted)));
    double step = 10 * power;
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= wanted * 0.999999) {
            step = factor * power;
            break;
        }
    }
    LinearTicks ticks;
    const int count = int(std::ceil(highest / step - 1e-9));
    for (int i = 0; i <= std::max(count, 1); ++i) {
        ticks.values.push_back(step * i);
    }
    ticks.top = ticks.values.back();
    return ticks;
}

std::vector<double> decades(double low, double high)
{
    std::vector<double> values;
    const int from = int(std::floor(std::log10(low)));
    const int to = int(std::ceil(std::log10(high)));
    for (int exponent = from; exponent <= std::max(to, from + 1); ++exponent) {
        values.push_back(std::pow(10.0, exponent));
    }
    return values;
}

std::vector<double> logTicks(double low, double high, int most)
{
    std::vector<double> values;
    for (const double power : decades(low, high)) {
        for (const double factor : {1.0, 2.0, 5.0}) {
            values.push_back(factor * power);
        }
    }
    const auto first = std::ranges::upper_bound(values, low * (1 + 1e-9));
    values.erase(values.begin(), first == values.begin() ? first : first - 1);
    const auto last = std::ranges::lower_bound(values, high * (1 - 1e-9));
    values.erase(last == values.end() ? last : last + 1, values.end());
    return int(values.size()) > most ? decades(low, high) : values;
}

} // namespace plimsoll
