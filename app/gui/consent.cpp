// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/consent.h"

#include "app/costnotice.h"
#include "probes/schedule/cost.h"
#include "storage/subject.h"

#include <QHostAddress>
#include <QSettings>

#include <algorithm>
#include <cmath>

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

// Where what is paid is sent, each address once.
QList<QUrl> paidAddresses(const Settings& settings)
{
    QList<QUrl> addresses;
    for (const Target& target : settings.targets) {
        const auto found = settings.organizations.find(target.id.organization);
        const QUrl& address = found == settings.organizations.end() ? settings.api.baseUrl
                                                                    : found->second.api.baseUrl;
        if (isPaid(target.id.kind) && !addresses.contains(address)) {
            addresses << address;
        }
    }
    std::ranges::sort(addresses, {}, [](const QUrl& address) { return address.toString(); });
    return addresses;
}

bool isHere(const QUrl& address)
{
    return address.host() == u"localhost" || QHostAddress(address.host()).isLoopback();
}

QString stateKey(const Settings& settings)
{
    QStringList hosts;
    for (const QUrl& address : paidAddresses(settings)) {
        hosts << address.host();
    }
    hosts.removeDuplicates();
    return u"cost/"_s + hosts.join(u'+') + u"/usd_per_day";
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
    return !std::ranges::all_of(paidAddresses(settings), isHere);
}

bool staysWith(const Settings& settings, const Settings& known)
{
    return std::ranges::all_of(paidAddresses(settings), [&known](const QUrl& address) {
        return isHere(address) || address == known.api.baseUrl
            || std::ranges::any_of(known.organizations, [&address](const auto& organization) {
                   return address == organization.second.api.baseUrl;
               });
    });
}

CostNotice::Content costNoticeContent(const Settings& settings, TimePoint now)
{
    const Catalogue catalogue = catalogueOf(settings);
    const auto nano = [](double usd) { return qint64(std::llround(usd * 1e9)); };
    CostNotice::Content content;
    QStringList addresses;
    for (const QUrl& address : paidAddresses(settings)) {
        addresses << address.toString();
    }
    content.baseUrl = addresses.join(u", "_s);
    for (const TargetCost& cost : costPerDayUsd(settings.targets, catalogue, now).targets) {
        const TargetId& id = cost.target.id;
        if (isPaid(id.kind)) {
            content.lines.push_back(
                {.name = subjectLabel(catalogue.displayName(id.model), id.organization) + u", "
                     + name(id.kind),
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
