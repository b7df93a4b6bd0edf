// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>

#include <chrono>
#include <optional>

namespace plimsoll {

// What the window says about the collecting side; told by whoever runs it.
struct CollectorStatus
{
    enum class State { Preparing, Collecting, Paused, NotCollecting };

    State state = State::NotCollecting;
    QString why; // while not collecting: "No key in use yet"
    QString hint; // sentences for the banner that say what can be done about it; "" none
    int models = 0;
    std::chrono::milliseconds interval {60'000}; // mean, of the slowest admission target
    std::chrono::milliseconds silence = std::chrono::minutes(6); // that the schedule may explain
    std::optional<qint64> budgetNanoUsd; // a day
};

} // namespace plimsoll

Q_DECLARE_METATYPE(plimsoll::CollectorStatus)
