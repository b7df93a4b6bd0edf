// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/observation.h"

#include <optional>

namespace plimsoll::exchange {

// The values of a kind by their names, for visitors that read.
inline std::optional<ProbeKind> fromName(QStringView text, ProbeKind)
{
    return probeKindFromName(text);
}
inline std::optional<Outcome> fromName(QStringView text, Outcome)
{
    return outcomeFromName(text);
}
inline std::optional<Phase> fromName(QStringView text, Phase)
{
    for (int i = 0; i <= int(Phase::Stream); ++i) {
        if (name(Phase(i)) == text) {
            return Phase(i);
        }
    }
    return std::nullopt;
}

// Every field of an observation but its seq, with its name, said once: for whatever writes or reads
// observations in other programs' formats. Names are those of the CSV's columns; a visitor adds the
// unit that it writes to those of moments, durations and money. O is Observation, const or not.
template<typename Visitor, typename O>
void visitFields(Visitor& v, O& o)
{
    v.moment("at", o.at);
    v.text("model", o.target.model);
    v.text("organization", o.target.organization);
    v.named("kind", o.target.kind);
    v.named("outcome", o.outcome);
    v.named("failed_in", o.failedIn);
    v.text("detail", o.detail);
    v.httpStatus("http_status", o.httpStatus);
    v.text("error_type", o.errorType);
    v.text("error_code", o.errorCode);
    v.lateness("lateness", o.lateness);
    v.group("timing", [&o](Visitor& timing) {
        timing.duration("resolve", o.timing.resolve);
        timing.duration("connect", o.timing.connect);
        timing.duration("tls", o.timing.tls);
        timing.duration("send", o.timing.send);
        timing.duration("first_byte", o.timing.firstByte);
        timing.duration("first_token", o.timing.firstToken);
        timing.duration("total", o.timing.total);
        timing.duration("origin", o.timing.origin);
        timing.durations("token_gaps", o.timing.tokenGaps);
    });
    v.group("usage", [&o](Visitor& usage) {
        usage.count("input_tokens", o.usage.input);
        usage.count("output_tokens", o.usage.output);
        usage.count("cache_write_tokens", o.usage.cacheWrite);
        usage.count("cache_read_tokens", o.usage.cacheRead);
    });
    v.money("cost", o.costNanoUsd);
    v.limits("limits", o.limits);
    v.retryAfter("retry_after_s", o.retryAfter);
    v.clockSkew("clock_skew_ms", o.clockSkew);
    v.text("request_id", o.requestId);
    v.text("edge", o.edge);
    v.flag("reused_connection", o.connection.reused);
    v.httpVersion("http_version", o.connection.httpVersion);
    v.addressFamily("address_family", o.connection.addressFamily);
    v.flag("proxied", o.connection.proxied);
    v.headers("headers", o.headers);
    v.bytes("body_excerpt", o.bodyExcerpt);
}

} // namespace plimsoll::exchange
