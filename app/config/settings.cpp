// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/settings.h"

#include "probes/schedule/arrivals.h"

#include <algorithm>
#include <iterator>

namespace plimsoll {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

bool sendsKey(const Target& target)
{
    return target.id.kind != ProbeKind::Line;
}

} // namespace

Settings defaultSettings(const QProcessEnvironment& environment)
{
    Settings settings;
    const QString baseUrl = environment.value(u"ANTHROPIC_BASE_URL"_s);
    if (!baseUrl.isEmpty()) {
        settings.api.baseUrl = QUrl(baseUrl, QUrl::StrictMode);
    }
    settings.targets = defaultTargets();
    return settings;
}

std::vector<Target> defaultTargets()
{
    const auto target = [](const QString& model, ProbeKind kind, std::chrono::milliseconds every) {
        Target made;
        made.id = {.model = model, .kind = kind};
        made.every = every;
        return made;
    };
    return {
        target(u"claude-opus-4-7"_s, ProbeKind::Admission, 60s),
        target(u"claude-opus-5-5"_s, ProbeKind::Admission, 60s),
        target(u"claude-sonnet-5-5"_s, ProbeKind::Admission, 60s),
        target(u"claude-haiku-5-5"_s, ProbeKind::Admission, 60s),
        target(u"claude-opus-4-7"_s, ProbeKind::Generation, 15min),
        target(QString(), ProbeKind::Control, 60s),
        target(QString(), ProbeKind::Line, 60s),
    };
}

Catalogue catalogueOf(const Settings& settings)
{
    Catalogue catalogue = Catalogue::shipped();
    for (const auto& [model, prices] : settings.prices) {
        catalogue.setPrices(model, prices);
    }
    if (settings.tiers) {
        catalogue.setTiers(*settings.tiers);
    }
    return catalogue;
}

ProbeSettings probeSettingsOf(const Settings& settings, const FoundKeys& found, quint64 seed)
{
    const auto withKeys = [&found](ApiSettings api, const QString& organization) {
        const auto key = found.keys.find(organization);
        const auto adminKey = found.adminKeys.find(organization);
        api.key = key == found.keys.end() ? QByteArray() : key->second;
        api.adminKey = adminKey == found.adminKeys.end() ? QByteArray() : adminKey->second;
        return api;
    };
    ProbeSettings probes;
    probes.api = withKeys(settings.api, {});
    for (const auto& [name, organization] : settings.organizations) {
        probes.organizations[name] = withKeys(organization.api, name);
    }
    probes.budget = settings.budget;
    probes.line = settings.line;
    std::ranges::copy_if(
        settings.targets, std::back_inserter(probes.targets), [&found](const Target& target) {
            return !sendsKey(target) || found.keys.contains(target.id.organization);
        });
    probes.seed = seed;
    return probes;
}

std::chrono::milliseconds sampleInterval(const std::vector<Target>& targets)
{
    std::chrono::milliseconds longest {0};
    for (const Target& target : targets) {
        if (target.id.kind == ProbeKind::Admission || target.id.kind == ProbeKind::Prefill) {
            longest = std::max(longest, target.every);
        }
    }
    return longest.count() > 0 ? longest : Target().every;
}

std::chrono::milliseconds longestSilence(const std::vector<Target>& targets)
{
    const auto silenceOf = [](const Target& target) { return longestGap(target) + target.timeout; };
    std::map<TargetId, std::chrono::milliseconds> silences; // by model, of its densest target
    for (const Target& target : targets) {
        if (countsInRate(target.id.kind)) {
            const TargetId subject {target.id.model, {}, target.id.organization};
            const auto [known, isNew] = silences.try_emplace(subject, silenceOf(target));
            known->second = std::min(known->second, silenceOf(target));
        }
    }
    const auto longest =
        std::ranges::max_element(silences, {}, [](const auto& silence) { return silence.second; });
    return longest == silences.end() ? silenceOf(Target()) : longest->second;
}

int targetsWithKey(const Settings& settings, const QString& organization)
{
    return int(std::ranges::count_if(settings.targets, [&organization](const Target& target) {
        return sendsKey(target) && target.id.organization == organization;
    }));
}

} // namespace plimsoll
