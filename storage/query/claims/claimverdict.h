// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/claims/claim.h"

namespace plimsoll {

// What was measured of a claim, in the unit of its metric. Without ends nothing can be decided.
struct Measured
{
    std::optional<double> value {};
    std::optional<double> low {};
    std::optional<double> high {};
    // Of a difference from zero, or of a ratio from one; absent where no test of it was made.
    std::optional<double> p {};
    bool exact = false; // a limit as told, or plain arithmetic: both ends are the value
    quint64 n = 0;
    QString counted {}; // what n counts, "probes"
    std::optional<TimeRange> window {};
    QString subject {}; // "Opus 4.7"
    QString method {}; // test and interval
    QString evidence {}; // one sentence
    // What is needed before the ends mean anything, or why that can never be; "" when nothing is.
    QString missing {};
    std::optional<TimePoint> enoughAt {}; // when that will be there at the present pace
    bool isOutOfReach = false; // what is missing lies in the past or with other accounts
    bool comparesUnlike = false; // the claim holds a number against one that counts other things
};

enum class ClaimVerdict : quint8 { Supported, Refuted, NotYetDecidable, NotObservable };

// Whether an interval, low <= high, lies wholly on the side of the claim, wholly on the other side,
// or neither.
enum class Side : quint8 { Claim, Other, Both };
Side sideOf(ClaimTest test, double value, std::optional<double> tolerance, double low, double high);

// - Refuted, by arithmetic alone, when the claim compares numbers that count different things.
// - Not observable when no metric fits, or when what is missing can never be measured from here.
// - Not yet decidable while something is missing, or while the interval lies on both sides.
// - Supported when the interval lies wholly on the claim's side, refuted when wholly on the other:
//   for Below that is high < value and low >= value, for AtLeast the reverse, for About within the
//   tolerance, both ends, and wholly outside it.
// - Where the value is no change, a difference of zero or a ratio of one, p must be at most 0.05 as
//   well: intervals of bursts are too narrow at times, and a lull looks like a difference.
// - A test that is conclusive one way alone leaves the other way not yet decidable.
ClaimVerdict verdictOf(const Claim& claim, const Measured& measured);
// Its p leaves no change possible.
bool mayBeNoChange(const Claim& claim, const Measured& measured);
// Of the second reading; absent where there is none.
std::optional<ClaimVerdict> strictVerdictOf(const Claim& claim, const Measured& measured);

QLatin1String name(ClaimVerdict verdict); // "not_yet_decidable"
QString label(ClaimVerdict verdict); // "not yet decidable"
std::optional<ClaimVerdict> claimVerdictFromName(QStringView text);

} // namespace plimsoll
