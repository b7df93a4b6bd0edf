// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/secrets/keyreference.h"

#include "probes/domain/redact.h"

namespace plimsoll {

using namespace Qt::StringLiterals;

Result<KeyReference> parseKeyReference(const QString& text, const QString& where)
{
    if (text.contains(u"sk-ant-")) {
        return Error {Error::Code::Config,
                      u"%1 holds a key. Keys are not kept in this file: put it in an environment "
                      "variable, in a file of mode 0600 or in the keychain, refer to it as "
                      "env:NAME, file:PATH or keychain:NAME, and replace the key that was written "
                      "here."_s.arg(where)};
    }
    if (text == u"stdin"_s) {
        return KeyReference {.source = KeyReference::Source::StandardInput, .name = {}};
    }
    const auto named = [&text](QLatin1String prefix, KeyReference::Source source) {
        return text.startsWith(prefix) && text.size() > prefix.size()
            ? std::optional(KeyReference {.source = source, .name = text.mid(prefix.size())})
            : std::nullopt;
    };
    for (const auto& [prefix, source] : {std::pair {"keychain:"_L1, KeyReference::Source::Keychain},
                                         std::pair {"env:"_L1, KeyReference::Source::Environment},
                                         std::pair {"file:"_L1, KeyReference::Source::File}}) {
        if (const auto reference = named(prefix, source)) {
            return *reference;
        }
    }
    return Error {Error::Code::Config,
                  u"%1 must say where the key is kept: env:NAME, file:PATH, keychain:NAME or "
                  "stdin."_s.arg(where)};
}

QString toText(const KeyReference& reference)
{
    switch (reference.source) {
    case KeyReference::Source::Keychain:
        return u"keychain:"_s + reference.name;
    case KeyReference::Source::File:
        return u"file:"_s + reference.name;
    case KeyReference::Source::StandardInput:
        return u"stdin"_s;
    case KeyReference::Source::Environment:
        break;
    }
    return u"env:"_s + reference.name;
}

} // namespace plimsoll
