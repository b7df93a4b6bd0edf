// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/eventcomparison.h"

#include "ui/viewmodels/trendtables.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

constexpr double microsPerMilli = 1000;
constexpr double sameWithin = 0.05; // a difference of times that is called none

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Comparison)
};

Cell plain(const QString& text, CellWeight weight = CellWeight::Plain)
{
    return {.text = text, .weight = weight, .condition = {}, .series = {}};
}

Cell verdictCell(const Verdict& verdict)
{
    return {.text = verdict.word,
            .weight = CellWeight::Strong,
            .condition = verdict.condition,
            .series = {}};
}

QString label(LatencyFigure figure)
{
    switch (figure) {
    case LatencyFigure::FirstTokenP50:
        return Text::tr("First token, p50");
    case LatencyFigure::FirstTokenP95:
        return Text::tr("First token, p95");
    case LatencyFigure::TokenGapP50:
        return Text::tr("Per token, p50");
    case LatencyFigure::TotalP99:
        break;
    }
    return Text::tr("Whole answer, p99");
}

// A row of texts: figure, before, after, difference, interval, n before, n after, verdict.
struct Compared
{
    QString name;
    QString before = u"—"_s;
    QString after = u"—"_s;
    QString difference = u"—"_s;
    QString interval = u"—"_s;
    quint64 nBefore = 0;
    quint64 nAfter = 0;
    Verdict verdict;
};

Compared comparedRate(const std::optional<stats::Comparison>& found, stats::Verdict verdict,
                      const Numbers& numbers)
{
    Compared row {.name = Text::tr("Overload rate"), .verdict = verdictOf(verdict, true)};
    if (!found) {
        return row;
    }
    row.nBefore = found->a.n;
    row.nAfter = found->b.n;
    const auto rate = [&numbers](const stats::Side& side) {
        return side.n == 0 ? u"—"_s : numbers.percent(double(side.hits) / double(side.n));
    };
    row.before = rate(found->a);
    row.after = rate(found->b);
    row.difference = numbers.points(found->difference);
    if (found->interval) {
        row.interval = numbers.pointsInterval(found->interval->low, found->interval->high);
    }
    return row;
}

Compared comparedTime(const LatencyAnswer& latency, const Numbers& numbers)
{
    const stats::QuantileShift& shift = *latency.shift;
    Compared row {.name = label(latency.figure),
                  .before = numbers.milliseconds(shift.a.quantile / microsPerMilli),
                  .after = numbers.milliseconds(shift.b.quantile / microsPerMilli),
                  .difference = numbers.change(shift.ratio - 1),
                  .nBefore = shift.a.n,
                  .nAfter = shift.b.n,
                  .verdict = verdictOf(latency)};
    if (shift.interval) {
        row.interval = numbers.changeInterval(shift.interval->low - 1, shift.interval->high - 1);
    }
    return row;
}

template<typename Answer>
std::vector<Compared> comparedFigures(const Answer& answer, const Numbers& numbers)
{
    std::vector<Compared> rows {comparedRate(answer.comparison, answer.verdict, numbers)};
    for (const LatencyAnswer& latency : answer.latencies) {
        if (latency.shift) {
            rows.push_back(comparedTime(latency, numbers));
        }
    }
    return rows;
}

enum class Counts { Shown, LeftOut };

TableContent tableOf(std::vector<Column> columns, const std::vector<Compared>& rows, Counts counts,
                     const Numbers& numbers)
{
    TableContent content;
    content.columns = std::move(columns);
    for (const Compared& row : rows) {
        std::vector<Cell> cells {plain(row.name, CellWeight::Strong), plain(row.before),
                                 plain(row.after), plain(row.difference, CellWeight::Strong),
                                 plain(row.interval, CellWeight::Quiet)};
        if (counts == Counts::Shown) {
            for (const quint64 n : {row.nBefore, row.nAfter}) {
                cells.push_back(plain(numbers.count(qint64(n)), CellWeight::Quiet));
            }
        }
        cells.push_back(verdictCell(row.verdict));
        content.rows.push_back({.key = row.name, .cells = std::move(cells)});
    }
    return content;
}

// "overload rate 19,870 and 20,011, first token, p50 7,366 and 7,835"
QString countsOf(const std::vector<Compared>& rows, const Numbers& numbers)
{
    QStringList counts;
    for (const Compared& row : rows) {
        counts << Text::tr("%1: %2 and %3")
                      .arg(row.name, numbers.count(qint64(row.nBefore)),
                           numbers.count(qint64(row.nAfter)));
    }
    return counts.join(u"; "_s);
}

// "not decided"
QString inSentence(const Verdict& verdict)
{
    QString word = verdict.word.section(u':', 0, 0);
    if (!word.isEmpty()) {
        word[0] = word[0].toLower();
    }
    return word;
}

} // namespace

Verdict verdictOf(stats::Verdict verdict, bool isShare)
{
    switch (verdict) {
    case stats::Verdict::Improved:
        return {Condition::Normal,
                isShare ? Text::tr("Lower, beyond chance") : Text::tr("Faster, beyond chance"),
                Text::tr("The adjusted p is at most 0.05 and the interval excludes no change.")};
    case stats::Verdict::Worse:
        return {Condition::Warning,
                isShare ? Text::tr("Higher, beyond chance") : Text::tr("Slower, beyond chance"),
                Text::tr("The adjusted p is at most 0.05 and the interval excludes no change.")};
    case stats::Verdict::NoEvidence:
        return {Condition::Unknown, Text::tr("Not decided: could be no change"),
                Text::tr("Such a difference comes by chance often enough.")};
    case stats::Verdict::NotEnoughData:
        break;
    }
    return {Condition::Unknown, Text::tr("Too few to tell"),
            Text::tr("A lack of evidence would say nothing yet.")};
}

Verdict verdictOf(const LatencyAnswer& latency)
{
    const std::optional<stats::Range> interval =
        latency.shift ? latency.shift->interval : std::nullopt;
    if (latency.verdict == stats::Verdict::NoEvidence && interval && interval->low > 1 - sameWithin
        && interval->high < 1 + sameWithin) {
        return {Condition::Normal, Text::tr("Same within 5 %"),
                Text::tr("The 95 % interval of the difference lies within 5 % either way.")};
    }
    return verdictOf(latency.verdict, false);
}

QString keyOf(const EventAnswer& event)
{
    return QString::number(toEpochMs(event.at));
}

std::vector<EventChoice> eventChoices(const std::vector<EventAnswer>& events, const Format& format)
{
    std::vector<EventChoice> choices;
    for (const EventAnswer& event : events) {
        choices.push_back({.key = keyOf(event),
                           .text = QString(format.times.date(event.at) + u' ' + event.title)});
    }
    std::ranges::reverse(choices); // answers are oldest first
    return choices;
}

TableContent eventComparison(const EventAnswer& event, const Format& format)
{
    TableContent content =
        tableOf({{Text::tr("Figure"), Qt::AlignLeft},
                 {Text::tr("Before"), Qt::AlignRight},
                 {Text::tr("After"), Qt::AlignRight},
                 {Text::tr("Difference"), Qt::AlignRight},
                 {Text::tr("95 % interval"), Qt::AlignRight},
                 {Text::tr("In words"), Qt::AlignLeft}},
                comparedFigures(event, format.numbers), Counts::LeftOut, format.numbers);
    for (TableContent::Row& row : content.rows) {
        QString& word = row.cells.back().text; // there is little room
        word = word.section(u':', 0, 0);
    }
    return content;
}

QString eventNote(const EventAnswer& event, const Format& format)
{
    const auto& found = event.comparison;
    if (!found) {
        QString why = Text::tr("There is no whole week with probes on either side yet.");
        if (event.enoughAt) {
            why += u' '
                + Text::tr("At the present pace there will be enough on %1.")
                      .arg(format.times.date(*event.enoughAt));
        }
        return why;
    }
    QString note =
        Text::tr(
            "%1 to %2 against %3 to %4, hours of the week against the same hours. n before and "
            "after: %5.")
            .arg(format.times.date(event.before.from), format.times.date(event.before.to),
                 format.times.date(event.after.from), format.times.date(event.after.to),
                 countsOf(comparedFigures(event, format.numbers), format.numbers));
    if (!event.crossed.empty()) {
        QStringList days;
        for (const TimePoint at : event.crossed) {
            days << format.times.date(at);
        }
        note += u' '
            + Text::tr("Other announced changes lie within: %1; what is found may be theirs.")
                  .arg(days.join(u", "_s));
    }
    if (event.verdict == stats::Verdict::NotEnoughData && event.enoughAt) {
        note += u' '
            + Text::tr("At the present pace there will be enough on %1.")
                  .arg(format.times.date(*event.enoughAt));
    }
    return note + u' '
        + Text::tr("p by exchanging whole days, which keeps bursts together, adjusted over models "
                   "and figures.");
}

TableContent weekComparison(const WeekAnswer& week, const ModelTrend& trend, const Format& format)
{
    TableContent content =
        tableOf({{trend.displayName, Qt::AlignLeft},
                 {Text::tr("Seven days before"), Qt::AlignRight},
                 {Text::tr("Last seven days"), Qt::AlignRight},
                 {Text::tr("Difference"), Qt::AlignRight},
                 {Text::tr("95 % interval"), Qt::AlignRight},
                 {Text::tr("n before"), Qt::AlignRight},
                 {Text::tr("n last"), Qt::AlignRight},
                 {Text::tr("In words"), Qt::AlignLeft}},
                comparedFigures(week, format.numbers), Counts::Shown, format.numbers);
    // No test of whole days is made of it; it is our account's own.
    for (TableContent::Row& row : trendTable(trend, format).rows) {
        if (row.key == QString::number(int(TrendRow::Metric::LimitedShare))) {
            row.cells.front().text = Text::tr("429, this week so far");
            content.rows.push_back(std::move(row));
        }
    }
    return content;
}

Headline weekHeadline(const ModelAnswers& model, const Format& format)
{
    const WeekAnswer& week = model.week;
    const Verdict rate = verdictOf(week.verdict, true);
    Headline headline {
        .condition = rate.condition,
        .sentence = Text::tr("%1, overload rate: %2.").arg(model.displayName, inSentence(rate)),
        .detail = {}};
    const auto time =
        std::ranges::find(week.latencies, LatencyFigure::FirstTokenP50, &LatencyAnswer::figure);
    if (time != week.latencies.end()) {
        headline.sentence += u' ' + Text::tr("First token: %1.").arg(inSentence(verdictOf(*time)));
    }
    headline.detail =
        Text::tr("The seven days up to %1 against the seven before, hour of the week "
                 "by hour of the week; bursts and the number of tests are allowed for.")
            .arg(QString(format.times.moment(week.after.to) + u' '
                         + format.times.zoneName(week.after.to)));
    if (week.verdict == stats::Verdict::NotEnoughData && week.enoughAt) {
        headline.detail += u' '
            + Text::tr("At the present pace there will be enough on %1.")
                  .arg(format.times.date(*week.enoughAt));
    }
    return headline;
}

const ModelAnswers* answersOf(const Answers& answers, const QString& subject)
{
    const auto model = std::ranges::find(answers.models, subject, &ModelAnswers::subject);
    return model == answers.models.end() ? nullptr : &*model;
}

} // namespace plimsoll
