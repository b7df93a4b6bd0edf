// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/api/classifyfailure.h"

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

bool wasSent(const Exchange& exchange)
{
    return exchange.phase == Phase::FirstByte || exchange.phase == Phase::Stream;
}

Outcome notConnected(Phase phase)
{
    switch (phase) {
    case Phase::Resolve:
        return Outcome::DnsFailed;
    case Phase::Tls:
        return Outcome::TlsFailed;
    default:
        return Outcome::ConnectFailed;
    }
}

Outcome failureOutcome(const Exchange& exchange)
{
    if (!exchange.lineDown.isEmpty()) {
        return Outcome::LocalNetwork;
    }
    switch (exchange.failure) {
    case Failure::NameNotFound:
        return Outcome::DnsFailed;
    case Failure::Refused:
    case Failure::Unreachable:
    case Failure::Proxy:
        return Outcome::ConnectFailed;
    case Failure::Tls:
        return Outcome::TlsFailed;
    case Failure::Closed:
        return wasSent(exchange) ? Outcome::Cut : notConnected(exchange.phase);
    case Failure::TimedOut:
        return wasSent(exchange) ? Outcome::TimedOut : notConnected(exchange.phase);
    case Failure::Silent:
        return Outcome::Stalled;
    case Failure::NotHttp:
    case Failure::Endless:
    case Failure::None:
        return Outcome::EdgeError;
    }
    return Outcome::EdgeError;
}

QString withReason(const QString& sentence, const QString& reason)
{
    return reason.isEmpty() ? sentence : u"%1 (%2)"_s.arg(sentence, reason);
}

QString timeoutDetail(const Exchange& exchange)
{
    switch (exchange.phase) {
    case Phase::Resolve:
        return u"the name of %1 was not resolved in time"_s.arg(exchange.host);
    case Phase::Tls:
        return u"%1 accepted the connection and did not finish the TLS handshake in time"_s.arg(
            exchange.host);
    case Phase::Send:
        return u"%1 did not take the whole request in time"_s.arg(exchange.host);
    case Phase::FirstByte:
        return u"%1 took the request and sent no answer in time"_s.arg(exchange.host);
    case Phase::Stream:
        return u"the answer of %1 was not complete in time"_s.arg(exchange.host);
    default:
        return u"no connection to %1 was made in time"_s.arg(exchange.host);
    }
}

QString closedDetail(const Exchange& exchange)
{
    switch (exchange.phase) {
    case Phase::FirstByte:
        return u"%1 gave no complete HTTP answer before the connection ended"_s.arg(exchange.host);
    case Phase::Stream:
        return u"%1 closed the connection in the middle of its answer"_s.arg(exchange.host);
    default:
        return u"%1 closed the connection before the request was sent"_s.arg(exchange.host);
    }
}

QString failureDetail(const Exchange& exchange)
{
    switch (exchange.failure) {
    case Failure::NameNotFound:
        return u"the name of %1 could not be resolved"_s.arg(exchange.host);
    case Failure::Refused:
        return u"%1 refused the connection"_s.arg(exchange.host);
    case Failure::Unreachable:
        return withReason(u"%1 could not be reached"_s.arg(exchange.host), exchange.failureText);
    case Failure::Tls:
        return withReason(u"no trusted TLS connection to %1"_s.arg(exchange.host),
                          exchange.failureText);
    case Failure::Proxy:
        return withReason(u"the proxy made no connection to %1"_s.arg(exchange.host),
                          exchange.failureText);
    case Failure::Closed:
        return closedDetail(exchange);
    case Failure::NotHttp:
        return withReason(u"%1 answered with something that is not HTTP"_s.arg(exchange.host),
                          exchange.failureText);
    case Failure::TimedOut:
        return timeoutDetail(exchange);
    case Failure::Silent:
        return u"%1 began to answer and then fell silent"_s.arg(exchange.host);
    case Failure::Endless:
        return u"%1 sent far more than any answer of the API; we hung up"_s.arg(exchange.host);
    case Failure::None:
        break;
    }
    return u"%1 gave no answer"_s.arg(exchange.host);
}

} // namespace

Judgement judgeFailure(const Exchange& exchange)
{
    Judgement judgement;
    judgement.outcome = failureOutcome(exchange);
    judgement.failedIn =
        exchange.failure == Failure::NameNotFound ? Phase::Resolve : exchange.phase;
    judgement.detail = exchange.lineDown.isEmpty()
        ? failureDetail(exchange)
        : u"our own line is down: %1; %2"_s.arg(exchange.lineDown, failureDetail(exchange));
    return judgement;
}

} // namespace plimsoll
