// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/api/apierror.h"

#include <QJsonDocument>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

// Some edges write their code as a number.
QString textOf(const QJsonValue& value)
{
    return value.isDouble() ? QString::number(value.toInteger()) : value.toString();
}

QString pageTitle(const QByteArray& page)
{
    static const QRegularExpression title(u"<title[^>]*>\\s*([^<]{1,200})"_s,
                                          QRegularExpression::CaseInsensitiveOption);
    return title.match(QString::fromUtf8(page.left(16'384))).captured(1).simplified();
}

bool looksLikePage(const QByteArray& body)
{
    const QByteArray head = body.left(1024).trimmed().toLower();
    return head.startsWith("<!doctype") || head.startsWith("<html") || head.startsWith("<?xml")
        || head.contains("<html") || head.contains("<head") || head.contains("<title");
}

// {"error": {"code": 500, "message": "..."}}, {"message": "..."}, {"error_code": 522, "title": ...}
QString foreignMessage(const QJsonObject& object)
{
    const QJsonValue error = object[u"error"];
    for (const QJsonValue& candidate :
         {error[u"message"], error, object[u"message"], object[u"title"], object[u"error_name"]}) {
        if (candidate.isString()) {
            return candidate.toString();
        }
    }
    return {};
}

} // namespace

std::optional<ApiError> apiErrorIn(const QJsonObject& object)
{
    const QJsonObject error = object[u"error"].toObject();
    if (!error[u"type"].isString() || error[u"type"].toString().isEmpty()) {
        return std::nullopt;
    }
    return ApiError {error[u"type"].toString(), textOf(error[u"details"][u"error_code"]),
                     error[u"message"].toString(), object[u"request_id"].toString()};
}

BodyReading readBody(const QByteArray& body)
{
    BodyReading reading;
    const QByteArray trimmed = body.trimmed();
    if (trimmed.isEmpty()) {
        return reading;
    }
    const QJsonDocument document = QJsonDocument::fromJson(trimmed);
    if (document.isObject()) {
        reading.object = document.object();
        if (auto error = apiErrorIn(reading.object)) {
            reading.shape = BodyShape::ApiError;
            reading.error = std::move(*error);
        } else {
            reading.shape = BodyShape::Json;
            reading.error.message = foreignMessage(reading.object);
            reading.error.code = textOf(reading.object[u"error_code"]);
        }
    } else if (looksLikePage(trimmed)) {
        reading.shape = BodyShape::Html;
        reading.error.message = pageTitle(trimmed);
    } else {
        reading.shape = BodyShape::Other;
    }
    return reading;
}

} // namespace plimsoll
