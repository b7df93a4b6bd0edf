// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/timeargument.h"

#include "app/config/duration.h"

#include <QDateTime>
#include <QRegularExpression>

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

Error notATime(const QString& option, const QString& text)
{
    return {
        Error::Code::Usage,
        u"%1 \"%2\" is not a time. Write \"now\", an age such as \"7d\" or \"90m\", a date such "
        "as 2026-05-06 or a time with its zone such as 2026-05-06T16:00:00Z."_s.arg(option, text)};
}

} // namespace

std::optional<TimePoint> parseTime(const QString& text, TimePoint now)
{
    static const QRegularExpression dateOnly(u"^\\d{4}-\\d{2}-\\d{2}\\z"_s);
    static const QRegularExpression zoned(
        u"^\\d{4}-\\d{2}-\\d{2}[Tt ]\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?([Zz]|[+-]\\d{2}:\\d{2})$"_s);
    const QString trimmed = text.trimmed();
    if (trimmed == u"now") {
        return now;
    }
    if (const auto age = parseDuration(trimmed)) {
        return now - *age;
    }
    if (dateOnly.match(trimmed).hasMatch()) {
        const QDate date = QDate::fromString(trimmed, Qt::ISODate);
        return date.isValid()
            ? std::optional(fromEpochMs(date.startOfDay(Qt::UTC).toMSecsSinceEpoch()))
            : std::nullopt;
    }
    if (!zoned.match(trimmed).hasMatch()) {
        return std::nullopt;
    }
    const QDateTime moment = QDateTime::fromString(trimmed.toUpper(), Qt::ISODateWithMs);
    return moment.isValid() ? std::optional(fromEpochMs(moment.toMSecsSinceEpoch())) : std::nullopt;
}

Result<TimePoint> parseMoment(const QString& option, const QString& text, TimePoint now)
{
    const auto moment = parseTime(text, now);
    if (!moment) {
        return notATime(option, text);
    }
    return *moment;
}

Result<TimeRange> parseRange(const QString& since, const QString& until, TimeRange defaults,
                             TimePoint now)
{
    const auto from = since.isEmpty() ? defaults.from : parseTime(since, now);
    if (!from) {
        return notATime(u"--since"_s, since);
    }
    const auto to = until.isEmpty() ? defaults.to : parseTime(until, now);
    if (!to) {
        return notATime(u"--until"_s, until);
    }
    if (*to <= *from) {
        return Error {Error::Code::Usage, u"--since must lie before --until."_s};
    }
    return TimeRange {*from, *to};
}

} // namespace plimsoll
