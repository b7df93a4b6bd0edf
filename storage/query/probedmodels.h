// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/catalogue.h"
#include "probes/domain/target.h"
#include "storage/subject.h"

#include <QStringList>

#include <vector>

namespace plimsoll {

// A model with scheduled probes in the store, as every page names, orders and colours it. One that
// two organizations probe is there twice, in one colour and with two names.
struct ProbedModel
{
    QString model; // id
    QString organization;
    QString displayName; // with the organization
    QString pool;
    int series = 0; // colour slot
    std::vector<TargetId> rateTargets; // those whose probes count in rates

    QString subject() const { return subjectText(model, organization); }
};

// In the order of the catalogue, models it does not know last, and those of [api] before those of
// organizations. `wanted` (subjects as text) empty: all of them.
std::vector<ProbedModel> probedModels(const std::vector<TargetId>& targets,
                                      const Catalogue& catalogue, const QStringList& wanted);

} // namespace plimsoll
