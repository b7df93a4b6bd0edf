// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace plimsoll {

// Replaces every key (sk-ant-...) and every Authorization or x-api-key value in a text by
// "[redacted]". Applied at every edge where text leaves us: logs, details, stored headers and
// bodies, error messages.
QString redacted(const QString& text);
QByteArray redacted(const QByteArray& text);

// Headers that identify a session or a person and are stored as "[redacted]".
bool isSecretHeader(QByteArrayView name);

} // namespace plimsoll
