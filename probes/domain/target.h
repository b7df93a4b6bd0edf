// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/probekind.h"

#include <QString>

#include <chrono>
#include <compare>

namespace plimsoll {

// What a series of observations is about. `model` is empty for a line probe and for a model-list
// control.
struct TargetId
{
    QString model;
    ProbeKind kind = ProbeKind::Admission;
    QString organization {}; // whose key is used: a name of the configuration, "" for that of [api]

    // By model, then kind, then organization.
    std::strong_ordering operator<=>(const TargetId& other) const
    {
        if (const int byModel = model.compare(other.model); byModel != 0) {
            return byModel <=> 0;
        }
        const auto byKind = kind <=> other.kind;
        return byKind != 0 ? byKind : organization.compare(other.organization) <=> 0;
    }
    bool operator==(const TargetId&) const = default;
};

// When probes of a target are due.
enum class Sampling : quint8 {
    Poisson, // exponential gaps: load that comes in periods cannot hide between the probes
    Fixed // a fixed interval with jitter
};

constexpr QLatin1String name(Sampling sampling)
{
    return sampling == Sampling::Fixed ? QLatin1String("fixed") : QLatin1String("poisson");
}

// One row of the schedule ([[target]] in the configuration).
struct Target
{
    TargetId id;
    std::chrono::milliseconds every {60'000}; // on average
    Sampling sampling = Sampling::Poisson;
    double jitter = 0.2; // of Fixed: share of `every` by which a probe may be late, 0 to 1
    std::chrono::milliseconds timeout {
        60'000}; // from the start of the request to the end of the answer
    bool operator==(const Target&) const = default;
};

} // namespace plimsoll
