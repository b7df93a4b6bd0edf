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

    // By model, then kind.
    std::strong_ordering operator<=>(const TargetId& other) const
    {
        const int byModel = model.compare(other.model);
        return byModel != 0 ? byModel <=> 0 : kind <=> other.kind;
    }
    bool operator==(const TargetId&) const = default;
};

// One row of the schedule ([[target]] in the configuration).
struct Target
{
    TargetId id;
    std::chrono::milliseconds every {60'000};
    double jitter = 0.2; // share of `every` by which a probe may be late, 0 to 1
    std::chrono::milliseconds timeout {
        60'000}; // from the start of the request to the end of the answer
    bool operator==(const Target&) const = default;
};

} // namespace plimsoll
