// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/api/classify.h"

#include "probes/api/classifyfailure.h"
#include "probes/api/rejectedparameter.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

// 429, or rate_limit_error inside a stream: five causes share one error.type.
Outcome limitedOutcome(const QString& code, const HeaderFacts& facts)
{
    if (code == u"enforced_spend_limit_reached" || code == u"contract_spend_limit_reached") {
        return Outcome::SpendLimited;
    }
    if (code == u"ramp_limit_exceeded") {
        return Outcome::RampLimited;
    }
    return facts.retryAfter || facts.namesLimits ? Outcome::RateLimited
                                                 : Outcome::RateLimitedUnattributed;
}

Outcome serverOutcome(int status, const BodyReading& body)
{
    // 520 to 527 and 530 are written by the edge alone, whatever their body looks like.
    const bool byEdge = (status >= 520 && status <= 527) || status == 530;
    return body.shape == BodyShape::ApiError && !byEdge ? Outcome::ServerError : Outcome::EdgeError;
}

Outcome clientOutcome(int status, const BodyReading& body, const HeaderFacts& facts)
{
    const bool fromApi = body.shape == BodyShape::ApiError;
    const bool json = fromApi || body.shape == BodyShape::Json;
    switch (status) {
    case 400:
        if (body.error.code == u"organization_on_hold") {
            return Outcome::Billing;
        }
        return json ? Outcome::Misconfigured : Outcome::EdgeError;
    case 401:
        return Outcome::AuthFailed;
    case 402:
        return Outcome::Billing;
    case 403:
        return json ? Outcome::AuthFailed : Outcome::EdgeError;
    case 404:
        return fromApi && body.error.type == u"not_found_error" ? Outcome::ModelGone
                                                                : Outcome::EdgeError;
    case 407:
        return Outcome::ConnectFailed;
    case 413: // the edge refuses a body that is too long before the API sees it
    case 422:
        return Outcome::Misconfigured;
    case 429:
        return limitedOutcome(body.error.code, facts);
    default:
        return fromApi ? Outcome::Misconfigured : Outcome::EdgeError;
    }
}

Outcome statusOutcome(const Exchange& exchange, const BodyReading& body, const HeaderFacts& facts)
{
    if (exchange.status == 529) {
        return Outcome::OverloadedHttp;
    }
    if (exchange.status >= 500) {
        return serverOutcome(exchange.status, body);
    }
    if (exchange.status == 403 && headerValue(exchange.headers, "cf-mitigated")) {
        return Outcome::EdgeError;
    }
    return exchange.status >= 400 ? clientOutcome(exchange.status, body, facts)
                                  : Outcome::EdgeError;
}

QString statusDetail(const Exchange& exchange, const BodyReading& body)
{
    QString status = u"%1 answered HTTP %2"_s.arg(exchange.host).arg(exchange.status);
    if (exchange.status >= 300 && exchange.status < 400) {
        const QString to = QString::fromLatin1(exchange.redirectHost);
        return to.isEmpty() ? u"%1, a redirect, which is not followed"_s.arg(status)
                            : u"%1, a redirect to %2, which is not followed"_s.arg(status, to);
    }
    if (exchange.status == 407) {
        return u"the proxy asks for a user name and a password (HTTP 407)"_s;
    }
    switch (body.shape) {
    case BodyShape::ApiError:
        return body.error.message.isEmpty() ? body.error.type : body.error.message;
    case BodyShape::Json:
        return body.error.message.isEmpty() ? u"%1 with JSON that is not the API's"_s.arg(status)
                                            : u"%1: %2"_s.arg(status, body.error.message);
    case BodyShape::Html:
        return body.error.message.isEmpty()
            ? u"%1 with a web page"_s.arg(status)
            : u"%1 with a web page: %2"_s.arg(status, body.error.message);
    case BodyShape::Empty:
        return u"%1 with no body"_s.arg(status);
    case BodyShape::Other:
        return u"%1: %2"_s.arg(status, QString::fromUtf8(exchange.body.left(200)).simplified());
    }
    return status;
}

// What a person has to look at: the parameter, where the answer names one.
QString withParameter(const QString& detail, const BodyReading& body)
{
    const QString parameter = rejectedParameter(body);
    return parameter.isEmpty() || detail.startsWith(parameter) ? detail
                                                               : u"%1: %2"_s.arg(parameter, detail);
}

Judgement judgeStatus(const Exchange& exchange, const HeaderFacts& facts)
{
    const BodyReading body = readBody(exchange.body);
    Judgement judgement;
    judgement.outcome = statusOutcome(exchange, body, facts);
    judgement.failedIn = Phase::FirstByte;
    judgement.errorType = body.error.type;
    judgement.errorCode = body.error.code;
    judgement.requestId = body.error.requestId;
    judgement.detail = statusDetail(exchange, body);
    if (judgement.outcome == Outcome::Misconfigured) {
        judgement.detail = withParameter(judgement.detail, body);
    }
    return judgement;
}

// An error of the API after HTTP 200, by its type: a mistake of ours stays ours.
Outcome lateOutcome(const ApiError& error, bool output, const HeaderFacts& facts)
{
    if (error.type == u"overloaded_error") {
        return output ? Outcome::OverloadedMid : Outcome::OverloadedFirst;
    }
    if (error.type == u"rate_limit_error") {
        return limitedOutcome(error.code, facts);
    }
    if (error.type == u"authentication_error" || error.type == u"permission_error") {
        return Outcome::AuthFailed;
    }
    if (error.type == u"billing_error" || error.code == u"organization_on_hold") {
        return Outcome::Billing;
    }
    if (error.type == u"not_found_error") {
        return Outcome::ModelGone;
    }
    return error.type == u"invalid_request_error" || error.type == u"request_too_large"
        ? Outcome::Misconfigured
        : Outcome::ServerError;
}

// `output` tells whether the answer had begun to speak.
Judgement judgeErrorAfterOk(const ApiError& error, bool output, const HeaderFacts& facts)
{
    Judgement judgement;
    judgement.outcome = lateOutcome(error, output, facts);
    judgement.failedIn = Phase::Stream;
    judgement.errorType = error.type;
    judgement.errorCode = error.code;
    judgement.requestId = error.requestId;
    judgement.detail =
        error.message.isEmpty() ? u"the stream ended with an error"_s : error.message;
    return judgement;
}

Judgement judgeStream(const Exchange& exchange, const HeaderFacts& facts)
{
    const StreamState& stream = *exchange.stream;
    if (stream.error()) {
        return judgeErrorAfterOk(*stream.error(), stream.hasOutput(), facts);
    }
    if (stream.isComplete()) {
        return {};
    }
    if (exchange.failure != Failure::None) {
        return judgeFailure(exchange);
    }
    Judgement judgement;
    judgement.failedIn = Phase::Stream;
    // A stream without a single event of the API is somebody else's.
    judgement.outcome = stream.isStarted() ? Outcome::Cut : Outcome::EdgeError;
    judgement.detail = stream.isStarted()
        ? u"the stream from %1 ended before message_stop"_s.arg(exchange.host)
        : u"%1 answered with an event stream that is not the API's"_s.arg(exchange.host);
    return judgement;
}

bool isExpectedAnswer(ProbeKind kind, const QJsonObject& object)
{
    if (kind == ProbeKind::Control) {
        return object[u"input_tokens"].isDouble() || object[u"data"].isArray();
    }
    return object[u"type"] == u"message"_s;
}

Judgement judgePlainOk(ProbeKind kind, const Exchange& exchange, const HeaderFacts& facts)
{
    if (exchange.failure != Failure::None) {
        return judgeFailure(exchange);
    }
    const BodyReading body = readBody(exchange.body);
    if (body.shape == BodyShape::ApiError) {
        return judgeErrorAfterOk(body.error, false, facts);
    }
    if (body.shape == BodyShape::Json && isExpectedAnswer(kind, body.object)) {
        return {};
    }
    Judgement judgement;
    judgement.outcome = Outcome::EdgeError;
    judgement.failedIn = Phase::Stream;
    judgement.detail = statusDetail(exchange, body);
    return judgement;
}

} // namespace

Judgement classify(ProbeKind kind, const Exchange& exchange, const HeaderFacts& facts)
{
    if (kind == ProbeKind::Line && exchange.failure == Failure::None) {
        Judgement judgement;
        judgement.detail = exchange.failureText; // where the name came from, if not from the DNS
        return judgement;
    }
    if (exchange.status == 0) {
        return judgeFailure(exchange);
    }
    if (exchange.status != 200) {
        return judgeStatus(exchange, facts);
    }
    return exchange.stream ? judgeStream(exchange, facts) : judgePlainOk(kind, exchange, facts);
}

} // namespace plimsoll
