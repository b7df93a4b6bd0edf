// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/exchange/observationsource.h"

namespace plimsoll {

// Rows as writeObservationsCsv() writes them, columns found by their names. Needed are model, kind,
// outcome and at_epoch_ms or at; what another column would tell is absent without it, and so is
// what CSV does not carry: headers, body, single token gaps. Its seq means nothing elsewhere.
Result<std::unique_ptr<ObservationSource>> openCsvObservations(QIODevice& device);

} // namespace plimsoll
