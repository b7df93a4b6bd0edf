// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/spill.h"

#include <algorithm>

namespace plimsoll {

Spill::Spill(const QStringList& places)
{
    for (const QString& place : places) {
        m_files.emplace_back(place);
    }
}

void Spill::look()
{
    for (SpillFile& file : m_files) {
        file.look();
    }
}

qint64 Spill::waiting() const
{
    qint64 sum = 0;
    for (const SpillFile& file : m_files) {
        sum += file.waiting();
    }
    return sum;
}

QStringList Spill::paths() const
{
    QStringList paths;
    for (const SpillFile& file : m_files) {
        if (file.waiting() > 0) {
            paths += file.path();
        }
    }
    return paths;
}

Result<void> Spill::add(const std::vector<Observation>& observations)
{
    // Never into a file before one that holds something: files are written in this order.
    std::size_t first = 0;
    for (std::size_t i = 0; i < m_files.size(); ++i) {
        first = m_files[i].waiting() > 0 ? i : first;
    }
    Result<void> added =
        Error {Error::Code::Internal, QStringLiteral("There is no place to put observations.")};
    for (std::size_t i = first; i < m_files.size() && !added; ++i) {
        added = m_files[i].append(observations);
    }
    return added;
}

Result<ImportTally> Spill::writeSome(StoreWriter& writer, std::size_t most)
{
    const auto next =
        std::ranges::find_if(m_files, [](const SpillFile& file) { return file.waiting() > 0; });
    return next == m_files.end() ? ImportTally {} : next->writeSome(writer, most);
}

QStringList Spill::takeReports()
{
    QStringList reports;
    for (SpillFile& file : m_files) {
        reports += file.takeReports();
    }
    return reports;
}

} // namespace plimsoll
