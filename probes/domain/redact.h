// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QString>

namespace plimsoll {

// Replaces every key (sk-ant-...), every Authorization or x-api-key value and every password inside
// a URL by "[redacted]". Applied at every edge where text leaves us: logs, details, stored headers
// and bodies, error messages.
QString redacted(const QString& text);
QByteArray redacted(const QByteArray& text);

// The same, and each secret with every part of it of at least secretPart characters, because a text
// may be cut in the middle of a secret. Found as they are, percent-encoded and escaped as in JSON;
// not in other encodings such as Base64.
inline constexpr qsizetype secretPart = 12;
QString withoutSecrets(const QString& text, const QByteArrayList& secrets);
QByteArray withoutSecrets(const QByteArray& text, const QByteArrayList& secrets);

// Headers that identify a session or a person and are stored as "[redacted]".
bool isSecretHeader(QByteArrayView name);

} // namespace plimsoll
