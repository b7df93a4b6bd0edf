// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/dashboard.h"
#include "storage/query/findings.h"
#include "tests/support/memorystore.h"
#include "ui/viewmodels/observationsmodel.h"

namespace plimsoll::test {

// The present of the canned data: 2026-11-21T13:32:10Z, a Saturday.
TimePoint cannedNow();

inline const QString opus47 = QStringLiteral("claude-opus-4-7");
inline const QString opus55 = QStringLiteral("claude-opus-5-5");

// Four models over some weeks with bursts, gaps, 429s and two changes of limits, made from a fixed
// seed. Opus 4.7 is overloaded since 13 minutes.
const MemoryStore& cannedStore();

Dashboard cannedDashboard(std::chrono::milliseconds range, const QTimeZone& zone = QTimeZone::utc(),
                          const QStringList& models = {});

// A question without claims is asked of some that have one verdict of each kind.
Findings cannedFindings(FindingsQuestion question);

// Rows of the canned store, answered at once.
FetchRows cannedRows();

} // namespace plimsoll::test
