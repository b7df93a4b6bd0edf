// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/clock.h"
#include "probes/domain/result.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QJsonValue>
#include <QString>
#include <QStringView>

#include <optional>

namespace plimsoll {

// What comes from outside is bounded before it is kept: characters of a title and of a text, bytes
// of the raw answer.
inline constexpr qsizetype maxForeignTitle = 300;
inline constexpr qsizetype maxForeignText = 8192;
inline constexpr qsizetype maxForeignRaw = 65'536;

// The object that a body is. A web page, JSON that is cut or of another shape is BadData; `what`
// names the body in the message.
Result<QJsonObject> readJsonObject(const QByteArray& body, const QString& what);

// Text without tags, with the entities that pages use resolved; a paragraph or a break ends a line.
// No control characters but line feeds, no key, at most maxForeignText characters.
QString plainText(const QString& html);
// A single line of it, at most maxForeignTitle characters.
QString plainTitle(const QString& text);

// A body as evidence: redacted and at most maxForeignRaw bytes, cut between characters.
QByteArray evidence(const QByteArray& raw);

// RFC 3339, only with a zone and between the years 2000 and 2200.
std::optional<TimePoint> momentIn(const QJsonValue& value);
QString momentText(TimePoint t); // "2026-11-21T05:13:45.835Z"

} // namespace plimsoll
