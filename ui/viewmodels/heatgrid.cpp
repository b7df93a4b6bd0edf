// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/heatgrid.h"

#include "ui/viewmodels/eventcomparison.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

constexpr std::size_t hoursOfDay = 24;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(HeatMap)
};

QString dayName(std::size_t day)
{
    return QLocale().dayName(int(day) + 1, QLocale::ShortFormat);
}

QString clockText(std::size_t hour)
{
    return u"%1:00"_s.arg(int(hour), 2, 10, QLatin1Char('0'));
}

// "Tue 14:00 to 15:00"
QString spanText(std::size_t hourOfWeek)
{
    const std::size_t hour = hourOfWeek % hoursOfDay;
    return Text::tr("%1 %2 to %3")
        .arg(dayName(hourOfWeek / hoursOfDay), clockText(hour), clockText(hour + 1));
}

QString rateText(const stats::HourRate& rate, const Format& format)
{
    return format.numbers.rate(
        {.hits = rate.hits, .n = rate.n, .value = rate.mean, .low = rate.low, .high = rate.high});
}

HeatCell cellOf(const stats::HourRate& rate, std::size_t hourOfWeek, const Format& format)
{
    HeatCell cell {.step = heatStep(rate.mean), .isThin = rate.n < leastInHour};
    const QString span = spanText(hourOfWeek);
    if (rate.n == 0) {
        cell.text = Text::tr("%1: no data").arg(span);
    } else if (cell.isThin) {
        cell.text = Text::tr("%1: too few, %2 overloaded")
                        .arg(span, format.numbers.countOf(rate.hits, rate.n));
    } else {
        cell.text =
            Text::tr("%1: %2; %3 overloaded")
                .arg(span, rateText(rate, format), format.numbers.countOf(rate.hits, rate.n));
    }
    return cell;
}

// "under 0.25 %", "to 0.5 %", ..., "over 2 %"
QString legendText(std::size_t step)
{
    const auto percent = [](double share) { return QLocale().toString(share * 100, 'g', 3); };
    if (step == 0) {
        return Text::tr("under %1 %").arg(percent(heatBounds.front()));
    }
    if (step == heatBounds.size()) {
        return Text::tr("from %1 %").arg(percent(heatBounds.back()));
    }
    return Text::tr("to %1 %").arg(percent(heatBounds[step]));
}

QString summaryOf(const stats::WeekProfile& profile, const Format& format)
{
    std::vector<std::size_t> told;
    for (std::size_t hour = 0; hour < profile.hours.size(); ++hour) {
        if (profile.hours[hour].n >= leastInHour) {
            told.push_back(hour);
        }
    }
    const auto thin = format.numbers.count(qint64(profile.hours.size() - told.size()));
    if (told.empty()) {
        return Text::tr("No hour of the week has %1 probes yet.").arg(leastInHour);
    }
    const auto mean = [&profile](std::size_t hour) { return profile.hours[hour].mean; };
    const auto highest = *std::ranges::max_element(told, {}, mean);
    const auto lowest = *std::ranges::min_element(told, {}, mean);
    return Text::tr("Highest: %1, %2. Lowest: %3, %4. Hours of the week with fewer than %5 probes: "
                    "%6.")
        .arg(spanText(highest), rateText(profile.hours[highest], format), spanText(lowest),
             rateText(profile.hours[lowest], format), format.numbers.count(qint64(leastInHour)),
             thin);
}

} // namespace

int heatStep(double rate)
{
    return int(std::ranges::count_if(heatBounds, [rate](double bound) { return rate >= bound; }));
}

std::optional<HeatGrid> heatGrid(const PeakAnswer& peak, const Format& format)
{
    if (!peak.profile) {
        return std::nullopt;
    }
    HeatGrid grid;
    for (std::size_t hour = 0; hour < grid.cells.size(); ++hour) {
        grid.cells[hour] = cellOf(peak.profile->hours[hour], hour, format);
    }
    for (std::size_t day = 0; day < grid.days.size(); ++day) {
        grid.days[day] = dayName(day);
    }
    for (std::size_t step = 0; step < grid.legend.size(); ++step) {
        grid.legend[step] = legendText(step);
    }
    grid.thin = Text::tr("n under %1").arg(leastInHour);
    grid.summary = summaryOf(*peak.profile, format);
    return grid;
}

QString morningsSentence(const PeakAnswer& peak, const Format& format)
{
    const QString what = Text::tr("Weekday mornings, 08:00 to 12:00, against the other hours: %1");
    const QString word = verdictOf(peak.verdict, true).word.toLower();
    if (!peak.comparison) {
        return what.arg(QString(word + u'.'));
    }
    QString text = format.numbers.points(peak.comparison->difference);
    if (peak.comparison->interval) {
        text += u" (%1)"_s.arg(format.numbers.pointsInterval(peak.comparison->interval->low,
                                                             peak.comparison->interval->high));
    }
    text += u", n = %1 and %2; "_s.arg(format.numbers.count(qint64(peak.comparison->b.n)),
                                       format.numbers.count(qint64(peak.comparison->a.n)));
    return what.arg(QString(text + word + u'.'));
}

} // namespace plimsoll
