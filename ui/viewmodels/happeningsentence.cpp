// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/happeningsentence.h"

#include "ui/viewmodels/happeningrows.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

using std::chrono::milliseconds;
using Told = MeasuredBurst::Told;
using Behind = ToldIncident::Behind;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Happenings)
};

quint64 burstsOf(const Happenings& found, const QString& subject)
{
    return quint64(std::ranges::count(found.bursts, subject, &MeasuredBurst::subject));
}

milliseconds lastingOf(const MeasuredBurst& burst)
{
    return burst.isWhole() ? burst.length() : burst.least();
}

// "9 of Opus 4.7, 2 of Opus 5.5"; models without a burst are left out.
QString countsByModel(const Happenings& found, const Format& format)
{
    QStringList counts;
    for (const HappeningLane& lane : found.models) {
        if (const quint64 n = burstsOf(found, lane.subject); n > 0) {
            counts << Text::tr("%1 of %2").arg(format.numbers.count(qint64(n)), lane.displayName);
        }
    }
    return counts.join(u", "_s);
}

QString medianLagText(const Happenings& found, const Format& format)
{
    std::vector<milliseconds> lags;
    for (const MeasuredBurst& burst : found.bursts) {
        if (burst.lag) {
            lags.push_back(*burst.lag);
        }
    }
    if (lags.empty()) {
        return {};
    }
    std::ranges::sort(lags);
    const std::size_t half = lags.size() / 2;
    const milliseconds median =
        lags.size() % 2 == 0 ? (lags[half - 1] + lags[half]) / 2 : lags[half];
    if (lags.size() == 1) {
        return u", "_s + lagText(median, format.numbers);
    }
    return u", "_s
        + Text::tr("%1 at the median of %2")
              .arg(lagText(median, format.numbers), format.numbers.count(qint64(lags.size())));
}

QString postedSentence(const Happenings& found, const Format& format)
{
    if (!found.toldSince) {
        return Text::tr("No incident of a status page is known here, so its silence says nothing.");
    }
    const auto told = [&found](Told as) {
        return std::ranges::count(found.bursts, as, &MeasuredBurst::told);
    };
    const auto posted = told(Told::Posted) + told(Told::Further);
    const auto judged = posted + told(Told::NotPosted);
    if (judged == 0) {
        return Text::tr("None was long enough for the status page to be expected to tell of it.");
    }
    return Text::tr("Of %1 that lasted 10 minutes and more the status page posted %2%3.")
        .arg(format.numbers.count(judged), format.numbers.count(posted),
             medianLagText(found, format));
}

QString unmatchedSentence(const Happenings& found, const Format& format)
{
    const auto alone = std::ranges::count(found.incidents, Behind::NoBurst, &ToldIncident::behind);
    if (found.incidents.empty()) {
        return {};
    }
    return u' '
        + Text::tr("Posts without a burst of ours behind them: %1 of %2.")
              .arg(format.numbers.count(alone),
                   format.numbers.count(qint64(found.incidents.size())));
}

void markUnderWay(Headline& headline, const Happenings& found)
{
    const auto open = std::ranges::find_if(found.bursts, &MeasuredBurst::underWay);
    if (open != found.bursts.end()) {
        headline.condition = Condition::Bad;
        headline.sentence += u' ' + Text::tr("%1 is still overloaded.").arg(open->displayName);
    }
}

quint64 probesOf(const Happenings& found)
{
    quint64 n = 0;
    for (const HappeningLane& lane : found.models) {
        n += lane.probes;
    }
    return n;
}

} // namespace

Headline incidentsHeadline(const Happenings& found, const Format& format)
{
    const quint64 probes = probesOf(found);
    const QString n = format.numbers.count(qint64(probes));
    if (probes == 0) {
        return {.condition = Condition::Unknown,
                .sentence = Text::tr("Nothing was measured in this range."),
                .detail =
                    Text::tr("What was told is below. No data is a gap, never a quiet time.")};
    }
    const QString told = unmatchedSentence(found, format);
    if (found.bursts.empty()) {
        return {.condition = Condition::Normal,
                .sentence = Text::tr("No burst of overload in this range."),
                .detail = Text::tr("%1 probes reached the service.").arg(n) + told};
    }
    const auto longest = std::ranges::max_element(found.bursts, {}, lastingOf);
    const QString most = lengthText(*longest, format.numbers);
    if (found.bursts.size() == 1) {
        Headline headline {
            .condition = Condition::Warning,
            .sentence =
                Text::tr("One burst of overload, %1 of %2.").arg(most, longest->displayName),
            .detail = QString(postedSentence(found, format) + told)};
        markUnderWay(headline, found);
        return headline;
    }
    Headline headline {.condition = Condition::Warning,
                       .sentence = Text::tr("%1 bursts of overload; the longest lasted %2, of %3.")
                                       .arg(format.numbers.count(qint64(found.bursts.size())), most,
                                            longest->displayName),
                       .detail = QString(countsByModel(found, format) + u". "_s
                                         + postedSentence(found, format) + told)};
    markUnderWay(headline, found);
    return headline;
}

QString timelineSentence(const Happenings& found, const Format& format)
{
    const QString counts = countsByModel(found, format);
    return Text::tr("From %1 to %2: bursts by model: %3; incidents of the status page: %4; other "
                    "things told: %5; recorded gaps: %6.")
        .arg(format.times.event(found.range.from), format.times.event(found.range.to),
             counts.isEmpty() ? Text::tr("none") : counts,
             format.numbers.count(qint64(found.incidents.size())),
             format.numbers.count(qint64(found.events.size() + found.limits.size())),
             format.numbers.count(qint64(found.gaps.size())));
}

} // namespace plimsoll
