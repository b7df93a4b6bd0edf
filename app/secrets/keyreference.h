// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/result.h"

#include <QString>

namespace plimsoll {

// Where a key is kept. The reference may be shown; the key itself never is.
struct KeyReference
{
    enum class Source { Keychain, Environment, File, StandardInput };

    Source source = Source::Environment;
    QString name; // of the keychain entry or the variable, or the path; "" of the standard input

    bool operator==(const KeyReference&) const = default;
};

// "keychain:NAME", "env:NAME", "file:PATH" or "stdin". A text that looks like a key itself is
// refused without being repeated. where: how an error calls its place.
Result<KeyReference> parseKeyReference(const QString& text,
                                       const QString& where = QStringLiteral("key in [api]"));
QString toText(const KeyReference& reference);

} // namespace plimsoll
