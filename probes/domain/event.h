// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/clock.h"

#include <QMetaType>
#include <QString>

namespace plimsoll {

// Something dated that a chart can mark. The numbers are stored: append, never reorder.
enum class EventType : quint8 { Announced, Note, LimitChanged, ModelChanged };

struct Event
{
    TimePoint at;
    EventType type = EventType::Note;
    QString title;
    QString detail;
    QString source; // where it was learned, for example a page or "headers"

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

} // namespace plimsoll

Q_DECLARE_METATYPE(plimsoll::Event)
Q_DECLARE_METATYPE(plimsoll::Gap)
