// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/catalogue.h"
#include "probes/domain/target.h"

#include <map>

namespace plimsoll {

// The most that one probe can be billed, known before it is sent: all output that max_tokens
// allows, in which the thinking of models that always think is included, and twice the input that
// is expected, for no tokenizer makes more tokens than there are bytes. A cached prefix that should
// be read may have to be written again. Where answers showed more than that, the most seen holds.
//
// A model without a price is taken to be as dear as the dearest price known for each kind of token,
// of whatever date, so that neither it nor a wrong clock can overrun a budget.
class CostCeilings
{
public:
    qint64 nanoUsd(const TargetId& target, const Catalogue& catalogue, TimePoint at) const;
    // What the answer costs the budget: its known cost; the dearest where the price is unknown;
    // nothing where the service answered something else than 200, for then it bills nothing, or
    // where the request did not get out; `reserved` where nobody told.
    static qint64 billedNanoUsd(const Observation& observation, const Catalogue& catalogue,
                                qint64 reserved);
    void learn(const Observation& observation);

private:
    std::map<TargetId, Usage> m_seen; // the most of each kind of token
};

} // namespace plimsoll
