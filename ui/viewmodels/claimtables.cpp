// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/claimtables.h"

#include "ui/viewmodels/claimwords.h"

#include <QCoreApplication>

#include <algorithm>
#include <tuple>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(ClaimTables)
};

Cell plain(const QString& text, CellWeight weight = CellWeight::Plain)
{
    return {.text = text, .weight = weight, .condition = {}, .series = {}};
}

Cell verdictCell(ClaimVerdict verdict)
{
    return {.text = verdictLabel(verdict),
            .weight = CellWeight::Strong,
            .condition = conditionOf(verdict),
            .series = {}};
}

Qt::Alignment alignmentOf(ClaimColumn column)
{
    const bool isFigure = column == ClaimColumn::Claimed || column == ClaimColumn::Measured
        || column == ClaimColumn::N;
    return isFigure ? Qt::AlignRight : Qt::AlignLeft;
}

QString countedText(const Measured& measured, const Numbers& numbers)
{
    if (measured.exact) {
        return Text::tr("exact");
    }
    const QString n = numbers.count(qint64(measured.n));
    return measured.counted.isEmpty() ? n : QString(n + u' ' + measured.counted);
}

TableContent::Row rowOf(const LedgerRow& row, TimePoint asOf, const Format& format)
{
    const Claim& claim = row.claim;
    const bool isTested = claim.metric != ClaimMetric::None;
    return {.key = claim.id,
            .cells = {plain(claim.id, CellWeight::Quiet),
                      plain(claim.statement, CellWeight::Strong),
                      plain(claim.figure.isEmpty() ? u"—"_s : claim.figure),
                      plain(claimwords::measured(row), CellWeight::Strong),
                      plain(isTested ? countedText(row.measured, format.numbers) : u"—"_s,
                            CellWeight::Quiet),
                      plain(claimwords::test(claim), CellWeight::Quiet), verdictCell(row.verdict),
                      plain(claimwords::decided(row, asOf, format), CellWeight::Quiet)}};
}

// Before another in the order of a column; what is not known comes last of all.
bool isBefore(const LedgerRow& a, const LedgerRow& b, ClaimColumn column)
{
    const auto byText = [](const QString& x, const QString& y) {
        return QString::localeAwareCompare(x, y) < 0;
    };
    switch (column) {
    case ClaimColumn::Number:
        return false; // as in the book
    case ClaimColumn::Claim:
        return byText(a.claim.statement, b.claim.statement);
    case ClaimColumn::Claimed:
        return byText(a.claim.figure, b.claim.figure);
    case ClaimColumn::Measured: {
        const auto place = [](const LedgerRow& row) {
            return std::tuple(!row.measured.value.has_value(), int(traitsOf(row.claim.metric).unit),
                              row.measured.value.value_or(0));
        };
        return place(a) < place(b);
    }
    case ClaimColumn::N:
        return a.measured.n < b.measured.n;
    case ClaimColumn::Test:
        return int(a.claim.metric) < int(b.claim.metric);
    case ClaimColumn::Verdict:
        return a.verdict < b.verdict;
    case ClaimColumn::Decided: {
        const auto place = [](const LedgerRow& row) {
            return std::tuple(row.verdict == ClaimVerdict::NotObservable,
                              row.verdict == ClaimVerdict::NotYetDecidable,
                              row.measured.enoughAt.value_or(TimePoint::max()));
        };
        return place(a) < place(b);
    }
    }
    return false;
}

void addLine(ClaimDetail& detail, const QString& label, const QString& text)
{
    if (!text.isEmpty()) {
        detail.lines.push_back({.label = label, .text = text});
    }
}

QString measuredLine(const LedgerRow& row, const Format& format)
{
    const Measured& measured = row.measured;
    if (!measured.value) {
        return {};
    }
    QString text = claimwords::measured(row);
    if (!measured.exact) {
        text += u", n = "_s + countedText(measured, format.numbers);
    }
    if (measured.window && !measured.exact) {
        const Times utc(QTimeZone::utc());
        text += Text::tr(", %1 to %2")
                    .arg(utc.date(measured.window->from), utc.date(measured.window->to));
    }
    return text;
}

QString missingLine(const LedgerRow& row, const Format& format)
{
    const Measured& measured = row.measured;
    QString text;
    if (row.verdict == ClaimVerdict::NotYetDecidable) {
        text = claimwords::undecided(row);
    } else if (measured.isOutOfReach) {
        text = measured.missing;
    }
    if (measured.enoughAt) {
        text += Text::tr("; enough on %1 at this pace").arg(format.times.date(*measured.enoughAt));
    }
    return text;
}

bool concerns(const Contradiction& contradiction, const QString& id)
{
    return contradiction.claims.size() > 1 && contradiction.claims.contains(id);
}

} // namespace

Condition conditionOf(ClaimVerdict verdict)
{
    switch (verdict) {
    case ClaimVerdict::Supported:
        return Condition::Normal;
    case ClaimVerdict::Refuted:
        return Condition::Bad;
    case ClaimVerdict::NotYetDecidable:
        return Condition::Warning;
    case ClaimVerdict::NotObservable:
        break;
    }
    return Condition::Unknown;
}

QString verdictLabel(ClaimVerdict verdict)
{
    switch (verdict) {
    case ClaimVerdict::Supported:
        return Text::tr("Supported");
    case ClaimVerdict::Refuted:
        return Text::tr("Refuted");
    case ClaimVerdict::NotYetDecidable:
        return Text::tr("Not yet decidable");
    case ClaimVerdict::NotObservable:
        break;
    }
    return Text::tr("Not observable from here");
}

Headline claimsHeadline(const Ledger& ledger, const Format& format)
{
    const auto asked = std::ranges::count_if(ledger.rows, &LedgerRow::isAsked);
    if (asked == 0) {
        return {.condition = Condition::Unknown,
                .sentence = Text::tr("The ledger holds no claim."),
                .detail = {}};
    }
    const auto count = [&](ClaimVerdict verdict) {
        return format.numbers.count(qint64(ledger.countOf(verdict)));
    };
    const QString claims = asked == 1
        ? Text::tr("1 claim")
        : Text::tr("%1 claims").arg(format.numbers.count(qint64(asked)));
    const Times utc(QTimeZone::utc());
    return {.condition = ledger.countOf(ClaimVerdict::NotObservable) == std::size_t(asked)
                ? Condition::Unknown
                : Condition::Normal,
            .sentence =
                Text::tr("Of %1, %2 supported, %3 refuted, %4 not yet decidable and %5 "
                         "not observable from here.")
                    .arg(claims, count(ClaimVerdict::Supported), count(ClaimVerdict::Refuted),
                         count(ClaimVerdict::NotYetDecidable), count(ClaimVerdict::NotObservable)),
            .detail =
                Text::tr("Each is tested on your own probes, by itself at 95 %: of twenty that are "
                         "decided one may be decided wrongly. Evidence of claims that name no time "
                         "from %1 to %2.")
                    .arg(utc.date(ledger.evidence.from), utc.date(ledger.evidence.to))};
}

QString claimColumnTitle(ClaimColumn column)
{
    switch (column) {
    case ClaimColumn::Number:
        return Text::tr("No.");
    case ClaimColumn::Claim:
        return Text::tr("Claim");
    case ClaimColumn::Claimed:
        return Text::tr("Claimed");
    case ClaimColumn::Measured:
        return Text::tr("Measured, 95 % interval");
    case ClaimColumn::N:
        return Text::tr("n");
    case ClaimColumn::Test:
        return Text::tr("Test");
    case ClaimColumn::Verdict:
        return Text::tr("Verdict");
    case ClaimColumn::Decided:
        break;
    }
    return Text::tr("Decided");
}

TableContent claimTable(const Ledger& ledger, const ClaimView& view, const Format& format)
{
    TableContent content;
    for (int i = 0; i < claimColumns; ++i) {
        const auto column = ClaimColumn(i);
        content.columns.push_back({claimColumnTitle(column), alignmentOf(column)});
    }
    std::vector<const LedgerRow*> rows;
    for (const LedgerRow& row : ledger.rows) {
        if (row.isAsked && (!view.verdict || row.verdict == *view.verdict)) {
            rows.push_back(&row);
        }
    }
    if (view.isDescending && view.sortedBy == ClaimColumn::Number) {
        std::ranges::reverse(rows);
    }
    std::ranges::stable_sort(rows, [&view](const LedgerRow* a, const LedgerRow* b) {
        return view.isDescending ? isBefore(*b, *a, view.sortedBy)
                                 : isBefore(*a, *b, view.sortedBy);
    });
    for (const LedgerRow* row : rows) {
        content.rows.push_back(rowOf(*row, ledger.asOf, format));
    }
    return content;
}

ClaimDetail claimDetail(const LedgerRow& row, const Format& format)
{
    const Claim& claim = row.claim;
    ClaimDetail detail {.title = QString(claim.id + u". "_s + claim.statement),
                        .verdict = row.verdict,
                        .lines = {}};
    addLine(detail, Text::tr("Evidence"), row.measured.evidence);
    addLine(detail, Text::tr("Measured"), measuredLine(row, format));
    addLine(detail, Text::tr("Claimed"), claim.figure);
    if (claim.metric != ClaimMetric::None) {
        const QString& method = row.measured.method;
        addLine(detail, Text::tr("Test"),
                method.isEmpty() ? claimwords::test(claim)
                                 : QString(claimwords::test(claim) + u"; "_s + method));
    }
    addLine(detail, Text::tr("Stricter"), claimwords::strictTest(row));
    addLine(detail,
            row.verdict == ClaimVerdict::NotYetDecidable ? Text::tr("Not decided")
                                                         : Text::tr("Missing"),
            missingLine(row, format));
    addLine(detail, claim.metric == ClaimMetric::None ? Text::tr("Why not") : Text::tr("In part"),
            claim.why);
    addLine(detail, Text::tr("Source"), claim.source);
    return detail;
}

TableContent rivalTable(const Ledger& ledger, const QString& id)
{
    TableContent content;
    content.columns = {{Text::tr("No."), Qt::AlignLeft},
                       {Text::tr("Verdict"), Qt::AlignLeft},
                       {Text::tr("Claim"), Qt::AlignLeft}};
    QStringList shown;
    for (const Contradiction& contradiction : ledger.contradictions) {
        if (!concerns(contradiction, id)) {
            continue;
        }
        for (const QString& other : contradiction.claims) {
            const LedgerRow* rival = ledger.find(other);
            if (!rival || shown.contains(other)) {
                continue;
            }
            shown << other;
            content.rows.push_back(
                {.key = other,
                 .cells = {plain(other, other == id ? CellWeight::Strong : CellWeight::Plain),
                           verdictCell(rival->verdict), plain(rival->claim.statement)}});
        }
    }
    return content;
}

QString rivalText(const Ledger& ledger, const QString& id)
{
    QStringList texts;
    for (const Contradiction& contradiction : ledger.contradictions) {
        if (concerns(contradiction, id)) {
            QString conflict = contradiction.conflict;
            if (!conflict.endsWith(u'.')) {
                conflict += u'.';
            }
            texts << Text::tr("%1: %2 %3").arg(contradiction.id, conflict, contradiction.decidedBy);
        }
    }
    return texts.join(u'\n');
}

} // namespace plimsoll
