// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/consent.h"

#include "app/costnotice.h"
#include "probes/schedule/cost.h"

#include <QHostAddress>
#include <QSettings>

#include <cmath>

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

QString stateKey(const Settings& settings)
{
    return u"cost/"_s + settings.api.baseUrl.host() + u"/usd_per_day";
}

// Dearer than any: a price that is unknown is accepted only as unknown.
double costOf(const Settings& settings, TimePoint now)
{
    const DailyCost cost = costPerDayUsd(settings.targets, catalogueOf(settings), now);
    return cost.unknownPrices.isEmpty() ? cost.usdPerDay : 1e9;
}

} // namespace

bool costAccepted(const Settings& settings, const QString& stateFile, TimePoint now)
{
    const QSettings state(stateFile, QSettings::IniFormat);
    const QVariant accepted = state.value(stateKey(settings));
    // A hundredth of a cent more is rounding of the file, not another schedule.
    return accepted.isValid() && costOf(settings, now) <= accepted.toDouble() + 1e-4;
}

void rememberCostAccepted(const Settings& settings, const QString& stateFile, TimePoint now)
{
    QSettings state(stateFile, QSettings::IniFormat);
    state.setValue(stateKey(settings), costOf(settings, now));
}

bool needsConsent(const Settings& settings)
{
    const QString host = settings.api.baseUrl.host();
    const bool here = host == u"localhost" || QHostAddress(host).isLoopback();
    return !here && hasPaidTargets(settings);
}

CostNotice::Content costNoticeContent(const Settings& settings, TimePoint now)
{
    const Catalogue catalogue = catalogueOf(settings);
    const auto nano = [](double usd) { return qint64(std::llround(usd * 1e9)); };
    CostNotice::Content content;
    content.baseUrl = settings.api.baseUrl.toString();
    for (const TargetCost& cost : costPerDayUsd(settings.targets, catalogue, now).targets) {
        const TargetId& id = cost.target.id;
        if (isPaid(id.kind)) {
            content.lines.push_back(
                {.name = catalogue.displayName(id.model) + u", " + name(id.kind),
                 .every = cost.target.every,
                 .nanoUsdPerDay =
                     cost.usdPerDay ? std::optional(nano(*cost.usdPerDay)) : std::nullopt});
        }
    }
    if (settings.budget.usdPerDay) {
        content.budgetNanoUsd = nano(*settings.budget.usdPerDay);
    }
    if (settings.budget.usdPerMonth) {
        content.monthBudgetNanoUsd = nano(*settings.budget.usdPerMonth);
    }
    for (const QString& warning : ceilingWarnings(projectionOf(settings, now), settings.budget)) {
        content.warnings += warning.left(1).toUpper() + warning.mid(1);
    }
    return content;
}

} // namespace plimsoll
