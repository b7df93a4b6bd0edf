// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/clock.h"

#include <QByteArray>
#include <QString>

#include <chrono>
#include <map>
#include <optional>

namespace plimsoll {

// What makes a request conditional.
struct Validators
{
    QByteArray etag;
    QByteArray lastModified;

    bool operator==(const Validators&) const = default;
};

// When a source was asked and what it asked of us; kept over restarts.
struct AskedSource
{
    std::optional<TimePoint> askedAt;
    std::optional<TimePoint> restUntil; // told to wait, or nothing to be expected earlier
    std::map<QString, Validators> validators; // by URL, of the last answer that was understood

    bool operator==(const AskedSource&) const = default;
};

QByteArray writeAsked(const AskedSource& asked);
AskedSource readAsked(const QByteArray& text); // of a text that is not ours: never asked

// Wall clock and monotonic clock of one moment.
struct WatchNow
{
    TimePoint wall;
    std::chrono::milliseconds elapsed; // since the start
};

struct PaceSettings
{
    std::chrono::milliseconds every {std::chrono::minutes(15)};
    std::chrono::milliseconds firstAfter {5'000}; // probes come first
    std::chrono::milliseconds spread {20'000}; // between the first rounds of two sources
};

// When each source is asked. Two rounds of one source are at least `every` apart, over restarts
// too, and at most a fifth more, so that many collectors do not march in step; the first rounds are
// spread over the time after a start. Pure; due times are on the monotonic clock.
class Pace
{
public:
    Pace(const PaceSettings& settings, quint64 seed);

    void add(const QString& source, const AskedSource& asked, const WatchNow& now);
    // The source that has been due longest, if any is.
    std::optional<QString> due(std::chrono::milliseconds elapsed) const;
    std::optional<std::chrono::milliseconds> nextAt() const;
    // A round begins: the next one comes a whole interval later, or at restUntil.
    void asked(const QString& source, std::chrono::milliseconds elapsed);
    void restUntil(const QString& source, const WatchNow& now, TimePoint until);

private:
    std::chrono::milliseconds interval();

    PaceSettings m_settings;
    quint64 m_random;
    std::map<QString, std::chrono::milliseconds> m_due;
};

} // namespace plimsoll
