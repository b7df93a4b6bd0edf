// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/claims/ledger.h"

#include "storage/query/claims/accountclaims.h"
#include "storage/query/claims/changeclaims.h"
#include "storage/query/claims/delayclaims.h"
#include "storage/query/claims/limitclaims.h"
#include "storage/query/claims/rateclaims.h"
#include "storage/query/claims/retryclaims.h"
#include "storage/query/learnedcatalogue.h"

#include <algorithm>

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

Result<Measured> measure(const ClaimScope& scope, const Claim& claim)
{
    switch (claim.metric) {
    case ClaimMetric::OverloadRate:
        return overloadRate(scope, claim);
    case ClaimMetric::ServerErrorRate:
        return serverErrorRate(scope, claim);
    case ClaimMetric::PeakContrast:
        return peakContrast(scope, claim);
    case ClaimMetric::ModelGap:
        return modelGap(scope, claim);
    case ClaimMetric::OverloadChange:
        return overloadChange(scope, claim);
    case ClaimMetric::FirstTokenChange:
    case ClaimMetric::TokenGapChange:
    case ClaimMetric::TotalP99Change:
        return latencyChange(scope, claim);
    case ClaimMetric::OverloadDelay:
        return overloadDelay(scope, claim);
    case ClaimMetric::FirstTokenDelay:
        return firstTokenDelay(scope, claim);
    case ClaimMetric::LimitRatio:
        return limitRatio(scope, claim);
    case ClaimMetric::LimitValue:
        return limitValue(scope, claim);
    case ClaimMetric::OverWithin:
        return overWithin(scope, claim);
    case ClaimMetric::RetrySuccess:
        return retrySuccess(scope, claim);
    case ClaimMetric::OtherAnswers:
        return otherAnswers(scope, claim);
    case ClaimMetric::ResetKept:
        return resetKept(scope, claim);
    case ClaimMetric::CacheCost:
        return cacheCost(scope, claim);
    case ClaimMetric::None:
        break;
    }
    return Measured {};
}

// The first id that the book does not hold.
std::optional<QString> unknownOf(const QStringList& ids, const ClaimBook& book)
{
    const auto it =
        std::ranges::find_if(ids, [&book](const QString& id) { return !book.find(id); });
    return it == ids.end() ? std::nullopt : std::optional(*it);
}

std::vector<Contradiction> touching(const ClaimBook& book, const QStringList& ids)
{
    std::vector<Contradiction> found;
    std::ranges::copy_if(
        book.contradictions, std::back_inserter(found), [&ids](const Contradiction& contradiction) {
            return ids.isEmpty()
                || std::ranges::any_of(contradiction.claims,
                                       [&ids](const QString& id) { return ids.contains(id); });
        });
    return found;
}

} // namespace

const LedgerRow* Ledger::find(const QString& id) const
{
    const auto it =
        std::ranges::find_if(rows, [&id](const LedgerRow& row) { return row.claim.id == id; });
    return it == rows.end() ? nullptr : &*it;
}

std::size_t Ledger::countOf(ClaimVerdict verdict) const
{
    return std::size_t(std::ranges::count_if(
        rows, [verdict](const LedgerRow& row) { return row.isAsked && row.verdict == verdict; }));
}

Result<Ledger> ledger(const StoreReader& reader, const Catalogue& given, const ClaimBook& book,
                      const LedgerQuestion& question)
{
    if (const auto unknown = unknownOf(question.ids, book)) {
        return Error {.code = Error::Code::Usage,
                      .message = u"There is no claim \"%1\" in the ledger. Without an id all "
                                 "are shown."_s.arg(*unknown)};
    }
    const auto learned = learnedCatalogue(reader, given);
    if (!learned) {
        return learned.error();
    }
    const auto scope = ClaimScope::of(reader, learned->catalogue, question.scope);
    if (!scope) {
        return scope.error();
    }
    Ledger made {.asOf = question.scope.asOf,
                 .evidence = question.scope.evidence,
                 .zone = question.scope.zone,
                 .rows = {},
                 .contradictions = touching(book, question.ids)};
    for (const Claim& claim : book.claims) {
        const bool isAsked = question.ids.isEmpty() || question.ids.contains(claim.id);
        const bool isRival =
            std::ranges::any_of(made.contradictions, [&claim](const Contradiction& contradiction) {
                return contradiction.claims.contains(claim.id);
            });
        if (!isAsked && !isRival) {
            continue;
        }
        auto measured = measure(*scope, claim);
        if (!measured) {
            return measured.error();
        }
        made.rows.push_back({.claim = claim,
                             .measured = *measured,
                             .verdict = verdictOf(claim, *measured),
                             .strict = strictVerdictOf(claim, *measured),
                             .isAsked = isAsked});
    }
    return made;
}

} // namespace plimsoll
