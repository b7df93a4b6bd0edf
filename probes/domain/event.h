// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/clock.h"

#include <QByteArray>
#include <QMetaType>
#include <QString>
#include <QStringList>

#include <vector>

namespace plimsoll {

// Something dated that a chart can mark. The numbers are stored: append, never reorder.
enum class EventType : quint8 {
    Announced,
    Note,
    LimitChanged,
    ModelChanged, // new, deprecated, retired, other capabilities
    StatusPosted, // the status page opened, changed or closed an incident, or could not be read
    DocumentChanged,
    FuseTripped, // a bill was higher than what was asked for, or the fuse was reset
    UsageReported // the Admin API's own figure of a day's usage or cost
};

QLatin1String name(EventType type); // "status_posted"

struct Event
{
    TimePoint at; // when it happened, or else when it was first seen
    EventType type = EventType::Note;
    QString title;
    QString detail;
    QString source; // where it was learned, for example a page or "headers"
    // Of those learned from a source that is read again and again: the same identity is stored
    // once. "": always stored.
    QString identity {};
    QStringList models {}; // ids that it speaks of; empty: none in particular
    QByteArray raw {}; // what the source said, redacted, at most 64 KiB

    bool operator==(const Event&) const = default;
};

// A span in which we know nothing, and why. The numbers are stored: append, never reorder.
enum class GapReason : quint8 { NotRunning, Suspended, Paused, Offline, Budget, StoreFailed };

QLatin1String name(GapReason reason); // "not_running"
QString label(GapReason reason); // "not running"

struct Gap
{
    TimeRange range;
    GapReason reason = GapReason::NotRunning;

    bool operator==(const Gap&) const = default;
};

// The same spans, those of one reason that touch or overlap as one; by their start.
std::vector<Gap> joined(std::vector<Gap> gaps);

// Something a source said last, kept over restarts so that the next answer can be compared with it.
struct Memory
{
    QString name; // "watch/status"
    TimePoint at;
    QByteArray value;

    bool operator==(const Memory&) const = default;
};

} // namespace plimsoll

Q_DECLARE_METATYPE(plimsoll::Memory)
Q_DECLARE_METATYPE(plimsoll::Event)
Q_DECLARE_METATYPE(plimsoll::Gap)
