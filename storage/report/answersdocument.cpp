// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/report/answersdocument.h"

#include "storage/report/answersreport.h"
#include "storage/report/answerwords.h"
#include "storage/report/blamereport.h"
#include "storage/report/comparisonsections.h"
#include "storage/report/statuslagreport.h"

#include <QDateTime>

namespace plimsoll {

namespace {

using namespace Qt::StringLiterals;
using answerwords::percent;
using answerwords::words;
using std::chrono::milliseconds;

QString moment(TimePoint t)
{
    return QDateTime::fromMSecsSinceEpoch(toEpochMs(t), Qt::UTC)
        .toString(u"yyyy-MM-dd HH:mm 'UTC'"_s);
}

QString seconds(const std::optional<milliseconds>& duration)
{
    return duration ? QString::number(double(duration->count()) / 1000, 'f', 0) : QString();
}

Document::Section ratesSection(const Answers& answers)
{
    Document::Section section {.heading = u"Overload rate"_s,
                               .header = {u"model"_s, u"rate, %"_s, u"from, %"_s, u"to, %"_s,
                                          u"n"_s, u"overloaded"_s, u"worth independent probes"_s,
                                          u"below 1 %"_s, u"below 0.5 %"_s}};
    for (const ModelAnswers& model : answers.models) {
        QStringList row {model.displayName};
        if (const auto& rate = model.rate.rate) {
            row << percent(rate->value) << percent(rate->low) << percent(rate->high)
                << QString::number(rate->n) << QString::number(rate->hits)
                << QString::number(rate->effectiveN, 'f', 0);
        } else {
            row << QStringList(6, QString());
        }
        section.rows.push_back(row << words(name(model.rate.below))
                                   << words(name(model.rate.wellBelow)));
    }
    section.notes << u"95 % intervals, widened for bursts by the effective number of probes."_s;
    return section;
}

Document::Section changesSection(const Answers& answers)
{
    Document::Section section {
        .heading = u"Level changes"_s,
        .header = {u"model"_s, u"first day of the new level"_s, u"before, %"_s, u"after, %"_s}};
    for (const ModelAnswers& model : answers.models) {
        for (const LevelChange& change : model.changes.value_or(std::vector<LevelChange>())) {
            section.rows.push_back({model.displayName, moment(change.day), percent(change.before),
                                    percent(change.after)});
        }
        if (!model.changes) {
            section.notes << model.displayName + u": too few days to tell."_s;
        }
    }
    if (section.rows.empty() && section.notes.empty()) {
        section.notes << u"None found."_s;
    }
    return section;
}

Document::Section burstsSection(const Answers& answers)
{
    Document::Section section {.heading = u"Overloads"_s,
                               .header = {u"model"_s, u"overloads"_s, u"median length, s"_s,
                                          u"from, s"_s, u"to, s"_s, u"a probe every, s"_s,
                                          u"over as likely as not after, s"_s}};
    for (const ModelAnswers& model : answers.models) {
        const BurstAnswer& bursts = model.bursts;
        const auto& median = bursts.median;
        section.rows.push_back({model.displayName, QString::number(bursts.bursts.size()),
                                median ? seconds(median->value) : QString(),
                                median ? seconds(median->low) : QString(),
                                median ? seconds(median->high) : QString(),
                                seconds(bursts.interval), seconds(bursts.firstWait)});
    }
    section.notes << u"Kaplan and Meier's median with its 95 % interval, from the first overloaded "
                     "probe on, cut by gaps."_s;
    return section;
}

Document::Section failuresSection(const Answers& answers)
{
    Document::Section section {.heading = u"What went wrong"_s,
                               .header = {u"model"_s, u"probes"_s, u"theirs"_s, u"ours"_s,
                                          u"the line's"_s, u"429 answers"_s, u"status page"_s}};
    for (const ModelAnswers& model : answers.models) {
        const Blame& blame = model.blame;
        section.rows.push_back({model.displayName, QString::number(blame.sent),
                                QString::number(blame.theirs), QString::number(blame.ours),
                                QString::number(blame.line), limitedText(blame),
                                statusLagText(model.statusPage)});
    }
    return section;
}

Document::Section limitsSection(const LimitHistory& limits)
{
    Document::Section section {.heading = u"Changes of limits"_s,
                               .header = {u"pool"_s, u"limit"_s, u"from, a minute"_s,
                                          u"to, a minute"_s, u"ratio"_s, u"after"_s, u"before"_s,
                                          u"announced"_s}};
    for (const LimitChange& change : limits.changes) {
        section.rows.push_back(
            {subjectLabel(change.pool, change.organization), words(name(change.kind)),
             QString::number(change.from), QString::number(change.to),
             change.from > 0 ? QString::number(change.ratio(), 'f', 3) : QString(),
             moment(change.lastOld), moment(change.firstNew), change.matchedEvent});
    }
    if (section.rows.empty()) {
        section.notes << u"None seen."_s;
    }
    return section;
}

} // namespace

Document answersDocument(const Answers& answers, const LimitHistory& limits)
{
    Document document {.title = u"Capacity of the Claude API"_s,
                       .notes = {u"Evidence from %1 to %2; hours of the day in %3."_s.arg(
                           moment(answers.evidence.from), moment(answers.evidence.to),
                           QString::fromLatin1(answers.zone.id()))},
                       .sections = {}};
    if (answers.models.empty()) {
        document.notes << u"No model has been probed."_s;
        return document;
    }
    document.sections = {ratesSection(answers),
                         weekSection(answers),
                         weekLatenciesSection(answers),
                         morningsSection(answers),
                         eventsSection(answers),
                         changesSection(answers),
                         burstsSection(answers),
                         failuresSection(answers),
                         limitsSection(limits),
                         {.heading = u"How it is counted"_s, .notes = accountingRules()}};
    return document;
}

} // namespace plimsoll
