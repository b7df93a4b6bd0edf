// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/simulator/answertext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>

namespace plimsoll::simulator {

namespace {

QByteArray limitWords(LimitKind kind)
{
    switch (kind) {
    case LimitKind::Requests:
        return QByteArrayLiteral("requests");
    case LimitKind::InputTokens:
        return QByteArrayLiteral("input tokens");
    case LimitKind::OutputTokens:
        return QByteArrayLiteral("output tokens");
    case LimitKind::Tokens:
        break;
    }
    return QByteArrayLiteral("tokens");
}

// With the typographic apostrophe of the real one.
QByteArray rateMessage(const Exchange& exchange)
{
    // "40,000": the C locale would leave the comma out.
    const QLocale english(QLocale::English, QLocale::UnitedStates);
    const QByteArray value = english.toString(exchange.limitValue).toUtf8();
    return "This request would exceed your organization\xe2\x80\x99s rate limit of " + value + ' '
        + limitWords(exchange.limitHit) + " per minute.";
}

// The inside of a JSON string; a model's name is whatever the request said.
QByteArray escaped(const QByteArray& text)
{
    const QJsonArray list {QString::fromUtf8(text)};
    return QJsonDocument(list).toJson(QJsonDocument::Compact).chopped(2).sliced(2);
}

QByteArray edgeJson(const Exchange& exchange)
{
    return R"({"type":"https://developers.cloudflare.com/support/troubleshooting/)"
           R"(http-status-codes/cloudflare-5xx-errors/error-522/","title":"Error 522: Connection )"
           R"(timed out","status":522,"detail":"The connection to the origin web server timed )"
           R"(out.","cloudflare_error":true,"error_code":522,"error_name":)"
           R"("connection_timeout","retryable":true,"retry_after":120,"ray_id":")"
        + exchange.ray.left(16) + R"(","zone":"api.anthropic.com"})";
}

QByteArray edgeHtml(const Exchange& exchange)
{
    return "<!DOCTYPE html>\n<html lang=\"en-US\">\n<head>\n<title>api.anthropic.com | 520: Web "
           "server is returning an unknown error</title>\n</head>\n<body>\n<h1>Web server is "
           "returning an unknown error <span>Error code 520</span></h1>\n<p>Cloudflare Ray ID: "
           "<strong>"
        + exchange.ray.left(16) + "</strong></p>\n</body>\n</html>\n";
}

QByteArray challengeHtml()
{
    return R"(<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title><meta )"
           R"(name="robots" content="noindex,nofollow"></head><body><noscript>Enable JavaScript )"
           "and cookies to continue</noscript></body></html>";
}

ErrorText usualError(const Exchange& exchange)
{
    switch (exchange.shape()) {
    case Shape::OverloadedHttp:
    case Shape::OverloadedFirst:
    case Shape::OverloadedMid:
        return {"overloaded_error", "Overloaded", {}};
    case Shape::RateLimited:
        return {"rate_limit_error", rateMessage(exchange), {}};
    case Shape::RampLimited:
        return {"rate_limit_error",
                "Your usage is rising faster than the acceleration limit allows. Please ramp up "
                "more slowly.",
                "ramp_limit_exceeded"};
    case Shape::SpendLimited:
        return {"rate_limit_error", "You have reached the monthly spend limit of your usage tier.",
                "enforced_spend_limit_reached"};
    case Shape::Unattributed429:
        return {"rate_limit_error", "Error", {}};
    case Shape::Error500:
        return {"api_error", "Internal server error", {}};
    case Shape::Error503:
        return {"api_error", "Service temporarily unavailable", {}};
    case Shape::Error504:
        return {"timeout_error", "Request timed out", {}};
    case Shape::BadRequest:
        return {"invalid_request_error", "The request is not valid.", {}};
    case Shape::ModelGone:
        return {"not_found_error", "model: " + exchange.request.model.toUtf8(), {}};
    case Shape::AuthFailed:
        return {"authentication_error", "invalid x-api-key", {}};
    case Shape::Billing402:
        return {"billing_error", "There is a problem with the billing of your organization.", {}};
    case Shape::Permission403:
        return {"permission_error", "Your API key has no permission to use this model.", {}};
    default:
        return {};
    }
}

} // namespace

ErrorText errorOf(const Exchange& exchange)
{
    ErrorText error = usualError(exchange);
    if (!exchange.messageText.isEmpty()) {
        error.message = exchange.messageText;
    }
    return error;
}

QByteArray errorJson(const ErrorText& error, const QByteArray& requestId)
{
    const QByteArray details = error.code.isEmpty()
        ? QByteArray()
        : R"(,"details":{"error_code":")" + error.code + R"("})";
    return R"({"type":"error","error":{"type":")" + error.type + R"(","message":")"
        + escaped(error.message) + '"' + details + R"(},"request_id":")" + requestId + R"("})";
}

QByteArray errorBody(const Exchange& exchange)
{
    switch (exchange.shape()) {
    case Shape::Error503Text:
        return "upstream connect error or disconnect/reset before headers. reset reason: overflow";
    case Shape::Edge520Html:
        return edgeHtml(exchange);
    case Shape::Edge520Empty:
        return {};
    case Shape::Edge522Json:
        return edgeJson(exchange);
    case Shape::Challenge403:
        return challengeHtml();
    default:
        return errorJson(errorOf(exchange), exchange.requestId);
    }
}

} // namespace plimsoll::simulator
