// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/secrets/keyreference.h"

#include <QByteArray>
#include <QObject>
#include <QProcessEnvironment>

#include <functional>

namespace plimsoll {

struct FoundKey
{
    QByteArray key; // the secret
    QString warning; // "" or a sentence, for example that others may read the file
};

using KeyAnswer = std::function<void(const Result<FoundKey>&)>;

// Fetches the key and hands it to `answer`, at once for variables and files, later for the
// keychain; not at all when `context` is gone by then. Answers within 10 s also where the desktop's
// keychain does not.
void lookUpKey(const KeyReference& reference, const QProcessEnvironment& environment,
               QObject* context, const KeyAnswer& answer);

// Writes a key into the keychain under a name.
void storeKey(const QString& name, const QByteArray& key, QObject* context,
              const std::function<void(const Result<void>&)>& answer);

} // namespace plimsoll
