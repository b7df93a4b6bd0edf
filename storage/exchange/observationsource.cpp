// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/exchange/observationsource.h"

#include "storage/exchange/csvobservations.h"
#include "storage/exchange/jsonlines.h"

namespace plimsoll {

Result<std::unique_ptr<ObservationSource>> openObservationSource(QIODevice& device)
{
    if (device.peek(1) == "{") {
        std::unique_ptr<ObservationSource> source = std::make_unique<JsonLines>(device);
        return source;
    }
    return openCsvObservations(device);
}

} // namespace plimsoll
