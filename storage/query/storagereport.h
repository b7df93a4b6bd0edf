// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/clock.h"
#include "storage/retention.h"

#include <QLatin1String>

#include <array>
#include <optional>

namespace plimsoll {

// What the bytes of a store are spent on.
enum class StorePart : quint8 {
    LiveRows, // with their indexes
    Chunks, // packed days
    RollupsHour,
    RollupsDay,
    RollupsWeek,
    HeaderSets,
    Limits,
    Events, // and gaps
    Other, // targets, memories, marks of the store, what SQLite keeps for itself
    FreePages, // emptied, used again before the file grows
    WriteAheadLog,
};
inline constexpr std::size_t storePartCount = std::size_t(StorePart::WriteAheadLog) + 1;

QLatin1String name(StorePart part); // "live_rows"

// Measured in a store at one moment; see measureSqliteStore().
struct StorageFigures
{
    TimePoint at; // of the measurement
    std::array<qint64, storePartCount> bytes {}; // by StorePart
    bool exact = true; // false: sums of contents; what lies around them counts as Other

    qint64 observations = 0; // ever written; rollups sum them all up
    qint64 liveRows = 0;
    qint64 chunkRows = 0; // observations in chunks
    std::optional<TimePoint> oldestRaw {}; // of rows and chunks; absent: there are none
    double recentRows = 0; // of rows and chunks, in the last `paceSpan` before `at`
    qint64 hourRollups = 0;
    qint64 dayRollups = 0;
    qint64 weekRollups = 0;
    qint64 recentHourRollups = 0; // in the last paceSpan
    qint64 recentTargets = 0; // that those belong to
};

inline constexpr std::chrono::days paceSpan {7};
inline constexpr std::chrono::days forecastSpan {365};

// The store after forecastSpan at the pace of the last days. What is neither raw data nor rollup
// stays as it is.
struct StorageForecast
{
    double paceDays = 0; // the pace was taken over so many days: 7, or less for a young store
    double observationsPerDay = 0;
    double bytesPerRawRow = 0; // as sealed in chunks, or as live rows while nothing is sealed
    bool sealed = false;
    qint64 rawBytes = 0;
    qint64 rollupBytes = 0;
    qint64 otherBytes = 0;
    double rawDays = 0; // how far back raw data will reach
    // Even without any raw data the store will be larger than max_size.
    bool exceedsMaxBytes = false;

    qint64 bytes() const { return rawBytes + rollupBytes + otherBytes; }
};

// Why there is no forecast.
enum class ForecastGap : quint8 {
    None,
    Empty, // no raw data at all
    TooYoung, // less than a day of raw data
    Idle, // nothing in the last paceSpan: it does not grow
};

struct StorageReport
{
    StorageFigures figures;
    RetentionPolicy policy;
    qint64 totalBytes = 0; // database and write-ahead log
    std::optional<double> bytesPerObservation {}; // all bytes over all observations ever written
    std::optional<double> bytesPerLiveRow {};
    std::optional<double> bytesPerChunkRow {};
    std::optional<double> rollupBytesPerObservation {};
    std::optional<StorageForecast> forecast {};
    ForecastGap noForecast = ForecastGap::None;
};

// Pure: the same figures give the same report.
StorageReport storageReport(const StorageFigures& figures, const RetentionPolicy& policy);

} // namespace plimsoll
