// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/report/cells.h"
#include "storage/report/claimsreport.h"

#include <QJsonArray>

namespace plimsoll {

namespace {

using namespace Qt::StringLiterals;

QJsonValue orNull(const std::optional<double>& value)
{
    return value ? QJsonValue(*value) : QJsonValue(QJsonValue::Null);
}

QJsonValue orNull(const std::optional<TimePoint>& t)
{
    return t ? QJsonValue(cells::time(*t)) : QJsonValue(QJsonValue::Null);
}

QJsonValue orNull(const QString& text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
}

QLatin1String unitName(ClaimUnit unit)
{
    switch (unit) {
    case ClaimUnit::Share:
        return "share"_L1;
    case ClaimUnit::Points:
        return "share_difference"_L1;
    case ClaimUnit::Ratio:
        return "ratio"_L1;
    case ClaimUnit::Days:
        return "days"_L1;
    case ClaimUnit::PerMinute:
        return "per_minute"_L1;
    case ClaimUnit::Nothing:
        break;
    }
    return "none"_L1;
}

QJsonObject measuredJson(const Measured& measured)
{
    const auto& window = measured.window;
    return {{u"value"_s, orNull(measured.value)},
            {u"low"_s, orNull(measured.low)},
            {u"high"_s, orNull(measured.high)},
            {u"p"_s, orNull(measured.p)},
            {u"exact"_s, measured.exact},
            {u"n"_s, qint64(measured.n)},
            {u"counted"_s, orNull(measured.counted)},
            {u"from"_s, orNull(window ? std::optional(window->from) : std::nullopt)},
            {u"to"_s, orNull(window ? std::optional(window->to) : std::nullopt)},
            {u"subject"_s, orNull(measured.subject)},
            {u"method"_s, orNull(measured.method)},
            {u"evidence"_s, orNull(measured.evidence)},
            {u"missing"_s, orNull(measured.missing)},
            {u"enough_at"_s, orNull(measured.enoughAt)}};
}

QJsonObject testJson(const Claim& claim)
{
    return {{u"test"_s, name(claim.test)},
            {u"value"_s, claim.value},
            {u"tolerance"_s, orNull(claim.tolerance)},
            {u"strict"_s, orNull(claim.strict)},
            {u"conclusive"_s, name(claim.conclusive)}};
}

QJsonArray rivalsOf(const Ledger& ledger, const QString& id)
{
    QJsonArray rivals;
    for (const Contradiction& contradiction : ledger.contradictions) {
        if (!contradiction.claims.contains(id)) {
            continue;
        }
        for (const QString& other : contradiction.claims) {
            if (const LedgerRow* rival = ledger.find(other); rival && other != id) {
                rivals.append(QJsonObject {{u"contradiction"_s, contradiction.id},
                                           {u"id"_s, other},
                                           {u"verdict"_s, name(rival->verdict)}});
            }
        }
    }
    return rivals;
}

QJsonObject rowJson(const Ledger& ledger, const LedgerRow& row)
{
    const Claim& claim = row.claim;
    const MetricTraits& traits = traitsOf(claim.metric);
    const bool isTested = claim.metric != ClaimMetric::None;
    return {{u"id"_s, claim.id},
            {u"source"_s, orNull(claim.source)},
            {u"statement"_s, claim.statement},
            {u"claimed"_s, orNull(claim.figure)},
            {u"observable"_s, name(claim.observable)},
            {u"why"_s, orNull(claim.why)},
            {u"metric"_s, traits.name},
            {u"unit"_s, unitName(traits.unit)},
            {u"test"_s, isTested ? QJsonValue(testJson(claim)) : QJsonValue(QJsonValue::Null)},
            {u"verdict"_s, name(row.verdict)},
            {u"strict_verdict"_s,
             row.strict ? QJsonValue(name(*row.strict)) : QJsonValue(QJsonValue::Null)},
            {u"measured"_s, measuredJson(row.measured)},
            {u"rivals"_s, rivalsOf(ledger, claim.id)}};
}

} // namespace

QJsonObject claimsJson(const Ledger& ledger)
{
    QJsonArray claims;
    for (const LedgerRow& row : ledger.rows) {
        if (row.isAsked) {
            claims.append(rowJson(ledger, row));
        }
    }
    QJsonArray contradictions;
    for (const Contradiction& contradiction : ledger.contradictions) {
        contradictions.append(
            QJsonObject {{u"id"_s, contradiction.id},
                         {u"claims"_s, QJsonArray::fromStringList(contradiction.claims)},
                         {u"conflict"_s, contradiction.conflict},
                         {u"decided_by"_s, contradiction.decidedBy}});
    }
    return {{u"schema"_s, claimsSchema},
            {u"as_of"_s, cells::time(ledger.asOf)},
            {u"evidence"_s,
             QJsonObject {{u"from"_s, cells::time(ledger.evidence.from)},
                          {u"to"_s, cells::time(ledger.evidence.to)}}},
            {u"time_zone"_s, QString::fromLatin1(ledger.zone.id())},
            {u"claims"_s, claims},
            {u"contradictions"_s, contradictions}};
}

} // namespace plimsoll
