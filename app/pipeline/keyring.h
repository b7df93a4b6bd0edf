// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/config/settings.h"
#include "app/secrets/keylookup.h"

#include <QObject>

#include <functional>
#include <map>

namespace plimsoll {

// What became of the keys that the settings refer to, by the name of the organization ("" for
// [api]).
struct Keyring
{
    FoundKeys found;
    std::map<QString, Error> missing;
    std::map<QString, Error> adminMissing;
    QStringList warnings; // of files that others may read
};

enum class KeysWanted {
    Needed, // by a target; and every admin key
    All
};

// Looks all of them up and answers once, when the last is found or not; not at all when `context`
// is gone by then.
void lookUpKeys(const Settings& settings, KeysWanted wanted, const KeySources& sources,
                QObject* context, const std::function<void(const Keyring&)>& answer);

// Why nothing can begin: targets need keys and not one of them was found.
std::optional<Error> noKeyAtAll(const Settings& settings, const Keyring& keyring);

// One sentence for each organization whose targets are left out, and each Admin API that is not
// read, for want of a key; then the warnings.
QStringList keyTroubles(const Settings& settings, const Keyring& keyring);

} // namespace plimsoll
