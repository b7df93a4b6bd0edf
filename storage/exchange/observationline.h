// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/observation.h"
#include "probes/domain/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QStringList>

#include <optional>

namespace plimsoll {

// An observation on its way from one store to another.
struct ExchangedObservation
{
    QByteArray agent {}; // uuid of the store that gave it its seq; "": not told
    Observation observation {}; // seq 0: not told
    bool demo = false; // made by the simulator

    bool operator==(const ExchangedObservation&) const = default;
};

// One observation as one line of JSON without its line end. Exact: moments are integers of
// milliseconds since the epoch (at_epoch_ms), durations of microseconds (resolve_us), money of
// nano-USD; what is absent has no key; headers are pairs [name, value]; bytes that are not UTF-8
// are {"base64": "..."}. Keys are sorted, so that the same observation is the same line. Secrets
// are redacted.
QByteArray observationLine(const ExchangedObservation& exchanged);

// Longer lines are not ours.
inline constexpr qsizetype longestLine = qsizetype {4} * 1024 * 1024;

// The observation, or one sentence for each key that is wrong: unknown, missing or not what it
// claims to be. Secrets in what comes from elsewhere are redacted.
struct ReadLine
{
    std::optional<ExchangedObservation> exchanged; // only when there is no problem
    QStringList problems;
};
ReadLine readObservationLine(QByteArrayView line);

// The same with the number of the line in front of what is wrong. Error: BadData.
Result<ExchangedObservation> observationFromLine(QByteArrayView line, qint64 number);

} // namespace plimsoll
