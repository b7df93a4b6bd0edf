// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/overview.h"
#include "storage/query/probedmodels.h"
#include "storage/query/verdict.h"

namespace plimsoll {

struct OverviewMoment
{
    TimePoint asOf;
    std::chrono::milliseconds silence = std::chrono::minutes(6); // that the schedule may explain
    std::vector<LimitNow> limits; // of every pool
};

// A model's tile, and what its verdict rests on.
struct JudgedModel
{
    ModelOverview overview;
    ModelFinding finding;
};

Result<JudgedModel> judgedModel(const StoreReader& reader, const ProbedModel& model,
                                const OverviewMoment& moment);

// The limit of a model's pool with the smallest share left; of equal ones the first kind.
std::optional<LimitNow> tightestLimit(const std::vector<LimitNow>& limits,
                                      const ProbedModel& model);

} // namespace plimsoll
