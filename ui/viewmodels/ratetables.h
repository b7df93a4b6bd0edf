// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/answers.h"
#include "storage/query/dashboard.h"
#include "ui/format/format.h"
#include "ui/viewmodels/celltable.h"

namespace plimsoll {

// One row per model over the selected range: true rate, by status code alone, shapes, 429.
TableContent overloadTable(const std::vector<ModelSeries>& series, const Format& format);

// The rates of the evidence with intervals that allow for bursts.
TableContent burstTable(const std::vector<ModelOverview>& models, const Answers& answers,
                        const Format& format);

// One row per model over the trailing week, the same counts as on the tiles.
TableContent weekTable(const std::vector<ModelOverview>& models, const Format& format);

} // namespace plimsoll
