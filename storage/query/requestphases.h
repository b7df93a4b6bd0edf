// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/estimates.h"
#include "storage/query/probedmodels.h"
#include "storage/store.h"

#include <array>

namespace plimsoll {

// What the time of a request is made of. From Resolve to Rest each begins where the one before it
// ends; FirstToken and Total are sums of some of them: FirstToken of FirstByte and Opening, Total
// of all. The resolver, TCP and TLS of a connection that was there already have no value.
enum class RequestPhase : quint8 {
    Resolve,
    Connect,
    Tls,
    Send,
    FirstByte, // sent to the first byte of the answer
    Opening, // first byte to first token
    Rest, // first token to the end, and addresses that were tried in vain
    FirstToken, // sent to first token
    Total
};

inline constexpr std::size_t requestPhaseCount = 9;
inline constexpr std::array stackedPhases {
    RequestPhase::Resolve,   RequestPhase::Connect, RequestPhase::Tls, RequestPhase::Send,
    RequestPhase::FirstByte, RequestPhase::Opening, RequestPhase::Rest};

struct PhaseFigure
{
    QuantileEstimate p50;
    QuantileEstimate p95;
};

// Of answers with outcome ok.
struct PhaseFigures
{
    std::array<PhaseFigure, requestPhaseCount> figures;
    quint64 answers = 0; // that were read
    std::optional<TimePoint> since; // only the newest were read: the oldest of them

    const PhaseFigure& operator[](RequestPhase phase) const { return figures[std::size_t(phase)]; }
    PhaseFigure& operator[](RequestPhase phase) { return figures[std::size_t(phase)]; }
};

PhaseFigure phaseFigure(const stats::Sketch& microseconds);

// No sum is kept of the phases before the first byte, so rows are read: the newest ones of a range,
// up to this number.
inline constexpr qint64 phaseRows = 10'000;

Result<PhaseFigures> phaseFigures(const StoreReader& reader, const ProbedModel& model,
                                  TimeRange range, qint64 mostRows = phaseRows);

} // namespace plimsoll
