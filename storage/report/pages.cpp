// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/report/pages.h"

namespace plimsoll {

Result<void> observationsInPages(const StoreReader& reader, const RowFilter& filter,
                                 const StoreReader::Visit& visit, qint64 page)
{
    if (filter.newestFirst || filter.limit >= 0) {
        return reader.observations(filter, visit);
    }
    RowFilter next = filter;
    next.limit = page;
    bool goesOn = true;
    qint64 found = page;
    while (goesOn && found == page) {
        found = 0;
        const auto read = reader.observations(next, [&](const Observation& observation) {
            ++found;
            next.afterSeq = observation.seq;
            goesOn = visit(observation);
            return goesOn;
        });
        if (!read) {
            return read;
        }
    }
    return {};
}

} // namespace plimsoll
