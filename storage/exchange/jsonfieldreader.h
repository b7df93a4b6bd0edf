// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/observation.h"
#include "storage/exchange/observationfields.h"

#include <QJsonObject>
#include <QStringList>

namespace plimsoll::exchange {

// The value of a header as it may leave or enter: without keys and cookies.
QByteArray withoutSecret(const QByteArray& header, const QByteArray& value);

// Takes an observation out of the object that observationLine() wrote, one field after the other;
// see visitFields(). What is wrong is told by the path of its key: "limits.requests.limit must be
// an integer from 0 on".
class JsonFieldReader
{
public:
    JsonFieldReader(QJsonObject json, QString path, QStringList& problems);

    // The agent, a uuid, and the seq that it gave: both or none.
    void identity(QByteArray& agent, qint64& seq);

    void moment(const char* name, TimePoint& t);
    void text(const char* name, QString& value);
    template<typename Enum>
    void named(const char* name, Enum& value);
    void httpStatus(const char* name, int& status);
    void lateness(const char* name, Micros& value);
    void duration(const char* name, std::optional<Micros>& value);
    void durations(const char* name, std::vector<Micros>& values);
    void count(const char* name, std::optional<qint64>& value);
    void money(const char* name, std::optional<qint64>& nanoUsd);
    void retryAfter(const char* name, std::optional<std::chrono::seconds>& value);
    void clockSkew(const char* name, std::optional<std::chrono::milliseconds>& value);
    void flag(const char* name, bool& value);
    void httpVersion(const char* name, quint8& version);
    void addressFamily(const char* name, quint8& family);
    template<typename Visit>
    void group(const char* name, const Visit& visit);
    void limits(const char* name, RateLimits& limits);
    void headers(const char* name, HeaderList& headers);
    void bytes(const char* name, QByteArray& value);

    // Keys that nobody asked for.
    void refuseTheRest();

private:
    QJsonValue take(const QString& key); // undefined when it is not there
    std::optional<qint64> integer(const QString& key, qint64 least, qint64 most);
    std::optional<QString> word(const QString& key);
    std::optional<QJsonObject> object(const QString& key);
    void mustBe(const QString& key, const QString& what);
    void missing(const QString& key);

    QJsonObject m_json;
    QString m_path;
    QStringList& m_problems;
};

template<typename Enum>
void JsonFieldReader::named(const char* name, Enum& value)
{
    const QString key = QString::fromLatin1(name);
    // Without a name for its first value it may be left out.
    const bool missed = plimsoll::name(Enum {}).size() > 0 && !m_json.contains(key);
    if (const auto text = word(key)) {
        if (const auto found = fromName(*text, Enum {})) {
            value = *found;
        } else {
            mustBe(key, QStringLiteral("one of those known; \"%1\" is none").arg(*text));
        }
    } else if (missed) {
        missing(key);
    }
}

template<typename Visit>
void JsonFieldReader::group(const char* name, const Visit& visit)
{
    const QString key = QString::fromLatin1(name);
    if (const auto json = object(key)) {
        JsonFieldReader inner(*json, m_path + key + QLatin1Char('.'), m_problems);
        visit(inner);
        inner.refuseTheRest();
    }
}

} // namespace plimsoll::exchange
