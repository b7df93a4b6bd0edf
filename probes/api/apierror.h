// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <optional>

namespace plimsoll {

// What kind of thing a body is, whatever its content type says.
enum class BodyShape {
    Empty,
    ApiError, // {"error": {"type": "...", ...}}
    Json, // another JSON object
    Html,
    Other
};

// An error as the API words it. Texts are as received: redact before they leave.
struct ApiError
{
    QString type; // "overloaded_error"
    QString code; // error.details.error_code, "" if none
    QString message; // for a person; its wording is unstable
    QString requestId;
};

struct BodyReading
{
    BodyShape shape = BodyShape::Empty;
    ApiError
        error; // filled for ApiError; its message also for pages (their title) and foreign JSON
    QJsonObject object; // filled for ApiError and Json
};

// Reads a body that may be cut, foreign or hostile.
BodyReading readBody(const QByteArray& body);
// The error inside a JSON object of the API's shape: {"type":"error","error":{"type":...}}.
std::optional<ApiError> apiErrorIn(const QJsonObject& object);

} // namespace plimsoll
