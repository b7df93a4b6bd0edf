// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/secrets/keychain.h"

namespace plimsoll {

namespace {

Error notBuiltIn()
{
    return {Error::Code::Unavailable,
            QStringLiteral("This build has no keychain support. Use key = "
                           "\"env:ANTHROPIC_API_KEY\" or \"file:PATH\" instead.")};
}

} // namespace

void readKeychain(const QString& /*name*/, QObject* /*context*/,
                  const std::function<void(const Result<QByteArray>&)>& answer)
{
    answer(notBuiltIn());
}

void writeKeychain(const QString& /*name*/, const QByteArray& /*secret*/, QObject* /*context*/,
                   const std::function<void(const Result<void>&)>& answer)
{
    answer(notBuiltIn());
}

} // namespace plimsoll
