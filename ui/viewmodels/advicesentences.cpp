// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/advicesentences.h"

#include "storage/query/verdict.h"
#include "ui/viewmodels/survivalreading.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

using std::chrono::milliseconds;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(AdviceSentences)
};

// What it would take to tell; "" when enough were watched.
QString tooFewText(const Advice& advice, const Format& format)
{
    if (advice.isEnough()) {
        return {};
    }
    const QString watched = format.numbers.count(qint64(advice.watched));
    const QString least = format.numbers.count(qint64(adviceRules::leastWatched));
    QString text = advice.already == milliseconds(0)
        ? Text::tr("%1 of the %2 overloads it takes were timed").arg(watched, least)
        : Text::tr("%1 of the %2 overloads it takes lasted longer than %3")
              .arg(watched, least, approximateAge(advice.already));
    if (advice.enoughAt) {
        text += Text::tr("; enough on %1 at this pace").arg(format.times.date(*advice.enoughAt));
    } else if (advice.enoughEvidence) {
        text += Text::tr("; at this pace it takes evidence of %1")
                    .arg(approximateAge(*advice.enoughEvidence));
    } else {
        text += Text::tr("; when there will be enough cannot be told");
    }
    return text + u'.';
}

// What to do about an overload, without saying whether there is one.
QString actionText(const Advice& advice, const Format& format)
{
    const Fallback* other = advice.other();
    const QString name = other ? other->displayName : QString();
    if (!advice.isEnough()) {
        return other ? Text::tr("use %1; how long to wait is not known yet").arg(name)
                     : Text::tr("how long to wait is not known yet");
    }
    if (other && advice.switchAfter && *advice.switchAfter == milliseconds(0)) {
        return Text::tr("do not wait, use %1").arg(name);
    }
    if (!advice.firstWait) {
        return other
            ? Text::tr("use %1; most overloads that lasted so long outlasted the data").arg(name)
            : Text::tr("no wait can be advised; most overloads that lasted so long outlasted the "
                       "data");
    }
    if (other && advice.switchAfter && *advice.switchAfter < *advice.firstWait) {
        return Text::tr("if it is not over within %1, use %2")
            .arg(waitText(*advice.switchAfter, format), name);
    }
    const QString wait = waitText(*advice.firstWait, format);
    if (!other || !advice.switchAfter) {
        return Text::tr("wait %1, then try again").arg(wait);
    }
    if (*advice.switchAfter == *advice.firstWait) {
        return Text::tr("wait %1, then try again; if that fails use %2").arg(wait, name);
    }
    return Text::tr("wait %1, then try again; after %2 use %3")
        .arg(wait, waitText(*advice.switchAfter, format), name);
}

QString presentText(const Advice& advice, TimePoint asOf, const QString& action)
{
    switch (advice.load) {
    case Load::Calm:
        return Text::tr("%1 is not overloaded. If you meet an overload: %2.")
            .arg(advice.displayName, action);
    case Load::Overloaded:
        return Text::tr("%1 has been overloaded for %2: %3.")
            .arg(advice.displayName, approximateAge(advice.already), action);
    case Load::Unknown:
        break;
    }
    return Text::tr("Whether %1 is overloaded is not known, its newest probe is %2 old. If it is: "
                    "%3.")
        .arg(advice.displayName, approximateAge(asOf - *advice.newest), action);
}

Condition conditionOf(Load load)
{
    switch (load) {
    case Load::Calm:
        return Condition::Normal;
    case Load::Overloaded:
        return Condition::Bad;
    case Load::Unknown:
        break;
    }
    return Condition::Unknown;
}

QString overloadsText(std::size_t count)
{
    return count == 1 ? Text::tr("1 overload") : Text::tr("%n overloads", nullptr, int(count));
}

QString evidenceText(const Advice& advice, const Format& format)
{
    const QString count = overloadsText(advice.bursts.bursts.size());
    const QString since = advice.since ? format.times.date(*advice.since) : u"—"_s;
    const QString watched = format.numbers.count(qint64(advice.watched));
    const QString text = advice.already > milliseconds(0)
        ? Text::tr("%1 since %2, %3 of them watched beyond %4")
              .arg(count, since, watched, approximateAge(advice.already))
        : Text::tr("%1 since %2, %3 of them timed from their begin").arg(count, since, watched);
    return advice.endResolution > milliseconds(0)
        ? Text::tr("%1; their ends are known to within %2.")
              .arg(text, approximateAge(advice.endResolution))
        : text + u'.';
}

QString planText(const RetryPlan& plan, const Format& format)
{
    QStringList delays;
    for (const milliseconds delay : plan.delays) {
        delays << waitText(delay, format);
    }
    const milliseconds waiting(qRound64(plan.outlook.wait.count()));
    return Text::tr("Tries after %1: %2 on average, %3 succeed, %4 of waiting.")
        .arg(delays.join(u", "_s), QLocale().toString(plan.outlook.attempts, 'f', 1),
             format.numbers.wholePercent(plan.outlook.succeeds), approximateAge(waiting));
}

QString switchText(const Advice& advice, const Format& format)
{
    QString text = !advice.switchAfter ? Text::tr("Switching never pays, as far as the data reach")
        : *advice.switchAfter == milliseconds(0)
        ? Text::tr("Switching pays at once")
        : Text::tr("Switching pays after another %1").arg(waitText(*advice.switchAfter, format));
    if (!advice.meanResidual) {
        return text + u'.';
    }
    const QString rest = approximateAge(milliseconds(qRound64(advice.meanResidual->count())));
    return (advice.residualIsLeast ? Text::tr("%1; the mean wait to the end is at least %2.")
                                   : Text::tr("%1; the mean wait to the end is %2."))
        .arg(text, rest);
}

} // namespace

QString waitText(milliseconds wait, const Format& format)
{
    using namespace std::chrono;
    const seconds whole = ceil<seconds>(wait);
    return format.numbers.duration(whole < hours(1) ? milliseconds(whole)
                                                    : milliseconds(ceil<minutes>(wait)));
}

Headline adviceHeadline(const Advice& advice, TimePoint asOf, const Format& format)
{
    if (!advice.newest) {
        return {.condition = Condition::Unknown,
                .sentence = Text::tr("No probe of %1 reached the service; nothing can be advised.")
                                .arg(advice.displayName),
                .detail = {}};
    }
    QStringList details {evidenceText(advice, format)};
    if (const QString few = tooFewText(advice, format); !few.isEmpty()) {
        details << few;
    }
    details << Text::tr("Newest probe %1 ago.").arg(approximateAge(asOf - *advice.newest));
    return {.condition = conditionOf(advice.load),
            .sentence = presentText(advice, asOf, actionText(advice, format)),
            .detail = details.join(u' ')};
}

QString mustHaveText(const Advice& advice, const Format& format)
{
    if (!advice.isEnough()) {
        return Text::tr("How long to wait is not known yet: %1").arg(tooFewText(advice, format));
    }
    if (!advice.firstWait) {
        return Text::tr("Most overloads that lasted so long outlasted the data; no wait can be "
                        "advised.");
    }
    QString text = Text::tr("Wait %1, then try again: it is over by then as likely as not.")
                       .arg(waitText(*advice.firstWait, format));
    if (advice.plan) {
        text += u' ' + planText(*advice.plan, format);
    }
    return text;
}

QString anyModelText(const Advice& advice, const Format& format)
{
    const Fallback* other = advice.other();
    if (!other) {
        return advice.others.empty()
            ? Text::tr("No other model was probed while %1 was overloaded.").arg(advice.displayName)
            : Text::tr("No other model is calm now and answered more often than not while %1 was "
                       "overloaded.")
                  .arg(advice.displayName);
    }
    QString text =
        Text::tr("Use %1. While %2 was overloaded it answered %3.")
            .arg(other->displayName, advice.displayName, format.numbers.rate(other->answered));
    if (advice.isEnough()) {
        text += u' ' + switchText(advice, format);
    }
    return text;
}

QString watchedText(const Advice& advice, const Format& format)
{
    const QString watched = format.numbers.count(qint64(advice.watched));
    return advice.already == milliseconds(0)
        ? Text::tr("just met, n = %1").arg(watched)
        : Text::tr("%1 in, n = %2").arg(format.numbers.duration(advice.already), watched);
}

QString lengthsCaption(const Advice& advice, const Format& format)
{
    const SurvivalReading reading = survivalReading(advice);
    if (reading.line.empty()) {
        return Text::tr("No overload of known begin in the evidence.");
    }
    return Text::tr("Share still going on, 95 % band, log scale. %1 of %2 open or cut by a gap. "
                    "Drag the handle or press ◂ ▸.")
        .arg(format.numbers.count(qint64(reading.cut)),
             format.numbers.count(qint64(reading.counted)));
}

QString resolutionText(const Advice& advice)
{
    return advice.endResolution > milliseconds(0)
        ? Text::tr("Ends are known to within %1; of a wait shorter than half of that nothing is "
                   "known.")
              .arg(approximateAge(advice.endResolution))
        : QString();
}

QString lengthsSummary(const Advice& advice, const Format& format)
{
    if (!advice.bursts.median) {
        return lengthsCaption(advice, format);
    }
    return Text::tr("Half of the overloads of %1 are over within %2 of the first overloaded probe.")
               .arg(advice.displayName, format.numbers.duration(advice.bursts.median->value))
        + u' ' + lengthsCaption(advice, format);
}

} // namespace plimsoll
