// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/secrets/keyreference.h"

#include <QByteArray>
#include <QObject>
#include <QProcessEnvironment>

#include <functional>
#include <optional>

namespace plimsoll {

struct FoundKey
{
    QByteArray key; // the secret
    QString warning; // "" or a sentence, for example that others may read the file
};

using KeyAnswer = std::function<void(const Result<FoundKey>&)>;

// Where keys can be found besides the keychain and files.
struct KeySources
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    std::optional<QByteArray> standardInput {}; // what was read of it at the start; absent: nothing
};

// Fetches the key and hands it to `answer`, at once for all but the keychain, for that later; not
// at all when `context` is gone by then. Answers within 10 s also where the desktop's keychain does
// not.
void lookUpKey(const KeyReference& reference, const KeySources& sources, QObject* context,
               const KeyAnswer& answer);

// The first line of the standard input. Refused when that is a terminal, which would show the key.
Result<QByteArray> readKeyFromStandardInput();

// Writes a key into the keychain under a name.
void storeKey(const QString& name, const QByteArray& key, QObject* context,
              const std::function<void(const Result<void>&)>& answer);

} // namespace plimsoll
