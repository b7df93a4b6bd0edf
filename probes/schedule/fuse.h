// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/catalogue.h"
#include "probes/domain/observation.h"

#include <QMetaType>
#include <QString>

#include <optional>

namespace plimsoll {

// What a request asked for, as bounds of what it may be billed.
struct Asked
{
    qint64 inputTokens = 0; // no more than this can be in the body
    qint64 outputTokens = 0; // max_tokens
    qint64 nanoUsd = 0; // reserved for it

    bool operator==(const Asked&) const = default;
};

// An answer that was billed for more than was asked, and which stops everything that costs money.
struct FuseTrip
{
    TimePoint at; // of the request
    TargetId target;
    QString reason; // what was exceeded, in words
    Asked asked;
    Usage billed;
    std::optional<qint64> costNanoUsd; // absent: price unknown
    QString requestId;

    bool operator==(const FuseTrip&) const = default;
};

// The input bound is the length of the request body in bytes, for no tokenizer makes more tokens
// than bytes, and 500 for what the service may add by itself.
Asked askedOf(const TargetId& target, const ModelInfo* model, qint64 reservedNanoUsd);

// The fuse trips when the usage in an answer says
// - more output tokens than max_tokens, thinking included,
// - more input tokens, cached ones included, than the input bound, or
// - a cost of more than ten times what was reserved.
// Usage that is not told trips nothing.
std::optional<FuseTrip> overcharge(const Asked& asked, const Observation& observation);

// "The fuse has tripped: nothing that costs money is sent. ..." with what was asked and billed, and
// how to reset it.
QString sentence(const FuseTrip& trip);

} // namespace plimsoll

Q_DECLARE_METATYPE(plimsoll::FuseTrip)
