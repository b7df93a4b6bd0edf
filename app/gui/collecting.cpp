// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/collecting.h"

#include <cmath>
#include <set>

namespace plimsoll {

CollectorStatus collectingStatus(const Settings& settings)
{
    CollectorStatus status;
    status.state = CollectorStatus::State::Collecting;
    std::set<QString> models;
    for (const Target& target : settings.targets) {
        if (!target.id.model.isEmpty()) {
            models.insert(target.id.model);
        }
    }
    status.models = int(models.size());
    status.interval = sampleInterval(settings.targets);
    status.silence = longestSilence(settings.targets);
    if (settings.budget.usdPerDay) {
        status.budgetNanoUsd = qint64(std::llround(*settings.budget.usdPerDay * 1e9));
    }
    return status;
}

} // namespace plimsoll
