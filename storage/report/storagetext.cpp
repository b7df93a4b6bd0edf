// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/report/storagetext.h"

#include "storage/bytesize.h"
#include "storage/report/cells.h"

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

QString label(StorePart part)
{
    switch (part) {
    case StorePart::LiveRows:
        return u"live rows"_s;
    case StorePart::Chunks:
        return u"packed days"_s;
    case StorePart::RollupsHour:
        return u"rollups by hour"_s;
    case StorePart::RollupsDay:
        return u"rollups by day"_s;
    case StorePart::RollupsWeek:
        return u"rollups by week"_s;
    case StorePart::HeaderSets:
        return u"header sets"_s;
    case StorePart::Limits:
        return u"limits"_s;
    case StorePart::Events:
        return u"events and gaps"_s;
    case StorePart::Other:
        return u"other"_s;
    case StorePart::FreePages:
        return u"free pages"_s;
    case StorePart::WriteAheadLog:
        return u"write-ahead log"_s;
    }
    return {};
}

QString decimal(double value)
{
    return QString::number(value, 'f', 1);
}

QString line(const QString& label, qint64 bytes, qint64 total)
{
    const double percent = total > 0 ? 100.0 * double(bytes) / double(total) : 0;
    return u"  %1 %2 %3 %\n"_s.arg(label, -16)
        .arg(roundByteSize(bytes), 10)
        .arg(decimal(percent), 6);
}

QString partsText(const StorageReport& report)
{
    QString text = u"\nwhere the bytes are\n"_s;
    for (std::size_t i = 0; i < storePartCount; ++i) {
        text += line(label(StorePart(i)), report.figures.bytes[i], report.totalBytes);
    }
    text += line(u"in all"_s, report.totalBytes, report.totalBytes);
    if (!report.figures.exact) {
        text += u"  This SQLite cannot tell whose a page is (it lacks dbstat): the parts are sums "
                "of contents, and what lies around them counts as other.\n"_s;
    }
    return text;
}

QString perObservationText(const StorageReport& report)
{
    if (!report.bytesPerObservation) {
        return u"nothing is stored yet"_s;
    }
    QStringList parts;
    const auto add = [&parts](const QString& what, const std::optional<double>& bytes) {
        if (bytes) {
            parts << what.arg(decimal(*bytes));
        }
    };
    add(u"%1 bytes of all that were ever stored"_s, report.bytesPerObservation);
    add(u"a live row %1"_s, report.bytesPerLiveRow);
    add(u"a sealed row %1"_s, report.bytesPerChunkRow);
    add(u"rollups %1"_s, report.rollupBytesPerObservation);
    return parts.join(u", "_s);
}

QString keepsText(const RetentionPolicy& policy)
{
    QStringList bounds;
    if (policy.keepRaw) {
        bounds << u"raw data of %1 days"_s.arg(policy.keepRaw->count());
    }
    if (policy.maxBytes) {
        bounds << u"at most %1, the oldest raw data give way"_s.arg(
            formatByteSize(*policy.maxBytes));
    }
    return bounds.isEmpty() ? u"all raw data, without bound"_s : bounds.join(u"; "_s);
}

QString paceText(const StorageForecast& forecast)
{
    const bool whole = forecast.paceDays >= double(paceSpan.count());
    return u"at the pace of the last %1 days (%2 observations a day%3)"_s
        .arg(whole ? QString::number(paceSpan.count()) : decimal(forecast.paceDays))
        .arg(qRound64(forecast.observationsPerDay))
        .arg(whole ? QString() : u"; raw data reach no further back, so take it with care"_s);
}

QString forecastText(const StorageForecast& forecast)
{
    QString text =
        u"about %1 %2: raw data %3, reaching back %4 days; rollups %5; the rest %6, as it is now."_s
            .arg(roundByteSize(forecast.bytes()), paceText(forecast),
                 roundByteSize(forecast.rawBytes))
            .arg(qRound64(forecast.rawDays))
            .arg(roundByteSize(forecast.rollupBytes), roundByteSize(forecast.otherBytes));
    if (!forecast.sealed) {
        text += u" No day is sealed yet: rows count as they lie now, sealed they are smaller."_s;
    }
    if (forecast.exceedsMaxBytes) {
        text += u" That is more than max_size with no raw data left: rollups and history are "
                "never taken. Give max_size in [storage] more room or probe less often."_s;
    }
    return text;
}

QString forecastOrWhyNot(const StorageReport& report)
{
    if (report.forecast) {
        return forecastText(*report.forecast);
    }
    switch (report.noForecast) {
    case ForecastGap::TooYoung:
        return u"no forecast: raw data reach back less than a day, too little to tell a pace."_s;
    case ForecastGap::Idle:
        return u"no forecast: nothing was stored in the last %1 days, so nothing grows."_s.arg(
            paceSpan.count());
    default:
        return u"no forecast: there are no raw data."_s;
    }
}

QJsonValue orNull(const std::optional<double>& value)
{
    return value ? QJsonValue(*value) : QJsonValue(QJsonValue::Null);
}

QJsonValue gapJson(ForecastGap gap)
{
    switch (gap) {
    case ForecastGap::Empty:
        return u"empty"_s;
    case ForecastGap::TooYoung:
        return u"too_young"_s;
    case ForecastGap::Idle:
        return u"idle"_s;
    case ForecastGap::None:
        break;
    }
    return QJsonValue::Null;
}

QJsonValue forecastJson(const std::optional<StorageForecast>& forecast)
{
    if (!forecast) {
        return QJsonValue::Null;
    }
    return QJsonObject {{u"days"_s, int(forecastSpan.count())},
                        {u"bytes"_s, forecast->bytes()},
                        {u"raw_bytes"_s, forecast->rawBytes},
                        {u"rollup_bytes"_s, forecast->rollupBytes},
                        {u"other_bytes"_s, forecast->otherBytes},
                        {u"raw_days"_s, forecast->rawDays},
                        {u"pace_days"_s, forecast->paceDays},
                        {u"observations_per_day"_s, forecast->observationsPerDay},
                        {u"bytes_per_raw_row"_s, forecast->bytesPerRawRow},
                        {u"sealed"_s, forecast->sealed},
                        {u"exceeds_max_size"_s, forecast->exceedsMaxBytes}};
}

} // namespace

QString storageText(const StorageReport& report)
{
    const auto oldest = report.figures.oldestRaw;
    return partsText(report)
        + u"\nper observation  %1\noldest raw data  %2\nkeeps            %3\n"
          "in a year        %4\n"_s.arg(perObservationText(report),
                                        oldest ? cells::time(*oldest) : u"none"_s,
                                        keepsText(report.policy), forecastOrWhyNot(report));
}

QJsonObject storageJson(const StorageReport& report)
{
    QJsonObject parts;
    for (std::size_t i = 0; i < storePartCount; ++i) {
        parts[name(StorePart(i))] = report.figures.bytes[i];
    }
    const auto& oldest = report.figures.oldestRaw;
    const auto& policy = report.policy;
    return {
        {u"bytes"_s, report.totalBytes},
        {u"exact"_s, report.figures.exact},
        {u"parts"_s, parts},
        {u"live_rows"_s, report.figures.liveRows},
        {u"chunk_rows"_s, report.figures.chunkRows},
        {u"bytes_per_observation"_s, orNull(report.bytesPerObservation)},
        {u"bytes_per_live_row"_s, orNull(report.bytesPerLiveRow)},
        {u"bytes_per_chunk_row"_s, orNull(report.bytesPerChunkRow)},
        {u"rollup_bytes_per_observation"_s, orNull(report.rollupBytesPerObservation)},
        {u"oldest_raw"_s, oldest ? QJsonValue(cells::time(*oldest)) : QJsonValue::Null},
        {u"keep_raw_days"_s,
         policy.keepRaw ? QJsonValue(qint64(policy.keepRaw->count())) : QJsonValue::Null},
        {u"max_size_bytes"_s, policy.maxBytes ? QJsonValue(*policy.maxBytes) : QJsonValue::Null},
        {u"forecast"_s, forecastJson(report.forecast)},
        {u"no_forecast"_s, gapJson(report.noForecast)}};
}

} // namespace plimsoll
