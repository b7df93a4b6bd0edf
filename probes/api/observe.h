// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/api/exchange.h"
#include "probes/domain/catalogue.h"

namespace plimsoll {

// The secrets that must not appear in anything that leaves the probes: the keys of all
// organizations, for a gateway may answer one with what it knows of another.
struct Secrets
{
    QByteArrayList values;

    // Without the secrets, long parts of them, and everything that looks like a key.
    QByteArray removedFrom(const QByteArray& text) const;
    QString removedFrom(const QString& text) const;
};

// Judges an exchange and writes it up: facts from the headers, usage, cost, and texts without
// secrets, cut to what may be stored.
Observation observe(const TargetId& target, const Exchange& exchange, const Catalogue& catalogue,
                    const Secrets& secrets);

} // namespace plimsoll
