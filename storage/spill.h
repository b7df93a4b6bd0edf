// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/spillfile.h"

namespace plimsoll {

// Where observations go when the queue in memory is full and the store still fails: the first of
// some places that can be written. What was spilled first is written to the store first.
class Spill
{
public:
    explicit Spill(const QStringList& places);

    void look(); // at what earlier runs left
    qint64 waiting() const;
    QStringList paths() const; // that hold something

    // All or none. Error: why the last place does not take them; Internal when there is none.
    Result<void> add(const std::vector<Observation>& observations);
    // One bounded step of writing what waits, see SpillFile::writeSome().
    Result<ImportTally> writeSome(StoreWriter& writer, std::size_t most);
    QStringList takeReports();

private:
    std::vector<SpillFile> m_files;
};

} // namespace plimsoll
