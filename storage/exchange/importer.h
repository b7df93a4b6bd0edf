// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/exchange/observationline.h"
#include "storage/store.h"

namespace plimsoll {

struct ImportTally
{
    qint64 added = 0;
    qint64 known = 0; // were here already
    qint64 refused = 0; // others are stored under their numbers
    qint64 firstSeq = 0; // that this store gave to the first of those added
    QString why {}; // of the first that were refused, a sentence

    bool operator==(const ImportTally&) const = default;
};

// Gathers observations that were numbered elsewhere and ingests them in frozen batches, cut where
// the store's earlier ones were, so that whatever is sent again is known and a run that broke off
// goes on where it was.
class Importer
{
public:
    explicit Importer(StoreWriter& writer, std::size_t largestBatch = 20'000);

    // With agent and seq. Errors: those of the store; then the batch it was in is not counted.
    Result<void> add(const ExchangedObservation& exchanged);
    Result<void> finish(); // ingests what is gathered
    const ImportTally& tally() const { return m_tally; }

private:
    bool follows(const ExchangedObservation& exchanged) const;

    StoreWriter& m_writer;
    std::size_t m_largest;
    QByteArray m_agent;
    qint64 m_lastSeq = 0; // that the batch may reach
    std::vector<Observation> m_gathered;
    ImportTally m_tally;
};

} // namespace plimsoll
