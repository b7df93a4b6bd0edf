// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/config/settings.h"
#include "app/pipeline/pipeline.h"

namespace plimsoll {

// What is in no file: the keys, and the seed of jitter and nonces.
struct RunSecrets
{
    FoundKeys keys;
    quint64 seed = 0;
};

// A collector as the settings describe it, with its announced events and the silence (two intervals
// of the densest target) that counts as a gap.
PipelineSettings pipelineSettings(const Settings& settings, const RunSecrets& secrets,
                                  const QString& database, TimePoint now);

} // namespace plimsoll
