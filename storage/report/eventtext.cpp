// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/report/eventtext.h"

#include "storage/report/answerwords.h"

#include <QDateTime>

namespace plimsoll {

namespace {

using namespace Qt::StringLiterals;
using namespace answerwords;

constexpr double microsPerMilli = 1000;
constexpr qint64 hoursOfWeek = 168;

QString labelOf(LatencyFigure figure)
{
    switch (figure) {
    case LatencyFigure::FirstTokenP50:
        return u"  first token p50"_s;
    case LatencyFigure::FirstTokenP95:
        return u"  first token p95"_s;
    case LatencyFigure::TokenGapP50:
        return u"  per token p50"_s;
    case LatencyFigure::TotalP99:
        break;
    }
    return u"  total p99"_s;
}

QString milliseconds(double micros) // three digits
{
    const double value = micros / microsPerMilli;
    return QString::number(value, 'f', value < 10 ? 2 : value < 100 ? 1 : 0);
}

QString times(double ratio)
{
    return QString::number(ratio, 'f', 3);
}

QString lackText(const stats::QuantileShift& shift)
{
    const auto needed = stats::valuesNeeded(shift.q);
    if (shift.a.n < needed || shift.b.n < needed) {
        return u"n = %1 and %2, each side needs %3"_s.arg(shift.a.n).arg(shift.b.n).arg(needed);
    }
    return u"%1 and %2 days, each side needs %3"_s.arg(shift.a.blocks)
        .arg(shift.b.blocks)
        .arg(stats::VerdictOptions().minBlocks);
}

QString latencyText(const LatencyAnswer& answer, const stats::QuantileShift& shift)
{
    const QString verdict = verdictText(answer.verdict) + u": "_s;
    if (answer.verdict == stats::Verdict::NotEnoughData) {
        return verdict + lackText(shift);
    }
    QString text = verdict
        + u"%1 to %2 ms, %3 times"_s.arg(milliseconds(shift.a.quantile),
                                         milliseconds(shift.b.quantile), times(shift.ratio));
    if (shift.interval) {
        text += u" (%1 to %2)"_s.arg(times(shift.interval->low), times(shift.interval->high));
    }
    return text + u", %1, n = %2 and %3"_s.arg(pText(answer.p)).arg(shift.a.n).arg(shift.b.n);
}

QString hour(TimePoint t)
{
    return QDateTime::fromMSecsSinceEpoch(toEpochMs(t), Qt::UTC).toString(u"yyyy-MM-dd HH:mm"_s);
}

QString spanText(const EventAnswer& answer)
{
    const qint64 weeks = answer.before.length() / std::chrono::hours(hoursOfWeek);
    const QString title = answer.title.isEmpty() ? QString() : answer.title + u": "_s;
    return title
        + u"the %1 until %2 against the %1 from %3 UTC"_s.arg(
            weeks == 1 ? u"week"_s : u"%1 weeks"_s.arg(weeks), hour(answer.before.to),
            hour(answer.after.from));
}

QString rateText(const EventAnswer& answer)
{
    const QString text = changeText(answer.verdict, answer.comparison, answer.p);
    if (answer.verdict != stats::Verdict::NotEnoughData) {
        return text;
    }
    return answer.enoughAt
        ? text + u"; enough on %1 at this pace"_s.arg(day(*answer.enoughAt))
        : text + u"; never enough at this pace with what is stored from before"_s;
}

QString crossedText(const EventAnswer& answer)
{
    QStringList days;
    for (const TimePoint other : answer.crossed) {
        days << day(other);
    }
    return u"too near to tell it from what was announced for %1"_s.arg(days.join(u", "_s));
}

} // namespace

QString latencyLines(const std::vector<LatencyAnswer>& answers)
{
    QString text;
    for (const LatencyAnswer& answer : answers) {
        if (answer.shift) {
            text += line(labelOf(answer.figure), latencyText(answer, *answer.shift));
        }
    }
    return text;
}

QString eventLines(const EventAnswer& answer)
{
    QString text = line(u"Event "_s + day(answer.at), spanText(answer));
    if (!answer.crossed.empty()) {
        text += line(u"  beware"_s, crossedText(answer));
    }
    return text + line(u"  overload rate"_s, rateText(answer)) + latencyLines(answer.latencies);
}

} // namespace plimsoll
