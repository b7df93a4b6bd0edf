// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/result.h"

#include <QByteArray>
#include <QObject>

#include <functional>

namespace plimsoll {

// The desktop's keychain (Secret Service, KWallet, macOS Keychain, Windows Credential Manager)
// through QtKeychain. Without PLIMSOLL_KEYCHAIN, or where there is no desktop session, every call
// answers with an error that says what else can be done. Service name "plimsoll".
void readKeychain(const QString& name, QObject* context,
                  const std::function<void(const Result<QByteArray>&)>& answer);
void writeKeychain(const QString& name, const QByteArray& secret, QObject* context,
                   const std::function<void(const Result<void>&)>& answer);

} // namespace plimsoll
