// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/verdict.h"
#include "storage/report/answersreport.h"
#include "storage/report/answerwords.h"
#include "storage/report/blamereport.h"
#include "storage/report/eventtext.h"
#include "storage/report/statuslagreport.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace plimsoll {

namespace {

using namespace Qt::StringLiterals;
using namespace answerwords;
using std::chrono::milliseconds;

QString rateText(const RateAnswer& answer)
{
    if (!answer.rate || !answer.independent) {
        return u"no probe reached the service"_s;
    }
    const stats::BurstInterval& rate = *answer.rate;
    QString text =
        u"%1 % (%2 to %3), n = %4"_s.arg(percent(rate.value), percent(rate.low), percent(rate.high))
            .arg(rate.n);
    if (rate.designEffect > 1) {
        text += u"; for bursts worth %1 independent ones, which alone would give %2 to %3"_s
                    .arg(std::floor(rate.effectiveN))
                    .arg(percent(answer.independent->low), percent(answer.independent->high));
    }
    return text;
}

QString belowText(const RateAnswer& rate, stats::Answer answer)
{
    if (!rate.bounds) {
        return u"undecided: no data"_s;
    }
    const QString bounds =
        u"between %1 and %2 %"_s.arg(percent(rate.bounds->low), percent(rate.bounds->high));
    switch (answer) {
    case stats::Answer::Yes:
        return u"yes: at most %1 %"_s.arg(percent(rate.bounds->high));
    case stats::Answer::No:
        return u"no: at least %1 %"_s.arg(percent(rate.bounds->low));
    case stats::Answer::Undecided:
        break;
    }
    return u"undecided: "_s + bounds;
}

QString weekText(const WeekAnswer& week)
{
    QString text = changeText(week.verdict, week.comparison, week.p);
    if (week.verdict == stats::Verdict::NotEnoughData) {
        text += week.enoughAt ? u"; enough on %1 at this pace"_s.arg(day(*week.enoughAt))
                              : u"; never enough at this pace"_s;
    }
    return text;
}

QString peakText(const PeakAnswer& peak)
{
    QString text = verdictText(peak.verdict);
    if (peak.comparison) {
        text += u": "_s + comparisonText(*peak.comparison, peak.p);
    }
    return text;
}

QString hourText(const stats::WeekProfile& profile, std::ptrdiff_t hour)
{
    constexpr std::ptrdiff_t hoursOfDay = 24;
    const stats::HourRate& rate = profile.hours.at(std::size_t(hour));
    return u"%1 %2:00 %3 % (%4 to %5)"_s.arg(
        QLocale::c().dayName(int(hour / hoursOfDay) + 1, QLocale::ShortFormat),
        QString::number(hour % hoursOfDay).rightJustified(2, u'0'), percent(rate.mean),
        percent(rate.low), percent(rate.high));
}

QString hoursText(const std::optional<stats::WeekProfile>& profile)
{
    if (!profile || profile->prior.source == stats::PriorSource::Uninformed) {
        return u"too few overloads to tell one from another"_s;
    }
    if (profile->prior.source == stats::PriorSource::Homogeneous) {
        return u"differ no more than by chance"_s;
    }
    const auto& hours = profile->hours;
    const auto [least, most] = std::ranges::minmax_element(hours, {}, &stats::HourRate::mean);
    return u"most on %1, least on %2"_s.arg(hourText(*profile, most - hours.begin()),
                                            hourText(*profile, least - hours.begin()));
}

QString changesText(const std::optional<std::vector<LevelChange>>& changes)
{
    if (!changes) {
        return u"too few days to tell"_s;
    }
    QStringList texts;
    for (const LevelChange& change : *changes) {
        texts << u"%1: %2 to %3 %"_s.arg(day(change.day), percent(change.before),
                                         percent(change.after));
    }
    return texts.isEmpty() ? u"none found"_s : texts.join(u"; "_s);
}

QString burstText(const BurstAnswer& bursts)
{
    if (bursts.bursts.empty()) {
        return u"none"_s;
    }
    QString text = QString::number(bursts.bursts.size());
    if (bursts.median) {
        text += u"; half are over within %1 of the first overloaded probe (a probe every %2 tells "
                "no more exactly)"_s.arg(approximateAge(bursts.median->value),
                                         approximateAge(bursts.interval));
    }
    return text;
}

QString chancesText(const BurstAnswer& bursts)
{
    QStringList texts;
    for (const stats::WaitChance& chance : bursts.chances) {
        if (chance.over) {
            texts << u"%1 %2 %"_s.arg(approximateAge(chance.wait))
                         .arg(chance.over->value * 100, 0, 'f', 0);
        }
    }
    return texts.join(u", "_s);
}

QString clientsText(const BurstAnswer& bursts)
{
    QStringList texts;
    for (const PolicyAnswer& policy : bursts.policies) {
        const QString least = QString::number(policy.outcome.leastShare() * 100, 'f', 0);
        const QString most = QString::number(policy.outcome.mostShare() * 100, 'f', 0);
        texts << policy.client + u' ' + (least == most ? least : least + u" to "_s + most)
                + u" %"_s;
    }
    return texts.join(u", "_s);
}

QString fallbackText(const Answers& answers, std::size_t overloaded)
{
    QStringList texts;
    for (std::size_t other = 0; other < answers.models.size(); ++other) {
        if (const auto& chance = answers.fallback[overloaded][other].answered) {
            texts << u"%1 %2 % (n = %3)"_s.arg(answers.models[other].displayName)
                         .arg(chance->value * 100, 0, 'f', 1)
                         .arg(chance->n);
        }
    }
    return texts.join(u", "_s);
}

QString modelText(const Answers& answers, std::size_t index)
{
    const ModelAnswers& model = answers.models[index];
    const BurstAnswer& bursts = model.bursts;
    QString text = model.displayName + u'\n';
    text += line(u"Overload rate"_s, rateText(model.rate));
    text += line(u"Below 1 %"_s, belowText(model.rate, model.rate.below));
    text += line(u"Below 0.5 %"_s, belowText(model.rate, model.rate.wellBelow));
    text += line(u"Week over week"_s, weekText(model.week));
    text += latencyLines(model.week.latencies);
    text += line(u"Hours of the week"_s, hoursText(model.peak.profile));
    text += line(u"Weekday mornings"_s, peakText(model.peak));
    text += line(u"Level changes"_s, changesText(model.changes));
    text += line(u"Overloads"_s, burstText(bursts));
    if (!bursts.chances.empty()) {
        text += line(u"  over within"_s, chancesText(bursts));
    }
    if (!bursts.policies.empty()) {
        text += line(u"  a retry helps"_s, clientsText(bursts));
    }
    if (const QString others = fallbackText(answers, index); !others.isEmpty()) {
        text += line(u"  meanwhile"_s, others);
    }
    for (const EventAnswer& event : model.events) {
        text += eventLines(event);
    }
    text += line(u"Status page"_s, statusLagText(model.statusPage));
    text += line(u"Went wrong"_s, blameText(model.blame));
    if (const QString limited = limitedText(model.blame); !limited.isEmpty()) {
        text += line(u"  429s"_s, limited);
    }
    if (const QString pacing = pacingText(model.blame); !pacing.isEmpty()) {
        text += line(u"  the last"_s, pacing);
    }
    return text + u'\n';
}

} // namespace

QString answersText(const Answers& answers)
{
    QString text = u"Evidence from %1 to %2 UTC, hours of the day in %3.\n\n"_s.arg(
        day(answers.evidence.from), day(answers.evidence.to),
        QString::fromLatin1(answers.zone.id()));
    for (std::size_t i = 0; i < answers.models.size(); ++i) {
        text += modelText(answers, i);
    }
    if (answers.models.empty()) {
        return text + u"No model has been probed.\n"_s;
    }
    return text
        + u"Rates and differences are of scheduled probes that reached the service; a 429 is "
          u"none.\n"
          "Intervals hold with 95 %, each bound of \"below\" by itself; all are widened for "
          "bursts.\n"
          "Week over week: the last seven days against the seven before, hour by hour of the "
          "week.\n"
          "Hours of the week: each pulled towards all by as much as it has few probes (empirical "
          "Bayes).\n"
          "Weekday mornings: 08:00 to 12:00 against the other hours of the same days.\n"
          "Latencies are of answers, the same hours and kinds of probe compared; \"0.9 times\" is "
          "after to before.\n"
          "Around an event whole weeks are compared; of one dated by its day that day is left "
          "out.\n"
          "A difference counts when p is at most 0.05 and the interval leaves out none; p comes "
          "from\n"
          "exchanging days, or turning their hours, and is adjusted for the number of models and "
          "figures\n"
          "that are compared (Benjamini and Hochberg).\n"
          "Status page: overloads of three probes or more, over after ten good ones in a row; the "
          "lag is\n"
          "from the middle of last ok and first overloaded to the posting, of those posted at "
          "all.\n"
          "Went wrong: theirs are overloads, 5xx, time-outs, stalls and cut answers; ours 429s, "
          "refused\n"
          "keys and requests; intervals are Wilson's, as if failures did not come in bursts.\n"_s;
}

} // namespace plimsoll
