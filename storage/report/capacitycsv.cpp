// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/report/cells.h"
#include "storage/report/csv.h"

namespace plimsoll {

namespace {

using namespace Qt::StringLiterals;

QStringList header()
{
    QStringList columns {u"model"_s,         u"organization"_s, u"pool"_s,       u"from"_s,
                         u"from_epoch_ms"_s, u"to"_s,           u"to_epoch_ms"_s};
    for (const LimitKind kind : limitKinds) {
        columns << name(kind) + u"_limit_per_minute"_s << name(kind) + u"_limit_told_at"_s
                << name(kind) + u"_limit_changes"_s;
    }
    return columns << u"n"_s << u"overloaded"_s << u"rate_limited"_s << u"answered"_s
                   << u"admission"_s << u"admission_low"_s << u"admission_high"_s
                   << u"overload_share"_s << u"rate_limited_share"_s << u"answered_share"_s
                   << u"first_token_n"_s << u"first_token_p50_ms"_s << u"first_token_p95_ms"_s
                   << u"token_gap_n"_s << u"token_gap_p50_ms"_s << u"tokens_per_second"_s;
}

QStringList ceilingCells(const std::optional<Ceiling>& ceiling)
{
    if (!ceiling) {
        return {QString(), QString(), QString()};
    }
    return {QString::number(ceiling->perMinute), cells::time(ceiling->toldAt),
            cells::count(ceiling->changes)};
}

QStringList admissionCells(const Admission& admission)
{
    const auto& admitted = admission.admitted;
    const auto part = [&admitted](double stats::Proportion::*member) {
        return cells::share(admitted ? std::optional((*admitted).*member) : std::nullopt);
    };
    return {cells::count(admission.asked),
            cells::count(admission.overloaded),
            cells::count(admission.limited),
            cells::count(admission.answered),
            part(&stats::Proportion::value),
            part(&stats::Proportion::low),
            part(&stats::Proportion::high),
            cells::share(admission.shareOf(admission.overloaded)),
            cells::share(admission.shareOf(admission.limited)),
            cells::share(admission.shareOf(admission.answered))};
}

QStringList deliveryCells(const Delivery& delivery)
{
    return {cells::count(delivery.firstToken.n),
            cells::milliseconds(delivery.firstToken.p50),
            cells::milliseconds(delivery.firstToken.p95),
            cells::count(delivery.tokenGap.n),
            cells::milliseconds(delivery.tokenGap.p50),
            cells::milliseconds(delivery.tokensPerSecond)}; // three decimals as well
}

} // namespace

Result<void> writeCapacityCsv(QIODevice& device, const std::vector<ModelCapacity>& models)
{
    CsvWriter csv(device);
    csv.row(header());
    for (const ModelCapacity& model : models) {
        for (const CapacityStep& step : model.steps) {
            QStringList row {model.model,
                             model.organization,
                             model.pool,
                             cells::time(step.range.from),
                             cells::epochMs(step.range.from),
                             cells::time(step.range.to),
                             cells::epochMs(step.range.to)};
            for (const auto& ceiling : step.ceilings) {
                row << ceilingCells(ceiling);
            }
            csv.row(row + admissionCells(step.admission) + deliveryCells(step.delivery));
        }
    }
    return csv.finish();
}

} // namespace plimsoll
