// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/mainwindow/collectorstatus.h"
#include "ui/pages/observationspage.h"
#include "ui/state/selectionstate.h"

#include <memory>

namespace plimsoll {

struct ScreenshotSource
{
    // Answers at once, with asOf = now and weeks in `zone`; each page is drawn with the range that
    // suits it.
    std::function<Result<Dashboard>(const Selection& selection)> dashboard;
    std::function<Result<Findings>(const FindingsQuestion& question)> findings; // likewise
    FetchRows rows; // the future must be finished when it returns
    TimePoint now; // of the data: what stands as the present in every picture
    std::optional<TimePoint> oldest; // of the data
    ZoneChoice zone = ZoneChoice::Local;
    CollectorStatus collector;
};

// Writes overview-light.png, -dark, -stale, -empty, -error and -200 (twice the desktop's font) for
// every page, and wall.png, wall-stale.png into an existing directory. Works on the offscreen
// platform. Call prepareApplication() before.
Result<void> renderScreenshots(const QString& directory, const ScreenshotSource& source);

} // namespace plimsoll
