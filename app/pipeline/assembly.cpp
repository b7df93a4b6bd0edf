// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline/assembly.h"

#include "app/pipeline/announcements.h"

#include <algorithm>

namespace plimsoll {

using namespace std::chrono_literals;

PipelineSettings pipelineSettings(const Settings& settings, const RunSecrets& secrets,
                                  const QString& database, TimePoint now)
{
    const Catalogue catalogue = catalogueOf(settings);
    const auto densest = std::ranges::min_element(settings.targets, {}, &Target::every);
    StoreOpening store;
    store.database = database;
    store.retention = settings.storage.retention;
    store.announced = announcedEvents(catalogue, now);
    store.tolerance = densest == settings.targets.end() ? 120s : 2 * densest->every;
    store.backup = settings.storage.backup;
    return {.probes = probeSettingsOf(settings, secrets.keys, secrets.seed),
            .catalogue = catalogue,
            .watch = settings.watch,
            .store = store};
}

} // namespace plimsoll
