// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/report/claimsreport.h"

namespace plimsoll {

namespace {

using namespace Qt::StringLiterals;

constexpr int labelWidth = 11;

QString line(const QString& label, const QString& text)
{
    return u"  "_s + label.leftJustified(labelWidth) + text + u'\n';
}

QString unit(const Claim& claim, double value)
{
    return figureText(traitsOf(claim.metric).unit, value);
}

QString rangeText(TimeRange range)
{
    return u"%1 to %2"_s.arg(dayText(range.from), dayText(range.to));
}

QString measuredText(const LedgerRow& row)
{
    const Measured& measured = row.measured;
    if (!measured.value) {
        return {};
    }
    QString text = unit(row.claim, *measured.value);
    if (measured.exact) {
        return text + u", exact"_s;
    }
    if (measured.low && measured.high) {
        text +=
            u" (%1 to %2)"_s.arg(unit(row.claim, *measured.low), unit(row.claim, *measured.high));
    }
    text += u", n = %1 %2"_s.arg(countText(measured.n), measured.counted);
    return measured.window ? text + u", "_s + rangeText(*measured.window) : text;
}

QString undecidedText(const LedgerRow& row)
{
    const Measured& measured = row.measured;
    if (!measured.missing.isEmpty()) {
        return u"it needs "_s + measured.missing;
    }
    if (mayBeNoChange(row.claim, measured)) {
        return u"it may be no change, p = %1"_s.arg(*measured.p, 0, 'f', 3);
    }
    const bool isOneSided = measured.low
        && sideOf(row.claim.test, row.claim.value, row.claim.tolerance, *measured.low,
                  *measured.high)
            != Side::Both;
    return isOneSided ? u"this test can show the other side alone"_s
                      : u"the interval lies on both sides"_s;
}

QString verdictText(const LedgerRow& row)
{
    QString text = label(row.verdict);
    if (row.verdict == ClaimVerdict::NotYetDecidable) {
        text += u": "_s + undecidedText(row);
    } else if (row.measured.isOutOfReach) {
        text += u": "_s + row.measured.missing;
    }
    if (row.measured.enoughAt) {
        text += u"; enough on %1 at this pace"_s.arg(dayText(*row.measured.enoughAt));
    }
    return text;
}

QString testText(const Claim& claim)
{
    const QString value = unit(claim, claim.value);
    switch (claim.test) {
    case ClaimTest::Below:
        return u"below "_s + value;
    case ClaimTest::AtLeast:
        return u"at least "_s + value;
    case ClaimTest::About:
        break;
    }
    return u"about %1, give or take %2"_s.arg(
        value, figureText(ClaimUnit::Share, claim.tolerance.value_or(0)));
}

QString strictText(const LedgerRow& row)
{
    Claim strict = row.claim;
    strict.value = *strict.strict;
    return u"%1: %2"_s.arg(testText(strict), label(*row.strict));
}

QString rivalsText(const Ledger& ledger, const Contradiction& contradiction, const QString& id)
{
    QStringList rivals;
    for (const QString& other : contradiction.claims) {
        const LedgerRow* rival = ledger.find(other);
        if (rival && other != id) {
            rivals << other + u' ' + label(rival->verdict);
        }
    }
    QString text = contradiction.conflict;
    if (!rivals.isEmpty()) {
        text += u" ("_s + rivals.join(u", "_s) + u')';
    }
    return text + u". "_s + contradiction.decidedBy;
}

QString rowText(const Ledger& ledger, const LedgerRow& row)
{
    const Claim& claim = row.claim;
    QString text = claim.id.leftJustified(5) + claim.statement;
    text += claim.source.isEmpty() ? u"\n"_s : u" ("_s + claim.source + u")\n"_s;
    text += line(u"verdict"_s, verdictText(row));
    if (!claim.figure.isEmpty()) {
        text += line(u"claimed"_s, claim.figure);
    }
    if (const QString measured = measuredText(row); !measured.isEmpty()) {
        text += line(u"measured"_s, measured);
    }
    if (claim.metric != ClaimMetric::None) {
        const QString& method = row.measured.method;
        text += line(u"test"_s, testText(claim) + (method.isEmpty() ? method : u"; "_s + method));
    }
    if (row.strict) {
        text += line(u"stricter"_s, strictText(row));
    }
    if (!row.measured.evidence.isEmpty()) {
        text += line(u"evidence"_s, row.measured.evidence);
    }
    if (!claim.why.isEmpty()) {
        const bool isInPart = claim.metric != ClaimMetric::None;
        text += line(isInPart ? u"in part"_s : u"why"_s, claim.why);
    }
    for (const Contradiction& contradiction : ledger.contradictions) {
        if (contradiction.claims.contains(claim.id)) {
            text +=
                line(u"rivals "_s + contradiction.id, rivalsText(ledger, contradiction, claim.id));
        }
    }
    return text + u'\n';
}

QString summaryText(const Ledger& ledger)
{
    const auto count = [&ledger](ClaimVerdict verdict) {
        return u"%1 %2"_s.arg(ledger.countOf(verdict)).arg(label(verdict));
    };
    std::size_t asked = 0;
    for (const LedgerRow& row : ledger.rows) {
        asked += row.isAsked ? 1 : 0;
    }
    return u"Of %1 %2, %3, %4 and %5.\n\n"_s
        .arg(asked == 1 ? u"1 claim"_s : u"%1 claims"_s.arg(asked))
        .arg(count(ClaimVerdict::Supported), count(ClaimVerdict::Refuted),
             count(ClaimVerdict::NotYetDecidable), count(ClaimVerdict::NotObservable));
}

} // namespace

QString claimsText(const Ledger& ledger)
{
    QString text = summaryText(ledger);
    for (const LedgerRow& row : ledger.rows) {
        if (row.isAsked) {
            text += rowText(ledger, row);
        }
    }
    return text
        + u"As of %1; evidence of claims that name no time of their own from %2, hours of the day "
          "in %3.\n"_s.arg(minuteText(ledger.asOf), rangeText(ledger.evidence),
                           QString::fromLatin1(ledger.zone.id()))
        + u"Supported: the interval lies wholly on the side of the claim. Refuted: wholly on the "
          "other, or\n"
          "the claim compares what cannot be compared. Anything else is not yet decidable. Each "
          "interval\n"
          "holds with 95 % by itself, so of twenty claims decided one may be decided wrongly.\n"
          "Rates are of scheduled probes that reached the service; a 429 is none.\n"_s;
}

} // namespace plimsoll
