// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/report/answersreport.h"

namespace plimsoll {

using namespace Qt::StringLiterals;

QLatin1String name(stats::Answer answer)
{
    switch (answer) {
    case stats::Answer::Yes:
        return "yes"_L1;
    case stats::Answer::No:
        return "no"_L1;
    case stats::Answer::Undecided:
        break;
    }
    return "undecided"_L1;
}

QLatin1String name(stats::Verdict verdict)
{
    switch (verdict) {
    case stats::Verdict::Improved:
        return "improved"_L1;
    case stats::Verdict::Worse:
        return "worse"_L1;
    case stats::Verdict::NoEvidence:
        return "no_evidence"_L1;
    case stats::Verdict::NotEnoughData:
        break;
    }
    return "not_enough_data"_L1;
}

QLatin1String name(stats::BurstMethod method)
{
    switch (method) {
    case stats::BurstMethod::Independent:
        return "independent"_L1;
    case stats::BurstMethod::Chain:
        return "chain"_L1;
    case stats::BurstMethod::Blocks:
        return "blocks"_L1;
    case stats::BurstMethod::Assumed:
        return "history"_L1; // the design effect of DailyHistory
    case stats::BurstMethod::Bootstrap:
        break;
    }
    return "bootstrap"_L1;
}

QLatin1String name(LatencyFigure figure)
{
    switch (figure) {
    case LatencyFigure::FirstTokenP50:
        return "first_token_p50"_L1;
    case LatencyFigure::FirstTokenP95:
        return "first_token_p95"_L1;
    case LatencyFigure::TokenGapP50:
        return "token_gap_p50"_L1;
    case LatencyFigure::TotalP99:
        break;
    }
    return "total_p99"_L1;
}

} // namespace plimsoll
