// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline/fusefile.h"

#include "probes/domain/redact.h"
#include "storage/report/outputfile.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

#include <cmath>

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

template<typename T>
QJsonValue orNull(const std::optional<T>& value)
{
    return value ? QJsonValue(*value) : QJsonValue(QJsonValue::Null);
}

std::optional<qint64> number(const QJsonValue& value)
{
    return value.isDouble() ? std::optional(value.toInteger()) : std::nullopt;
}

std::optional<qint64> nanoUsd(const QJsonValue& value)
{
    return value.isDouble() ? std::optional<qint64>(std::llround(value.toDouble() * 1e9))
                            : std::nullopt;
}

std::optional<double> usd(const std::optional<qint64>& nanoUsd)
{
    return nanoUsd ? std::optional(double(*nanoUsd) * 1e-9) : std::nullopt;
}

FuseTrip tripOf(const QJsonObject& json)
{
    const QJsonObject asked = json[u"asked"].toObject();
    const QJsonObject billed = json[u"billed"].toObject();
    const QDateTime at = QDateTime::fromString(json[u"at"].toString(), Qt::ISODateWithMs);
    FuseTrip trip;
    trip.at = fromEpochMs(at.isValid() ? at.toMSecsSinceEpoch() : 0);
    trip.target = {.model = json[u"model"].toString(),
                   .kind =
                       probeKindFromName(json[u"kind"].toString()).value_or(ProbeKind::Admission),
                   .organization = json[u"organization"].toString()};
    trip.reason = json[u"reason"].toString();
    trip.asked = {.inputTokens = asked[u"input_tokens"].toInteger(),
                  .outputTokens = asked[u"output_tokens"].toInteger(),
                  .nanoUsd = nanoUsd(asked[u"usd"]).value_or(0)};
    trip.billed = {.input = number(billed[u"input_tokens"]),
                   .output = number(billed[u"output_tokens"]),
                   .cacheWrite = number(billed[u"cache_write_tokens"]),
                   .cacheRead = number(billed[u"cache_read_tokens"])};
    trip.costNanoUsd = nanoUsd(billed[u"usd"]);
    trip.requestId = json[u"request_id"].toString();
    return trip;
}

} // namespace

QString fuseFile(const QString& database)
{
    return database + u".fuse"_s;
}

QJsonObject toJson(const FuseTrip& trip)
{
    const QString at =
        QDateTime::fromMSecsSinceEpoch(toEpochMs(trip.at), Qt::UTC).toString(Qt::ISODateWithMs);
    return {{u"at"_s, at},
            {u"reason"_s, redacted(trip.reason)},
            {u"model"_s, redacted(trip.target.model)},
            {u"kind"_s, QString(name(trip.target.kind))},
            {u"organization"_s, redacted(trip.target.organization)},
            {u"request_id"_s, redacted(trip.requestId)},
            {u"asked"_s,
             QJsonObject {{u"input_tokens"_s, trip.asked.inputTokens},
                          {u"output_tokens"_s, trip.asked.outputTokens},
                          {u"usd"_s, double(trip.asked.nanoUsd) * 1e-9}}},
            {u"billed"_s,
             QJsonObject {{u"input_tokens"_s, orNull(trip.billed.input)},
                          {u"output_tokens"_s, orNull(trip.billed.output)},
                          {u"cache_write_tokens"_s, orNull(trip.billed.cacheWrite)},
                          {u"cache_read_tokens"_s, orNull(trip.billed.cacheRead)},
                          {u"usd"_s, orNull(usd(trip.costNanoUsd))}}}};
}

std::optional<FuseTrip> readFuse(const QString& path)
{
    const QFileInfo info(path);
    if (!info.exists() && !info.isSymLink()) {
        return std::nullopt;
    }
    QFile file(path);
    constexpr qint64 enough = 64 * 1024;
    const QByteArray text = file.open(QIODevice::ReadOnly) ? file.read(enough) : QByteArray();
    FuseTrip trip = tripOf(QJsonDocument::fromJson(text).object());
    if (trip.reason.isEmpty()) {
        trip.at = fromEpochMs(info.lastModified().toMSecsSinceEpoch());
        trip.reason = u"%1 is there, but says no more"_s.arg(path);
    }
    return trip;
}

Result<void> writeFuse(const QString& path, const FuseTrip& trip)
{
    return writeOutput(path, [&trip](QIODevice& device) -> Result<void> {
        const QByteArray text = QJsonDocument(toJson(trip)).toJson();
        if (device.write(text) != text.size()) {
            return Error {Error::Code::Io, device.errorString()};
        }
        return {};
    });
}

Result<bool> removeFuse(const QString& path)
{
    if (!readFuse(path)) {
        return false;
    }
    QFile file(path);
    if (!file.remove()) {
        return Error {Error::Code::Permission,
                      u"%1 cannot be deleted, so the fuse stays tripped: %2."_s.arg(
                          path, file.errorString())};
    }
    return true;
}

} // namespace plimsoll
