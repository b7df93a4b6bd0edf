// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/overview.h"

#include <QStringList>

namespace plimsoll {

// What is not sent at present and why; targets of one reason share a sentence:
//     Not sent 4 s ago: Opus 4.7 admission, Opus 4.7 generation: paused until about ...
//     Stopped 6 min ago: Opus 5.5 admission: claude-opus-5-5 retired on 2026-11-01; probe ...
QStringList restingSentences(const std::vector<ModelOverview>& models, TimePoint now);

} // namespace plimsoll
