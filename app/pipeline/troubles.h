// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/observation.h"

#include <QString>

#include <map>
#include <optional>

namespace plimsoll {

// Tells a collector's user once what he alone can mend: a refused key, a retired model, his own
// network. Overloads and limits are what is measured; they are in the store, not in the log.
class Troubles
{
public:
    // A sentence when this observation brings a new trouble; the same is told again only after an
    // answer that was ok.
    std::optional<QString> told(const Observation& observation);

private:
    std::map<QString, Outcome> m_last; // by subject, see storage/subject.h; "" for the network
};

} // namespace plimsoll
