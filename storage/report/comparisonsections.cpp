// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/report/comparisonsections.h"

#include "storage/report/answersreport.h"
#include "storage/report/answerwords.h"

namespace plimsoll {

namespace {

using namespace Qt::StringLiterals;
using answerwords::percent;
using answerwords::words;

constexpr double microsPerMilli = 1000;

QString number(double value, int decimals)
{
    return QString::number(value, 'f', decimals);
}

// What a row is about, alone in its section.
QString of(const ModelAnswers& model, const QString& what)
{
    return what.isEmpty() ? model.displayName : model.displayName + u", "_s + what;
}

// Verdict, difference, its interval, p, n of either side.
QStringList cellsOf(stats::Verdict verdict, const std::optional<stats::Comparison>& found, double p)
{
    QStringList cells {words(name(verdict))};
    if (!found) {
        return cells << QStringList(6, QString());
    }
    return cells << percent(found->difference)
                 << (found->interval ? percent(found->interval->low) : QString())
                 << (found->interval ? percent(found->interval->high) : QString()) << number(p, 4)
                 << QString::number(found->a.n) << QString::number(found->b.n);
}

QStringList cellsOf(const LatencyAnswer& answer)
{
    QStringList cells {words(name(answer.verdict))};
    if (!answer.shift) {
        return cells << QStringList(8, QString());
    }
    const stats::QuantileShift& shift = *answer.shift;
    return cells << number(shift.a.quantile / microsPerMilli, 2)
                 << number(shift.b.quantile / microsPerMilli, 2) << number(shift.ratio, 3)
                 << (shift.interval ? number(shift.interval->low, 3) : QString())
                 << (shift.interval ? number(shift.interval->high, 3) : QString())
                 << number(answer.p, 4) << QString::number(shift.a.n) << QString::number(shift.b.n);
}

template<typename Answer>
Document::Section ratesCompared(const Answers& answers, Document::Section section,
                                Answer ModelAnswers::*member)
{
    for (const ModelAnswers& model : answers.models) {
        const Answer& answer = model.*member;
        section.rows.push_back(QStringList {model.displayName}
                               << cellsOf(answer.verdict, answer.comparison, answer.p));
    }
    return section;
}

} // namespace

Document::Section weekSection(const Answers& answers)
{
    return ratesCompared(
        answers,
        {.heading = u"The last seven days against the seven before"_s,
         .header = {u"model"_s, u"overload rate"_s, u"difference, points"_s, u"from"_s, u"to"_s,
                    u"p, adjusted"_s, u"n before"_s, u"n after"_s}},
        &ModelAnswers::week);
}

Document::Section morningsSection(const Answers& answers)
{
    return ratesCompared(answers,
                         {.heading = u"Weekday mornings against the other hours"_s,
                          .header = {u"model"_s, u"overload rate in the mornings"_s,
                                     u"difference, points"_s, u"from"_s, u"to"_s, u"p, adjusted"_s,
                                     u"n in other hours"_s, u"n in mornings"_s}},
                         &ModelAnswers::peak);
}

Document::Section weekLatenciesSection(const Answers& answers)
{
    Document::Section section {.heading = u"Latencies of the last seven days"_s,
                               .header = {u"model, figure"_s, u"verdict"_s, u"before, ms"_s,
                                          u"after, ms"_s, u"after to before"_s, u"from"_s, u"to"_s,
                                          u"p, adjusted"_s, u"n before"_s, u"n after"_s}};
    for (const ModelAnswers& model : answers.models) {
        for (const LatencyAnswer& latency : model.week.latencies) {
            if (latency.shift) {
                section.rows.push_back(QStringList {of(model, words(name(latency.figure)))}
                                       << cellsOf(latency));
            }
        }
    }
    if (section.rows.empty()) {
        section.notes << u"Nothing to compare."_s;
    }
    return section;
}

Document::Section eventsSection(const Answers& answers)
{
    Document::Section section {.heading = u"Before and after announced changes"_s,
                               .header = {u"model, change"_s, u"day"_s, u"overload rate"_s,
                                          u"difference, points"_s, u"from"_s, u"to"_s,
                                          u"p, adjusted"_s, u"n before"_s, u"n after"_s}};
    for (const ModelAnswers& model : answers.models) {
        for (const EventAnswer& event : model.events) {
            section.rows.push_back(QStringList {of(model, event.title), answerwords::day(event.at)}
                                   << cellsOf(event.verdict, event.comparison, event.p));
        }
    }
    if (section.rows.empty()) {
        section.notes << u"None within the evidence."_s;
    }
    return section;
}

} // namespace plimsoll
