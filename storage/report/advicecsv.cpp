// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/report/cells.h"
#include "storage/report/csv.h"

namespace plimsoll {

namespace {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

QStringList header()
{
    return {u"record"_s,   u"model"_s,   u"organization"_s, u"name"_s, u"after_ms"_s,
            u"n"_s,        u"count"_s,   u"share"_s,        u"low"_s,  u"high"_s,
            u"requests"_s, u"wait_ms"_s, u"share_most"_s};
}

QString whole(milliseconds duration)
{
    return QString::number(duration.count());
}

QString bandEnd(const std::optional<stats::Survival>& survival, double stats::Band::*end)
{
    return survival && survival->band ? cells::share((*survival->band).*end) : QString();
}

void writeSteps(CsvWriter& csv, const Advice& advice)
{
    const auto curve = lengthCurve(advice);
    if (!curve) {
        return;
    }
    for (const stats::SurvivalCurve::Step& step : curve->steps()) {
        const auto survival = curve->survivalAt(step.at);
        csv.row({u"lasting"_s, advice.model, advice.organization, QString(), whole(step.at),
                 cells::count(step.atRisk), cells::count(step.ended), cells::share(step.survival),
                 bandEnd(survival, &stats::Band::low), bandEnd(survival, &stats::Band::high),
                 QString(), QString(), QString()});
    }
}

void writeClients(CsvWriter& csv, const Advice& advice)
{
    for (const PolicyAnswer& policy : advice.bursts.policies) {
        const stats::RetryOutcome& outcome = policy.outcome;
        const auto attempts = outcome.meanAttempts();
        const auto wait = outcome.waitQuantile(0.5);
        csv.row({u"client"_s, advice.model, advice.organization, policy.client, QString(),
                 cells::count(outcome.calls()), cells::count(outcome.succeeded),
                 cells::share(outcome.leastShare()), QString(), QString(),
                 attempts ? QString::number(*attempts, 'f', 3) : QString(),
                 wait ? whole(*wait) : QString(), cells::share(outcome.mostShare())});
    }
}

void writeOthers(CsvWriter& csv, const Advice& advice)
{
    for (const Fallback& other : advice.others) {
        const stats::Proportion& answered = other.answered;
        csv.row({u"other"_s, advice.model, advice.organization, other.model, QString(),
                 cells::count(answered.n), cells::count(answered.hits),
                 cells::share(answered.value), cells::share(answered.low),
                 cells::share(answered.high), QString(), QString(), QString()});
    }
}

} // namespace

Result<void> writeAdviceCsv(QIODevice& device, const std::vector<Advice>& all)
{
    CsvWriter csv(device);
    csv.row(header());
    for (const Advice& advice : all) {
        writeSteps(csv, advice);
        writeClients(csv, advice);
        writeOthers(csv, advice);
    }
    return csv.finish();
}

} // namespace plimsoll
