// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/exchange/jsonfieldreader.h"

#include "probes/domain/redact.h"
#include "storage/exchange/values.h"

#include <QJsonArray>
#include <QUuid>

namespace plimsoll::exchange {

using namespace Qt::StringLiterals;

namespace {

std::optional<qint64> wholeNumber(const QJsonValue& value)
{
    // Told apart by two defaults: there is no other way to ask whether it is whole.
    const qint64 number = value.toInteger(0);
    return value.isDouble() && number == value.toInteger(1) ? std::optional(number) : std::nullopt;
}

template<typename Duration>
void setDuration(std::optional<Duration>& value, std::optional<qint64> count)
{
    if (count) {
        value = Duration(*count);
    }
}

std::optional<QByteArray> bytesOf(const QJsonValue& value)
{
    if (value.isString()) {
        return value.toString().toUtf8();
    }
    const QJsonObject coded = value.toObject();
    const auto decoded = QByteArray::fromBase64Encoding(coded[u"base64"].toString().toLatin1(),
                                                        QByteArray::AbortOnBase64DecodingErrors);
    return coded.size() == 1 && coded[u"base64"].isString() && decoded
        ? std::optional(decoded.decoded)
        : std::nullopt;
}

QString with(const char* name, const char* unit)
{
    return QLatin1String(name) + QLatin1String(unit);
}

} // namespace

QByteArray withoutSecret(const QByteArray& header, const QByteArray& value)
{
    return isSecretHeader(header) ? QByteArray("[redacted]") : redacted(value);
}

JsonFieldReader::JsonFieldReader(QJsonObject json, QString path, QStringList& problems)
    : m_json(std::move(json))
    , m_path(std::move(path))
    , m_problems(problems)
{
}

void JsonFieldReader::identity(QByteArray& agent, qint64& seq)
{
    const auto uuid = word(u"agent"_s);
    const auto number = integer(u"seq"_s, 1, largest);
    if (uuid && QUuid::fromString(*uuid).isNull()) {
        mustBe(u"agent"_s, u"a uuid"_s);
    } else if (uuid && !number) {
        missing(u"seq"_s);
    } else if (uuid) {
        agent = uuid->toLatin1();
    }
    seq = number.value_or(0);
}

void JsonFieldReader::moment(const char* name, TimePoint& t)
{
    const QString key = with(name, "_epoch_ms");
    if (!m_json.contains(key)) {
        missing(key);
    } else if (const auto ms = integer(key, 0, latestMs)) {
        t = fromEpochMs(*ms);
    }
}

void JsonFieldReader::text(const char* name, QString& value)
{
    if (const auto text = word(QString::fromLatin1(name))) {
        value = redacted(*text);
    }
}

void JsonFieldReader::httpStatus(const char* name, int& status)
{
    status = int(integer(QString::fromLatin1(name), 100, 999).value_or(0));
}

void JsonFieldReader::lateness(const char* name, Micros& value)
{
    value = Micros(integer(with(name, "_us"), -largest, largest).value_or(0));
}

void JsonFieldReader::duration(const char* name, std::optional<Micros>& value)
{
    setDuration(value, integer(with(name, "_us"), 0, largest));
}

void JsonFieldReader::durations(const char* name, std::vector<Micros>& values)
{
    const QString key = with(name, "_us");
    const QJsonValue array = take(key);
    if (array.isUndefined()) {
        return;
    }
    bool sound = array.isArray();
    const QJsonArray elements = array.toArray();
    for (const QJsonValue& element : elements) {
        const auto number = wholeNumber(element);
        sound = sound && number && *number >= 0;
        values.emplace_back(number.value_or(0));
    }
    if (!sound) {
        mustBe(key, u"a list of integers from 0 on"_s);
    }
}

void JsonFieldReader::count(const char* name, std::optional<qint64>& value)
{
    value = integer(QString::fromLatin1(name), 0, largest);
}

void JsonFieldReader::money(const char* name, std::optional<qint64>& nanoUsd)
{
    nanoUsd = integer(with(name, "_nano_usd"), 0, largest);
}

void JsonFieldReader::retryAfter(const char* name, std::optional<std::chrono::seconds>& value)
{
    setDuration(value, integer(QString::fromLatin1(name), 0, largest));
}

void JsonFieldReader::clockSkew(const char* name, std::optional<std::chrono::milliseconds>& value)
{
    setDuration(value, integer(QString::fromLatin1(name), -largest, largest));
}

void JsonFieldReader::flag(const char* name, bool& value)
{
    const QString key = QString::fromLatin1(name);
    const QJsonValue flag = take(key);
    if (!flag.isUndefined() && !flag.isBool()) {
        mustBe(key, u"true or false"_s);
    }
    value = flag.toBool();
}

void JsonFieldReader::httpVersion(const char* name, quint8& version)
{
    const QString key = QString::fromLatin1(name);
    if (const auto text = word(key)) {
        const auto number = versionOf(*text);
        version = number.value_or(quint8(0));
        if (!number) {
            mustBe(key, u"like \"1.1\""_s);
        }
    }
}

void JsonFieldReader::addressFamily(const char* name, quint8& family)
{
    family = quint8(integer(QString::fromLatin1(name), 1, 255).value_or(0));
}

void JsonFieldReader::limits(const char* name, RateLimits& limits)
{
    group(name, [&limits](JsonFieldReader& all) {
        for (const LimitKind kind : limitKinds) {
            all.group(plimsoll::name(kind).data(), [&limits, kind](JsonFieldReader& one) {
                LimitReading& reading = limits[kind];
                one.count("limit", reading.limit);
                one.count("remaining", reading.remaining);
                if (one.m_json.contains(u"reset_epoch_ms")) {
                    one.moment("reset", reading.reset.emplace());
                }
            });
        }
    });
}

void JsonFieldReader::headers(const char* name, HeaderList& headers)
{
    const QString key = QString::fromLatin1(name);
    const QJsonValue list = take(key);
    if (list.isUndefined()) {
        return;
    }
    bool sound = list.isArray();
    const QJsonArray pairs = list.toArray();
    for (const QJsonValue& element : pairs) {
        const QJsonArray pair = element.toArray();
        const auto header = bytesOf(pair.at(0));
        const auto value = bytesOf(pair.at(1));
        sound = sound && pair.size() == 2 && header && value;
        if (sound) {
            headers.emplace_back(*header, withoutSecret(*header, *value));
        }
    }
    if (!sound) {
        mustBe(key, u"a list of pairs of a name and a value"_s);
    }
}

void JsonFieldReader::bytes(const char* name, QByteArray& value)
{
    const QString key = QString::fromLatin1(name);
    const QJsonValue given = take(key);
    if (given.isUndefined()) {
        return;
    }
    if (const auto bytes = bytesOf(given)) {
        value = redacted(*bytes);
    } else {
        mustBe(key, u"text or {\"base64\": \"...\"}"_s);
    }
}

void JsonFieldReader::refuseTheRest()
{
    const QStringList keys = m_json.keys();
    for (const QString& key : keys) {
        m_problems += u"there is no key \"%1\""_s.arg(QString(m_path + redacted(key)));
    }
}

QJsonValue JsonFieldReader::take(const QString& key)
{
    return m_json.take(key);
}

std::optional<qint64> JsonFieldReader::integer(const QString& key, qint64 least, qint64 most)
{
    const QJsonValue value = take(key);
    if (value.isUndefined()) {
        return std::nullopt;
    }
    const auto number = wholeNumber(value);
    if (!number || *number < least || *number > most) {
        mustBe(key, integerFrom(least, most));
        return std::nullopt;
    }
    return number;
}

std::optional<QString> JsonFieldReader::word(const QString& key)
{
    const QJsonValue value = take(key);
    if (!value.isUndefined() && !value.isString()) {
        mustBe(key, u"text"_s);
    }
    return value.isString() ? std::optional(value.toString()) : std::nullopt;
}

std::optional<QJsonObject> JsonFieldReader::object(const QString& key)
{
    const QJsonValue value = take(key);
    if (!value.isUndefined() && !value.isObject()) {
        mustBe(key, u"an object"_s);
    }
    return value.isObject() ? std::optional(value.toObject()) : std::nullopt;
}

void JsonFieldReader::mustBe(const QString& key, const QString& what)
{
    m_problems += u"%1 must be %2"_s.arg(QString(m_path + key), redacted(what));
}

void JsonFieldReader::missing(const QString& key)
{
    m_problems += u"%1 is missing"_s.arg(QString(m_path + key));
}

} // namespace plimsoll::exchange
