// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1String>
#include <QString>
#include <QStringView>

#include <optional>

namespace plimsoll {

// What a probe sends. The numbers are stored: append, never reorder.
enum class ProbeKind : quint8 {
    Admission, // stream, one token: the sample for the overload rate
    Prefill, // max_tokens 0, no stream: the cheapest
    Generation, // stream of about 32 tokens: first token and time per token
    Control, // count_tokens or the model list, free: tells "them" from "my line"
    Followup, // inside a burst, to time its end; never counted in a rate
    Line, // name resolution, TCP and TLS by hand, no HTTP
    CacheWrite, // a long prefix marked with cache_control, sent the first time: opt-in, dear
    CacheRead // the same prefix again, right after
};

inline constexpr std::size_t probeKindCount = 8;

QLatin1String name(ProbeKind kind); // "admission"
std::optional<ProbeKind> probeKindFromName(QStringView name);

// Scheduled requests for output: the only ones that may enter an overload rate.
constexpr bool countsInRate(ProbeKind kind)
{
    return kind == ProbeKind::Admission || kind == ProbeKind::Prefill
        || kind == ProbeKind::Generation;
}

// What the effect of the prompt cache is measured with; never counted in a rate.
constexpr bool isCachePair(ProbeKind kind)
{
    return kind == ProbeKind::CacheWrite || kind == ProbeKind::CacheRead;
}

constexpr bool isStreamed(ProbeKind kind)
{
    return kind == ProbeKind::Admission || kind == ProbeKind::Generation
        || kind == ProbeKind::Followup || isCachePair(kind);
}

// Costs money: shown per day before the first one is sent.
constexpr bool isPaid(ProbeKind kind)
{
    return countsInRate(kind) || kind == ProbeKind::Followup || isCachePair(kind);
}

} // namespace plimsoll
