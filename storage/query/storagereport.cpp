// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/storagereport.h"

#include <algorithm>
#include <numeric>

namespace plimsoll {

namespace {

using Days = std::chrono::duration<double, std::chrono::days::period>;

constexpr double shortestPace = 1; // days; below it a quiet night or one burst would be the pace

qint64 bytesOf(const StorageFigures& figures, std::initializer_list<StorePart> parts)
{
    return std::accumulate(
        parts.begin(), parts.end(), qint64(0),
        [&figures](qint64 sum, StorePart part) { return sum + figures.bytes[std::size_t(part)]; });
}

qint64 chunkBytes(const StorageFigures& figures)
{
    return bytesOf(figures, {StorePart::Chunks});
}

qint64 rawBytes(const StorageFigures& figures)
{
    return bytesOf(figures, {StorePart::LiveRows}) + chunkBytes(figures);
}

qint64 rollupBytes(const StorageFigures& figures)
{
    return bytesOf(figures,
                   {StorePart::RollupsHour, StorePart::RollupsDay, StorePart::RollupsWeek});
}

std::optional<double> ratio(double bytes, double count)
{
    return count > 0 ? std::optional(bytes / count) : std::nullopt;
}

// Of one rollup row; a level that has none yet costs what an hour costs, which is less than it will
// but more than nothing.
double rowBytes(const StorageFigures& figures, StorePart part, qint64 rows)
{
    if (rows > 0) {
        return double(bytesOf(figures, {part})) / double(rows);
    }
    return ratio(double(bytesOf(figures, {StorePart::RollupsHour})), double(figures.hourRollups))
        .value_or(0);
}

double rollupBytesPerDay(const StorageFigures& figures, double paceDays)
{
    const double hours = double(figures.recentHourRollups) / paceDays
        * rowBytes(figures, StorePart::RollupsHour, figures.hourRollups);
    const double day = rowBytes(figures, StorePart::RollupsDay, figures.dayRollups);
    const double week = rowBytes(figures, StorePart::RollupsWeek, figures.weekRollups);
    return hours + double(figures.recentTargets) * (day + week / 7);
}

// Raw data a year on under keep_raw alone.
void forecastRaw(StorageForecast& forecast, const StorageFigures& figures,
                 const RetentionPolicy& policy, double age)
{
    const double year = double(forecastSpan.count());
    const double growth = forecast.observationsPerDay * forecast.bytesPerRawRow;
    const double kept = policy.keepRaw ? double(policy.keepRaw->count()) : age + year;
    forecast.rawDays = std::min(kept, age + year);
    const double fresh = std::min(forecast.rawDays, year);
    // Of what lies here today the newest part stays, taken as spread evenly over its age.
    const double staying = (forecast.rawDays - fresh) / age;
    const double today = double(figures.liveRows + figures.chunkRows) * forecast.bytesPerRawRow;
    forecast.rawBytes = qint64(fresh * growth + staying * today);
}

// The oldest raw data give way until the store fits.
void boundBytes(StorageForecast& forecast, const RetentionPolicy& policy)
{
    if (!policy.maxBytes || forecast.bytes() <= *policy.maxBytes) {
        return;
    }
    const qint64 room = *policy.maxBytes - forecast.rollupBytes - forecast.otherBytes;
    forecast.exceedsMaxBytes = room < 0;
    const qint64 fits = std::max<qint64>(room, 0);
    forecast.rawDays *= double(fits) / double(std::max<qint64>(forecast.rawBytes, 1));
    forecast.rawBytes = fits;
}

StorageForecast forecastOf(const StorageFigures& figures, const RetentionPolicy& policy, double age)
{
    StorageForecast forecast;
    forecast.paceDays = std::min(age, double(paceSpan.count()));
    forecast.observationsPerDay = figures.recentRows / forecast.paceDays;
    forecast.sealed = figures.chunkRows > 0;
    forecast.bytesPerRawRow = forecast.sealed
        ? double(chunkBytes(figures)) / double(figures.chunkRows)
        : ratio(double(rawBytes(figures)), double(figures.liveRows)).value_or(0);
    forecast.rollupBytes = rollupBytes(figures)
        + qint64(rollupBytesPerDay(figures, forecast.paceDays) * double(forecastSpan.count()));
    forecast.otherBytes = bytesOf(
        figures, {StorePart::HeaderSets, StorePart::Limits, StorePart::Events, StorePart::Other});
    forecastRaw(forecast, figures, policy, age);
    boundBytes(forecast, policy);
    return forecast;
}

} // namespace

QLatin1String name(StorePart part)
{
    static constexpr std::array<const char*, storePartCount> names {
        "live_rows", "chunks", "rollups_hour", "rollups_day", "rollups_week",   "header_sets",
        "limits",    "events", "other",        "free_pages",  "write_ahead_log"};
    return QLatin1String(names.at(std::size_t(part)));
}

StorageReport storageReport(const StorageFigures& figures, const RetentionPolicy& policy)
{
    StorageReport report {.figures = figures, .policy = policy};
    report.totalBytes = std::accumulate(figures.bytes.begin(), figures.bytes.end(), qint64(0));
    report.bytesPerObservation = ratio(double(report.totalBytes), double(figures.observations));
    report.bytesPerLiveRow =
        ratio(double(bytesOf(figures, {StorePart::LiveRows})), double(figures.liveRows));
    report.bytesPerChunkRow = ratio(double(chunkBytes(figures)), double(figures.chunkRows));
    report.rollupBytesPerObservation =
        ratio(double(rollupBytes(figures)), double(figures.observations));
    if (!figures.oldestRaw) {
        report.noForecast = ForecastGap::Empty;
        return report;
    }
    const double age = Days(figures.at - *figures.oldestRaw).count();
    if (age < shortestPace) {
        report.noForecast = ForecastGap::TooYoung;
    } else if (figures.recentRows <= 0) {
        report.noForecast = ForecastGap::Idle;
    } else {
        report.forecast = forecastOf(figures, policy, age);
    }
    return report;
}

} // namespace plimsoll
