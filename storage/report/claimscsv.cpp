// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/report/cells.h"
#include "storage/report/csv.h"

namespace plimsoll {

namespace {

using namespace Qt::StringLiterals;

QStringList header()
{
    return {u"id"_s,          u"source"_s,
            u"statement"_s,   u"claimed"_s,
            u"verdict"_s,     u"metric"_s,
            u"test"_s,        u"test_value"_s,
            u"tolerance"_s,   u"measured"_s,
            u"low"_s,         u"high"_s,
            u"p"_s,           u"exact"_s,
            u"n"_s,           u"counted"_s,
            u"from"_s,        u"to"_s,
            u"subject"_s,     u"method"_s,
            u"evidence"_s,    u"missing"_s,
            u"enough_at"_s,   u"why"_s,
            u"strict_test"_s, u"strict_verdict"_s,
            u"rivals"_s};
}

// Seven digits: ratios and limits are no shares.
QString number(const std::optional<double>& value)
{
    return value ? QString::number(*value, 'g', 7) : QString();
}

QString rivalsOf(const Ledger& ledger, const QString& id)
{
    QStringList rivals;
    for (const Contradiction& contradiction : ledger.contradictions) {
        if (!contradiction.claims.contains(id)) {
            continue;
        }
        for (const QString& other : contradiction.claims) {
            if (const LedgerRow* rival = ledger.find(other); rival && other != id) {
                rivals << QString(other + u':' + name(rival->verdict));
            }
        }
    }
    rivals.removeDuplicates();
    return rivals.join(u' ');
}

QStringList cellsOf(const Ledger& ledger, const LedgerRow& row)
{
    const Claim& claim = row.claim;
    const Measured& measured = row.measured;
    const bool isTested = claim.metric != ClaimMetric::None;
    const auto& window = measured.window;
    return {claim.id,
            claim.source,
            claim.statement,
            claim.figure,
            name(row.verdict),
            traitsOf(claim.metric).name,
            isTested ? QString(name(claim.test)) : QString(),
            isTested ? number(claim.value) : QString(),
            isTested ? number(claim.tolerance) : QString(),
            number(measured.value),
            number(measured.low),
            number(measured.high),
            number(measured.p),
            measured.value ? cells::flag(measured.exact) : QString(),
            isTested ? cells::count(measured.n) : QString(),
            measured.counted,
            window ? cells::time(window->from) : QString(),
            window ? cells::time(window->to) : QString(),
            measured.subject,
            measured.method,
            measured.evidence,
            measured.missing,
            cells::time(measured.enoughAt),
            claim.why,
            number(claim.strict),
            row.strict ? QString(name(*row.strict)) : QString(),
            rivalsOf(ledger, claim.id)};
}

} // namespace

Result<void> writeClaimsCsv(QIODevice& device, const Ledger& ledger)
{
    CsvWriter csv(device);
    csv.row(header());
    for (const LedgerRow& row : ledger.rows) {
        if (row.isAsked) {
            csv.row(cellsOf(ledger, row));
        }
    }
    return csv.finish();
}

} // namespace plimsoll
