// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/catalogue.h"
#include "storage/query/estimates.h"
#include "storage/query/overview.h"
#include "storage/query/probedmodels.h"
#include "storage/query/selection.h"

namespace plimsoll {

// Everything about one model of one organization within the selected range, in equal steps. Used by
// the overload page, `export rates` and `export latency`.
struct ModelSeries
{
    QString model; // id
    QString organization {};
    QString displayName; // with the organization
    int series = 0;
    struct Step
    {
        TimeRange range; // cut at the edges of the selected range
        Summary summary; // counts only of probes that count in rates
    };
    std::vector<Step> steps; // oldest first; steps without data are absent
    Summary whole; // the exact sum over the whole range, edges included
    // Steps that end where the range begins, for rates that look back; part of no total, table or
    // CSV. Oldest first, empty unless asked for.
    std::vector<Step> before;

    QString subject() const { return subjectText(model, organization); }
};

// 10 min up to 6 h, 1 h up to 14 d, 6 h up to 60 d, 1 day beyond. Steps begin at UTC multiples, so
// stored buckets fall into one step each.
std::chrono::milliseconds stepFor(TimeRange range);

// `step` is 10 min or a multiple of an hour that divides a day.
Result<ModelSeries> modelSeries(const StoreReader& reader, const ProbedModel& model,
                                TimeRange range, std::chrono::milliseconds step);

struct SeriesOptions
{
    std::optional<std::chrono::milliseconds> step; // stepFor(range) unless told otherwise
    std::chrono::milliseconds lead {0}; // length of ModelSeries::before
};

// All selected models.
Result<std::vector<ModelSeries>> allSeries(const StoreReader& reader, const Catalogue& catalogue,
                                           const Selection& selection,
                                           const SeriesOptions& options = {});

} // namespace plimsoll
