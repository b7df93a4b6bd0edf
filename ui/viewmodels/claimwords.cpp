// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/claimwords.h"

#include "ui/viewmodels/claimtables.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace plimsoll::claimwords {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(ClaimWords)
};

QString unit(const Claim& claim, double value)
{
    QString text = figureText(traitsOf(claim.metric).unit, value);
    return text.replace(u'-', u'−'); // on screen a minus is one
}

// "0.88 to 1.84": the unit stands beside the value. That of a ratio stands before the figure.
QString end(const Claim& claim, double value)
{
    const QString text = unit(claim, value);
    return text.isEmpty() || text.back().isDigit() ? text : text.section(u' ', 0, 0);
}

// The interval leaves no doubt, but for the side that this test cannot show.
bool isOneSided(const LedgerRow& row)
{
    const Measured& measured = row.measured;
    return measured.low && measured.high
        && sideOf(row.claim.test, row.claim.value, row.claim.tolerance, *measured.low,
                  *measured.high)
        != Side::Both;
}

} // namespace

QString measured(const LedgerRow& row)
{
    const Measured& measured = row.measured;
    if (!measured.value) {
        return u"—"_s;
    }
    const QString value = unit(row.claim, *measured.value);
    if (measured.exact) {
        return Text::tr("%1, exact").arg(value);
    }
    if (!measured.low || !measured.high) {
        return value;
    }
    return Text::tr("%1 (%2 to %3)")
        .arg(value, end(row.claim, *measured.low), end(row.claim, *measured.high));
}

QString test(const Claim& claim)
{
    if (claim.metric == ClaimMetric::None) {
        return u"—"_s;
    }
    const QString value = unit(claim, claim.value);
    switch (claim.test) {
    case ClaimTest::Below:
        return Text::tr("below %1").arg(value);
    case ClaimTest::AtLeast:
        return Text::tr("at least %1").arg(value);
    case ClaimTest::About:
        break;
    }
    return Text::tr("about %1, give or take %2")
        .arg(value, figureText(ClaimUnit::Share, claim.tolerance.value_or(0)));
}

QString strictTest(const LedgerRow& row)
{
    if (!row.strict || !row.claim.strict) {
        return {};
    }
    Claim strict = row.claim;
    strict.value = *row.claim.strict;
    return Text::tr("%1: %2").arg(test(strict), verdictLabel(*row.strict).toLower());
}

QString undecided(const LedgerRow& row)
{
    const Measured& measured = row.measured;
    if (!measured.missing.isEmpty()) {
        return Text::tr("it needs %1").arg(measured.missing);
    }
    if (mayBeNoChange(row.claim, measured)) {
        return Text::tr("it may be no change, p = %1").arg(*measured.p, 0, 'f', 3);
    }
    return isOneSided(row) ? Text::tr("this test can show the other side alone")
                           : Text::tr("the interval lies on both sides");
}

QString decided(const LedgerRow& row, TimePoint asOf, const Format& format)
{
    const Measured& measured = row.measured;
    switch (row.verdict) {
    case ClaimVerdict::NotObservable:
        return Text::tr("never");
    case ClaimVerdict::NotYetDecidable:
        break;
    case ClaimVerdict::Supported:
    case ClaimVerdict::Refuted:
        return format.times.date(measured.window ? std::min(measured.window->to, asOf) : asOf);
    }
    if (measured.enoughAt) {
        return Text::tr("enough on %1").arg(format.times.date(*measured.enoughAt));
    }
    if (!measured.missing.isEmpty()) {
        return Text::tr("lacks evidence");
    }
    if (mayBeNoChange(row.claim, measured)) {
        return Text::tr("may be no change");
    }
    return isOneSided(row) ? Text::tr("one side alone") : Text::tr("interval on both sides");
}

} // namespace plimsoll::claimwords
