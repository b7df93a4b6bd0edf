// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/dashboard.h"
#include "ui/format/format.h"
#include "ui/viewmodels/modeltile.h"

#include <vector>

namespace plimsoll {

// One place on the way of a request, and what is known of it now.
struct EvidenceLink
{
    QString name; // "Your line"
    Condition condition = Condition::Unknown;
    QString word; // "Fine"
    QString fact; // "Name, TCP, TLS in 41 ms"
    QString detail; // "usual: 38 to 47 ms"
    QString age; // of the fact, "8 s"; "" where it has none
    bool isToBlame = false; // what the verdict rests on

    bool operator==(const EvidenceLink&) const = default;
};

// Your line, API edge, key and billing, your limits, the other models, the model that is worst off,
// status page: in the order a request travels, so that what stands before the first bad one is
// ruled out.
std::vector<EvidenceLink> evidenceChain(const Dashboard& dashboard, const Freshness& freshness,
                                        const Format& format);

} // namespace plimsoll
