// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/observationjson.h"

#include "probes/domain/redact.h"
#include "storage/exchange/observationfields.h"
#include "storage/report/cells.h"

#include <QJsonArray>

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

const QJsonValue null {QJsonValue::Null};

// As a person reads it: every field, in milliseconds and USD, null for unknown. See visitFields().
class ShownFields
{
public:
    void moment(const char* name, TimePoint t) { put(name, cells::time(t)); }
    void text(const char* name, const QString& value) { put(name, redacted(value)); }
    template<typename Enum>
    void named(const char* name, Enum value)
    {
        put(name, QString(plimsoll::name(value)));
    }
    void httpStatus(const char* name, int status) { put(name, orNull(status)); }
    void lateness(const char*, Micros) { } // of the schedule, and these were asked for by hand
    void duration(const char* name, const std::optional<Micros>& value)
    {
        put(QByteArray(name).append("_ms"), value ? milliseconds(*value) : null);
    }
    void durations(const char* name, const std::vector<Micros>& values)
    {
        QJsonArray array;
        for (const Micros value : values) {
            array += milliseconds(value);
        }
        put(QByteArray(name).append("_ms"), array);
    }
    void count(const char* name, const std::optional<qint64>& value)
    {
        put(name, value ? QJsonValue(*value) : null);
    }
    void money(const char* name, const std::optional<qint64>& nanoUsd)
    {
        put(QByteArray(name).append("_usd"), nanoUsd ? QJsonValue(double(*nanoUsd) / 1e9) : null);
    }
    void retryAfter(const char* name, const std::optional<std::chrono::seconds>& value)
    {
        put(name, value ? QJsonValue(qint64(value->count())) : null);
    }
    void clockSkew(const char* name, const std::optional<std::chrono::milliseconds>& value)
    {
        put(name, value ? QJsonValue(qint64(value->count())) : null);
    }
    void flag(const char* name, bool value) { put(name, value); }
    void httpVersion(const char* name, quint8 version)
    {
        put(name, version == 0 ? null : cells::httpVersion(version));
    }
    void addressFamily(const char* name, quint8 family) { put(name, orNull(family)); }
    template<typename Visit>
    void group(const char* name, const Visit& visit)
    {
        ShownFields inner;
        visit(inner);
        put(name, inner.json);
    }
    void limits(const char* name, const RateLimits& limits)
    {
        ShownFields told;
        for (const LimitKind kind : limitKinds) {
            const LimitReading& reading = limits[kind];
            if (reading.isEmpty()) {
                continue;
            }
            told.group(plimsoll::name(kind).data(), [&reading](ShownFields& one) {
                one.count("limit", reading.limit);
                one.count("remaining", reading.remaining);
                one.put("reset", reading.reset ? cells::time(*reading.reset) : null);
            });
        }
        put(name, told.json);
    }
    void headers(const char* name, const HeaderList& headers)
    {
        QJsonArray array;
        for (const auto& [header, value] : headers) {
            array += QJsonArray {QString::fromUtf8(header), redacted(QString::fromUtf8(value))};
        }
        put(name, array);
    }
    void bytes(const char* name, const QByteArray& value)
    {
        put(name, QString::fromUtf8(redacted(value)));
    }

    QJsonObject json;

private:
    void put(QByteArrayView name, const QJsonValue& value)
    {
        json.insert(QString::fromLatin1(name), value);
    }
    static QJsonValue milliseconds(Micros value) { return double(value.count()) / 1000; }
    static QJsonValue orNull(int value) { return value == 0 ? null : QJsonValue(value); }
};

} // namespace

QJsonObject toJson(const Observation& observation)
{
    ShownFields shown;
    exchange::visitFields(shown, observation);
    shown.json.insert(u"advice"_s, advice(observation.outcome));
    return shown.json;
}

} // namespace plimsoll
