// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/catalogue.h"
#include "probes/domain/target.h"

#include <QStringList>

#include <vector>

namespace plimsoll {

// A model with scheduled probes in the store, as every page names, orders and colours it.
struct ProbedModel
{
    QString id;
    QString displayName;
    QString pool;
    int series = 0; // colour slot
    std::vector<TargetId> rateTargets; // those whose probes count in rates
};

// In the order of the catalogue, models it does not know last. `wanted` empty: all of them.
std::vector<ProbedModel> probedModels(const std::vector<TargetId>& targets,
                                      const Catalogue& catalogue, const QStringList& wanted);

} // namespace plimsoll
