// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/verdict.h"
#include "storage/report/advicereport.h"

#include <QDateTime>

#include <algorithm>

namespace plimsoll {

namespace {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

constexpr int labelWidth = 17;

QString line(const QString& label, const QString& text)
{
    return u"  "_s + label.leftJustified(labelWidth) + text + u'\n';
}

QString formatted(TimePoint t, const QString& format)
{
    return QDateTime::fromMSecsSinceEpoch(toEpochMs(t), Qt::UTC).toString(format);
}

QString day(TimePoint t)
{
    return formatted(t, u"yyyy-MM-dd"_s);
}

QString clock(milliseconds sinceEpoch)
{
    return formatted(TimePoint(sinceEpoch), u"HH:mm:ss"_s);
}

QString percent(double share, int decimals = 0)
{
    return QString::number(share * 100, 'f', decimals);
}

// "45 s", "5 min 10 s", "2 h 5 min": a wait, which must not come out too short.
QString waitOf(milliseconds duration)
{
    using namespace std::chrono;
    const auto whole = ceil<seconds>(duration).count();
    if (whole < 60) {
        return u"%1 s"_s.arg(whole);
    }
    const bool hours = whole >= 3600;
    const auto count = hours ? ceil<minutes>(duration).count() : whole; // of the smaller unit
    const QString text = u"%1 %2"_s.arg(count / 60).arg(hours ? u"h"_s : u"min"_s);
    return count % 60 == 0 ? text
                           : u"%1 %2 %3"_s.arg(text).arg(count % 60).arg(hours ? u"min"_s : u"s"_s);
}

QString rounded(std::chrono::duration<double, std::milli> duration)
{
    return approximateAge(milliseconds(qRound64(duration.count())));
}

QString tooFewText(const Advice& advice)
{
    QString text = u"%1 of the %2 overloads it takes lasted longer than %3"_s.arg(advice.watched)
                       .arg(adviceRules::leastWatched)
                       .arg(approximateAge(advice.already));
    if (advice.already == milliseconds(0)) {
        text = u"%1 of the %2 overloads it takes were timed"_s.arg(advice.watched)
                   .arg(adviceRules::leastWatched);
    }
    if (advice.enoughAt) {
        return text + u"; enough on %1 at this pace"_s.arg(day(*advice.enoughAt));
    }
    if (advice.enoughEvidence) {
        return text
            + u"; at this pace it takes evidence of %1 (--since)"_s.arg(
                approximateAge(*advice.enoughEvidence));
    }
    return text + u"; when there will be enough cannot be told"_s;
}

QString otherText(const Fallback& other)
{
    return u"%1 (answered %2 % of the time)"_s.arg(other.displayName,
                                                   percent(other.answered.value));
}

// What to do about an overload, without saying whether there is one.
QString waitText(const Advice& advice)
{
    const Fallback* other = advice.other();
    if (!advice.isEnough()) {
        return (other ? u"use "_s + otherText(*other) + u"; how long to wait is not known yet: "_s
                      : u"how long to wait is not known yet: "_s)
            + tooFewText(advice);
    }
    if (other && advice.switchAfter && *advice.switchAfter == milliseconds(0)) {
        return u"use "_s + otherText(*other) + u" at once"_s;
    }
    if (!advice.firstWait) {
        return other ? u"use "_s + otherText(*other)
                + u"; most overloads that lasted so long outlasted the data"_s
                     : u"most overloads that lasted so long outlasted the data; no wait can be "
                       "advised"_s;
    }
    if (other && advice.switchAfter && *advice.switchAfter < *advice.firstWait) {
        return u"if it is not over within %1, use "_s.arg(waitOf(*advice.switchAfter))
            + otherText(*other);
    }
    const QString text = u"wait %1, then try again"_s.arg(waitOf(*advice.firstWait));
    if (!other || !advice.switchAfter) {
        return text;
    }
    return text
        + (*advice.switchAfter == *advice.firstWait
               ? u"; if that fails use "_s
               : u"; after %1 use "_s.arg(waitOf(*advice.switchAfter)))
        + otherText(*other);
}

QString nowText(const Advice& advice, TimePoint now)
{
    if (!advice.newest) {
        return u"no probe reached the service"_s;
    }
    const QString newest = u"newest probe %1 ago"_s.arg(approximateAge(now - *advice.newest));
    if (advice.load == Load::Unknown) {
        return u"not known, "_s + newest;
    }
    if (!advice.underWay) {
        return u"not overloaded, "_s + newest;
    }
    const stats::Burst& burst = *advice.underWay;
    const QString since = burst.startKnown
        ? u"since between %1 and %2 UTC"_s.arg(clock(burst.start.after), clock(burst.start.upTo))
        : u"since %1 UTC or earlier"_s.arg(clock(burst.start.upTo));
    return u"overloaded %1, %2 of %3 probes, %4"_s.arg(since)
        .arg(burst.overloaded)
        .arg(burst.probes)
        .arg(newest);
}

QString evidenceText(const Advice& advice)
{
    const auto count = advice.bursts.bursts.size();
    QString text = QString::number(count) + (count == 1 ? u" overload"_s : u" overloads"_s);
    if (advice.since) {
        text += u" since "_s + day(*advice.since);
    }
    text += advice.already > milliseconds(0)
        ? u", %1 of them watched beyond %2"_s.arg(advice.watched)
              .arg(approximateAge(advice.already))
        : u", %1 of them timed from their begin"_s.arg(advice.watched);
    if (advice.endResolution > milliseconds(0)) {
        text += u"; their ends are known to within %1"_s.arg(approximateAge(advice.endResolution));
    }
    return text;
}

QString chancesText(const Advice& advice)
{
    QStringList texts;
    for (const stats::WaitChance& chance : advice.chances) {
        const QString wait = approximateAge(chance.wait);
        texts << (chance.over ? u"%1 %2 % (%3 to %4)"_s.arg(wait, percent(chance.over->value),
                                                            percent(chance.over->low),
                                                            percent(chance.over->high))
                              : wait + u" not known"_s);
    }
    return texts.join(u", "_s);
}

QString planText(const RetryPlan& plan)
{
    QStringList delays;
    for (const milliseconds delay : plan.delays) {
        delays << waitOf(delay);
    }
    return u"after %1: %2 tries on average, %3 % succeed, %4 of waiting"_s.arg(
        delays.join(u", "_s), QString::number(plan.outlook.attempts, 'f', 1),
        percent(plan.outlook.succeeds), rounded(plan.outlook.wait));
}

QString switchText(const Advice& advice)
{
    const QString mean = advice.residualIsLeast ? u"at least "_s : u""_s;
    const QString residual = u"; the mean wait to the end is "_s + mean
        + (advice.meanResidual ? rounded(*advice.meanResidual) : u"not known"_s);
    if (!advice.switchAfter) {
        return u"never, as far as the data reach"_s + residual;
    }
    return (*advice.switchAfter == milliseconds(0)
                ? u"at once"_s
                : u"after another %1"_s.arg(waitOf(*advice.switchAfter)))
        + residual;
}

QString othersText(const Advice& advice)
{
    QStringList texts;
    for (const Fallback& other : advice.others) {
        QString text = u"%1 %2 % (%3 to %4, n = %5)"_s.arg(
            other.displayName, percent(other.answered.value, 1), percent(other.answered.low, 1),
            percent(other.answered.high, 1), QString::number(other.answered.n));
        if (other.load != Load::Calm) {
            text += other.load == Load::Overloaded ? u", itself overloaded now"_s
                                                   : u", not known now"_s;
        }
        texts << text;
    }
    return texts.join(u"; "_s);
}

QString clientsText(const Advice& advice)
{
    QStringList texts;
    for (const PolicyAnswer& policy : advice.bursts.policies) {
        const QString least = percent(policy.outcome.leastShare());
        const QString most = percent(policy.outcome.mostShare());
        texts << policy.client + u' ' + (least == most ? least : least + u" to "_s + most)
                + u" %"_s;
    }
    return texts.join(u", "_s);
}

QString modelText(const Advice& advice, TimePoint now)
{
    QString text = advice.displayName + u": "_s + recommendation(advice, now) + u'\n';
    text += line(u"Now"_s, nowText(advice, now));
    text += line(u"Evidence"_s, evidenceText(advice));
    if (!advice.chances.empty()) {
        text += line(u"Over within"_s, chancesText(advice));
    }
    if (advice.plan) {
        text += line(u"Tries"_s, planText(*advice.plan));
    }
    if (advice.isEnough() && advice.other()) {
        text += line(u"Switching pays"_s, switchText(advice));
    }
    if (!advice.others.empty()) {
        text += line(u"Meanwhile"_s, othersText(advice));
    }
    if (!advice.bursts.policies.empty()) {
        text += line(u"Clients got in"_s, clientsText(advice));
    }
    return text + u'\n';
}

} // namespace

QString recommendation(const Advice& advice, TimePoint now)
{
    if (!advice.newest) {
        return u"no probe reached the service; nothing can be advised."_s;
    }
    const QString age = approximateAge(now - *advice.newest);
    switch (advice.load) {
    case Load::Unknown:
        return u"whether it is overloaded is not known, its newest probe is %1 old; if it is: "_s
                   .arg(age)
            + waitText(advice) + u'.';
    case Load::Calm:
        return u"not overloaded %1 ago; if you meet an overload: "_s.arg(age) + waitText(advice)
            + u'.';
    case Load::Overloaded:
        break;
    }
    return waitText(advice) + u'.';
}

QString adviceText(const std::vector<Advice>& all, const AdviceQuestion& question)
{
    QString text;
    for (const Advice& advice : all) {
        text += modelText(advice, question.evidence.to);
    }
    if (all.empty()) {
        return u"No such model has been probed.\n"_s;
    }
    return text
        + u"Lengths count from the first overloaded probe on and are Kaplan and Meier's, cut by "
          "gaps;\n"
          "follow-ups time the ends. Intervals are of 95 %: Greenwood's for lengths, Wilson's for "
          "other\n"
          "models, which bursts make too narrow. The first try is when it is over as likely as "
          "not, each\n"
          "wait twice the one before, up to 5 min, for half an hour. Switching pays once the mean "
          "wait to\n"
          "the end times the chance that the other model answers exceeds %1 (--switch-cost). What "
          "clients\n"
          "got in is their retries on these very overloads, begun at any moment within them.\n"_s
              .arg(approximateAge(question.switchCost));
}

} // namespace plimsoll
