// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline/keyring.h"

#include <memory>
#include <vector>

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

struct Wanted
{
    QString organization;
    QString reference;
    bool admin = false;
};

std::vector<Wanted> wantedKeys(const Settings& settings, KeysWanted which)
{
    std::vector<Wanted> wanted;
    const auto add = [&](const QString& name, const QString& key, const QString& adminKey) {
        if (which == KeysWanted::All || targetsWithKey(settings, name) > 0) {
            wanted.push_back({.organization = name, .reference = key});
        }
        if (!adminKey.isEmpty()) {
            wanted.push_back({.organization = name, .reference = adminKey, .admin = true});
        }
    };
    add({}, settings.keyReference, settings.adminKeyReference);
    for (const auto& [name, organization] : settings.organizations) {
        add(name, organization.keyReference, organization.adminKeyReference);
    }
    return wanted;
}

void keep(Keyring& keyring, const Wanted& wanted, const Result<FoundKey>& found)
{
    if (!found) {
        (wanted.admin ? keyring.adminMissing : keyring.missing)
            .emplace(wanted.organization, found.error());
        return;
    }
    (wanted.admin ? keyring.found.adminKeys : keyring.found.keys)[wanted.organization] = found->key;
    if (!found->warning.isEmpty() && !keyring.warnings.contains(found->warning)) {
        keyring.warnings << found->warning;
    }
}

QString tableOf(const QString& organization)
{
    return organization.isEmpty() ? u"[api]"_s : u"[organization.%1]"_s.arg(organization);
}

} // namespace

void lookUpKeys(const Settings& settings, KeysWanted wanted, const KeySources& sources,
                QObject* context, const std::function<void(const Keyring&)>& answer)
{
    struct Search
    {
        Keyring keyring;
        std::size_t open = 0;
    };
    const std::vector<Wanted> keys = wantedKeys(settings, wanted);
    const auto search = std::make_shared<Search>();
    search->open = keys.size();
    if (keys.empty()) {
        answer(search->keyring);
    }
    for (const Wanted& key : keys) {
        const KeyAnswer arrived = [search, key, answer](const Result<FoundKey>& found) {
            keep(search->keyring, key, found);
            if (--search->open == 0) {
                answer(search->keyring);
            }
        };
        if (const auto reference = parseKeyReference(key.reference)) {
            lookUpKey(*reference, sources, context, arrived);
        } else {
            arrived(reference.error());
        }
    }
}

std::optional<Error> noKeyAtAll(const Settings& settings, const Keyring& keyring)
{
    std::optional<Error> first;
    const auto look = [&](const QString& name) {
        const auto missing = keyring.missing.find(name);
        if (!first && targetsWithKey(settings, name) > 0 && missing != keyring.missing.end()) {
            first = missing->second;
        }
    };
    look({});
    for (const auto& organization : settings.organizations) {
        look(organization.first);
    }
    return keyring.found.keys.empty() ? first : std::nullopt;
}

QStringList keyTroubles(const Settings& settings, const Keyring& keyring)
{
    QStringList sentences;
    for (const auto& [name, error] : keyring.missing) {
        const int targets = targetsWithKey(settings, name);
        sentences << u"%1 is left out (%2 of %3 targets): %4"_s.arg(tableOf(name))
                         .arg(targets)
                         .arg(settings.targets.size())
                         .arg(error.message);
    }
    for (const auto& [name, error] : keyring.adminMissing) {
        sentences << u"The Admin API of %1 is not read: %2"_s.arg(tableOf(name), error.message);
    }
    return sentences + keyring.warnings;
}

} // namespace plimsoll
