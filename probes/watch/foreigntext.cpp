// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/watch/foreigntext.h"

#include "probes/domain/redact.h"

#include <QDateTime>
#include <QRegularExpression>
#include <QTimeZone>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

struct Entity
{
    QLatin1String name;
    char16_t character;
};

constexpr std::array entities {
    Entity {"amp"_L1, u'&'},         Entity {"lt"_L1, u'<'},         Entity {"gt"_L1, u'>'},
    Entity {"quot"_L1, u'"'},        Entity {"apos"_L1, u'\''},      Entity {"nbsp"_L1, u' '},
    Entity {"ndash"_L1, u'\u2013'},  Entity {"mdash"_L1, u'\u2014'}, Entity {"rsquo"_L1, u'\u2019'},
    Entity {"lsquo"_L1, u'\u2018'},  Entity {"ldquo"_L1, u'\u201C'}, Entity {"rdquo"_L1, u'\u201D'},
    Entity {"hellip"_L1, u'\u2026'},
};

// A character reference without its & and ;, or nothing when it is none.
QString resolved(QStringView reference)
{
    if (reference.startsWith(u'#')) {
        const bool hexadecimal = reference.mid(1).startsWith(u'x', Qt::CaseInsensitive);
        bool ok = false;
        const uint code = reference.mid(hexadecimal ? 2 : 1).toUInt(&ok, hexadecimal ? 16 : 10);
        const bool character = ok && code >= 32 && code <= 0x10'FFFF && !QChar::isSurrogate(code);
        return character ? QString::fromUcs4(std::array {char32_t(code)}.data(), 1) : QString();
    }
    const auto found =
        std::ranges::find_if(entities, [&](const Entity& e) { return e.name == reference; });
    return found == entities.end() ? QString() : QString(QChar(found->character));
}

QString withoutEntities(const QString& text)
{
    static const QRegularExpression entity(u"&(#?[A-Za-z0-9]{1,10});"_s);
    QString result;
    qsizetype from = 0;
    for (auto it = entity.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        const QString character = resolved(match.capturedView(1));
        result.append(QStringView(text).sliced(from, match.capturedStart() - from));
        result.append(character.isEmpty() ? match.captured(0) : character);
        from = match.capturedEnd();
    }
    result.append(QStringView(text).sliced(from));
    return result;
}

bool isPage(QByteArrayView body)
{
    return body.trimmed().startsWith('<');
}

// Not inside a surrogate pair.
QString cut(QString text, qsizetype length)
{
    if (text.size() > length) {
        text.truncate(text.at(length - 1).isHighSurrogate() ? length - 1 : length);
    }
    return text;
}

} // namespace

Result<QJsonObject> readJsonObject(const QByteArray& body, const QString& what)
{
    if (isPage(body)) {
        return Error {Error::Code::BadData, u"%1 is a web page, not JSON"_s.arg(what)};
    }
    QJsonParseError mistake;
    const QJsonDocument document = QJsonDocument::fromJson(body, &mistake);
    if (mistake.error != QJsonParseError::NoError) {
        return Error {Error::Code::BadData,
                      u"%1 is not JSON: %2 at byte %3"_s.arg(what, mistake.errorString())
                          .arg(mistake.offset)};
    }
    if (!document.isObject()) {
        return Error {Error::Code::BadData, u"%1 is not a JSON object"_s.arg(what)};
    }
    return document.object();
}

QString plainText(const QString& html)
{
    // Not [^>]: a text of nothing but "<a" would be gone through once for each.
    static const QRegularExpression lineEnd(u"<\\s*(?:br|/p|/li|/div|/h[1-6])\\b[^<>]*>"_s,
                                            QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression tag(u"<[/!A-Za-z][^<>]*>"_s);
    QString text = html.left(4 * maxForeignText);
    text.replace(lineEnd, u"\n"_s);
    text.remove(tag);
    text = withoutEntities(text);
    text.removeIf(
        [](QChar c) { return c != u'\n' && c != u'\t' && c.category() == QChar::Other_Control; });
    QStringList lines = text.split(u'\n');
    for (QString& line : lines) {
        line = line.simplified();
    }
    lines.removeAll(QString());
    return cut(redacted(lines.join(u'\n')), maxForeignText);
}

QString plainTitle(const QString& text)
{
    return cut(plainText(text).simplified(), maxForeignTitle);
}

QByteArray evidence(const QByteArray& raw)
{
    QByteArray text = redacted(raw);
    if (text.size() > maxForeignRaw) {
        qsizetype end = maxForeignRaw;
        while (end > 0 && (uchar(text.at(end)) & 0xC0U) == 0x80U) {
            --end;
        }
        text.truncate(end);
    }
    return text;
}

std::optional<TimePoint> momentIn(const QJsonValue& value)
{
    const QString text = value.toString();
    static const QRegularExpression zoned(u"^\\d{4}-\\d\\d-\\d\\dT.*(?:Z|[+-]\\d\\d:?\\d\\d)\\z"_s);
    if (text.size() > 40 || !zoned.match(text).hasMatch()) {
        return std::nullopt;
    }
    const QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    constexpr TimePoint first = std::chrono::sys_days(std::chrono::year(2000) / 1 / 1);
    constexpr TimePoint end = std::chrono::sys_days(std::chrono::year(2200) / 1 / 1);
    const TimePoint moment = fromEpochMs(time.isValid() ? time.toMSecsSinceEpoch() : -1);
    return moment >= first && moment < end ? std::optional(moment) : std::nullopt;
}

QString momentText(TimePoint t)
{
    return QDateTime::fromMSecsSinceEpoch(toEpochMs(t), Qt::UTC).toString(Qt::ISODateWithMs);
}

} // namespace plimsoll
