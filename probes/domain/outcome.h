// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1String>
#include <QMetaType>
#include <QString>
#include <QStringView>

#include <array>
#include <cstddef>
#include <optional>

namespace plimsoll {

// Why a request ended the way it did. The numbers are stored: append, never reorder.
enum class Outcome : quint8 {
    Ok,
    OverloadedHttp, // HTTP 529
    OverloadedFirst, // 200, then overloaded_error before any output
    OverloadedMid, // the same after output began
    RateLimited,
    RampLimited,
    SpendLimited,
    RateLimitedUnattributed, // 429 without any header that says why
    ServerError, // 5xx in the shape of the API
    EdgeError, // 52x, proxy pages, answers that are not the API's
    AuthFailed,
    Billing,
    Misconfigured, // 400, 413, 422: the request itself is wrong
    ModelGone, // 404
    DnsFailed,
    ConnectFailed,
    TlsFailed,
    TimedOut, // the request was sent and no answer came in time
    Stalled, // an answer began and then nothing came for too long
    Cut, // the request was sent and the connection closed before the answer was complete
    LocalNetwork,
    Skipped // not sent; the detail says why
};

inline constexpr std::size_t outcomeCount = std::size_t(Outcome::Skipped) + 1;

// Who has to do something about it.
enum class Party { Nobody, Service, You, YourNetwork };

// Stable identifier used in CSV, JSON and logs, for example "overloaded_http".
QLatin1String name(Outcome outcome);
std::optional<Outcome> outcomeFromName(QStringView name);
// Short words for a person, for example "HTTP 529".
QString label(Outcome outcome);
Party whoMustAct(Outcome outcome);
// One sentence: who must act, and how.
QString advice(Outcome outcome);

constexpr bool isOverload(Outcome outcome)
{
    return outcome == Outcome::OverloadedHttp || outcome == Outcome::OverloadedFirst
        || outcome == Outcome::OverloadedMid;
}

// 429 in any of its shapes: this account's, shown beside the overload rate, never in it.
constexpr bool isLimited(Outcome outcome)
{
    return outcome >= Outcome::RateLimited && outcome <= Outcome::RateLimitedUnattributed;
}

// The request reached the service and the answer says something about its capacity (design,
// accounting).
constexpr bool reachedService(Outcome outcome)
{
    return outcome == Outcome::Ok || isOverload(outcome) || outcome == Outcome::ServerError
        || outcome == Outcome::EdgeError || outcome == Outcome::TimedOut
        || outcome == Outcome::Stalled || outcome == Outcome::Cut;
}

// How often each outcome occurred. Only probes for which countsInRate(kind) holds belong in a rate.
class OutcomeCounts
{
public:
    quint64& operator[](Outcome outcome) { return m_counts[std::size_t(outcome)]; }
    quint64 operator[](Outcome outcome) const { return m_counts[std::size_t(outcome)]; }
    OutcomeCounts& operator+=(const OutcomeCounts& other);
    bool operator==(const OutcomeCounts&) const = default;

    quint64 overloaded() const; // numerator of the overload rate
    quint64 reached() const; // denominator of the overload rate
    quint64 limited() const; // all 429
    quint64 total() const;

private:
    std::array<quint64, outcomeCount> m_counts {};
};

// The accounting rules in plain sentences; every report prints them.
QStringList accountingRules();

} // namespace plimsoll

Q_DECLARE_METATYPE(plimsoll::Outcome)
