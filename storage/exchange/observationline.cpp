// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/exchange/observationline.h"

#include "probes/domain/redact.h"
#include "storage/exchange/jsonfieldreader.h"
#include "storage/exchange/observationfields.h"
#include "storage/report/cells.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

// Text where the bytes are UTF-8 as it is written, without a byte order mark.
QJsonValue bytesJson(const QByteArray& bytes)
{
    const QString text = QString::fromUtf8(bytes);
    if (text.toUtf8() == bytes) {
        return text;
    }
    return QJsonObject {{u"base64"_s, QString::fromLatin1(bytes.toBase64())}};
}

// Puts what is there into an object. See visitFields().
class JsonFieldWriter
{
public:
    void moment(const char* name, TimePoint t) { put(name, "_epoch_ms", toEpochMs(t)); }
    void text(const char* name, const QString& value)
    {
        if (!value.isEmpty()) {
            put(name, "", redacted(value));
        }
    }
    template<typename Enum>
    void named(const char* name, Enum value)
    {
        if (const QLatin1String word = plimsoll::name(value); !word.isEmpty()) {
            put(name, "", word);
        }
    }
    void httpStatus(const char* name, int status) { putUnlessZero(name, status); }
    void lateness(const char* name, Micros value) { put(name, "_us", qint64(value.count())); }
    void duration(const char* name, std::optional<Micros> value) { putCount(name, "_us", value); }
    void durations(const char* name, const std::vector<Micros>& values)
    {
        QJsonArray array;
        for (const Micros value : values) {
            array += qint64(value.count());
        }
        if (!array.isEmpty()) {
            put(name, "_us", array);
        }
    }
    void count(const char* name, std::optional<qint64> value)
    {
        if (value) {
            put(name, "", *value);
        }
    }
    void money(const char* name, std::optional<qint64> nanoUsd)
    {
        if (nanoUsd) {
            put(name, "_nano_usd", *nanoUsd);
        }
    }
    void retryAfter(const char* name, std::optional<std::chrono::seconds> value)
    {
        putCount(name, "", value);
    }
    void clockSkew(const char* name, std::optional<std::chrono::milliseconds> value)
    {
        putCount(name, "", value);
    }
    void flag(const char* name, bool value) { put(name, "", value); }
    void httpVersion(const char* name, quint8 version)
    {
        if (version != 0) {
            put(name, "", cells::httpVersion(version));
        }
    }
    void addressFamily(const char* name, quint8 family) { putUnlessZero(name, family); }
    template<typename Visit>
    void group(const char* name, const Visit& visit)
    {
        JsonFieldWriter inner;
        visit(inner);
        if (!inner.json.isEmpty()) {
            put(name, "", inner.json);
        }
    }
    void limits(const char* name, const RateLimits& limits)
    {
        group(name, [&limits](JsonFieldWriter& all) {
            for (const LimitKind kind : limitKinds) {
                all.group(plimsoll::name(kind).data(), [&limits, kind](JsonFieldWriter& one) {
                    const LimitReading& reading = limits[kind];
                    one.count("limit", reading.limit);
                    one.count("remaining", reading.remaining);
                    if (reading.reset) {
                        one.moment("reset", *reading.reset);
                    }
                });
            }
        });
    }
    void headers(const char* name, const HeaderList& headers)
    {
        QJsonArray array;
        for (const auto& [header, value] : headers) {
            array +=
                QJsonArray {bytesJson(header), bytesJson(exchange::withoutSecret(header, value))};
        }
        if (!array.isEmpty()) {
            put(name, "", array);
        }
    }
    void bytes(const char* name, const QByteArray& value)
    {
        if (!value.isEmpty()) {
            put(name, "", bytesJson(redacted(value)));
        }
    }

    QJsonObject json;

private:
    void put(const char* name, const char* unit, const QJsonValue& value)
    {
        json.insert(QString(QLatin1String(name) + QLatin1String(unit)), value);
    }
    void putUnlessZero(const char* name, int value)
    {
        if (value != 0) {
            put(name, "", value);
        }
    }
    template<typename Duration>
    void putCount(const char* name, const char* unit, const std::optional<Duration>& value)
    {
        if (value) {
            put(name, unit, qint64(value->count()));
        }
    }
};

} // namespace

QByteArray observationLine(const ExchangedObservation& exchanged)
{
    JsonFieldWriter writer;
    exchange::visitFields(writer, exchanged.observation);
    if (!exchanged.agent.isEmpty()) {
        writer.json.insert(u"agent"_s, QString::fromLatin1(exchanged.agent));
    }
    if (exchanged.observation.seq != 0) {
        writer.json.insert(u"seq"_s, exchanged.observation.seq);
    }
    if (exchanged.demo) {
        writer.json.insert(u"demo"_s, true);
    }
    return QJsonDocument(writer.json).toJson(QJsonDocument::Compact);
}

ReadLine readObservationLine(QByteArrayView line)
{
    if (line.size() > longestLine) {
        return {{}, {u"the line is longer than %1 bytes"_s.arg(longestLine)}};
    }
    QJsonParseError error;
    const QJsonDocument document =
        QJsonDocument::fromJson(QByteArray::fromRawData(line.data(), line.size()), &error);
    if (!document.isObject()) {
        const QString why = error.error == QJsonParseError::NoError
            ? u"it is no object"_s
            : u"%1 at byte %2"_s.arg(error.errorString()).arg(error.offset + 1);
        return {{}, {u"this is not one observation in JSON: "_s + why}};
    }
    ExchangedObservation exchanged;
    QStringList problems;
    exchange::JsonFieldReader reader(document.object(), {}, problems);
    reader.identity(exchanged.agent, exchanged.observation.seq);
    reader.flag("demo", exchanged.demo);
    exchange::visitFields(reader, exchanged.observation);
    reader.refuseTheRest();
    if (!problems.isEmpty()) {
        return {{}, problems};
    }
    return {std::move(exchanged), {}};
}

Result<ExchangedObservation> observationFromLine(QByteArrayView line, qint64 number)
{
    ReadLine read = readObservationLine(line);
    if (read.exchanged) {
        return std::move(*read.exchanged);
    }
    return Error {Error::Code::BadData,
                  u"Line %1: %2."_s.arg(number).arg(read.problems.join(u"; "_s))};
}

} // namespace plimsoll
