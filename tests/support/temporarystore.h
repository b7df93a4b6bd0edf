// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/sqlite/sqlitestore.h"

#include <QTemporaryDir>

namespace plimsoll::test {

// A store in a directory of its own that goes with it.
class TemporaryStore
{
public:
    QString path() const { return m_directory.filePath(QStringLiteral("plimsoll.db")); }
    QString directory() const { return m_directory.path(); }

    // Null when it fails: the test looks at openSqliteWriter() itself then.
    std::unique_ptr<StoreWriter> writer(const OpenOptions& options = {}) const
    {
        auto opened = openSqliteWriter(path(), options);
        return opened ? std::move(*opened) : nullptr;
    }
    std::unique_ptr<StoreReader> reader() const
    {
        auto opened = openSqliteReader(path());
        return opened ? std::move(*opened) : nullptr;
    }

    // Opens, appends and closes. False when any of it fails.
    bool fill(std::vector<Observation> observations) const
    {
        const auto to = writer();
        Batch batch;
        batch.observations = std::move(observations);
        return to && bool(to->append(batch));
    }

private:
    QTemporaryDir m_directory;
};

// All rows of a filter.
inline std::vector<Observation> rows(const StoreReader& reader, const RowFilter& filter = {})
{
    std::vector<Observation> found;
    const auto done = reader.observations(filter, [&found](const Observation& observation) {
        found.push_back(observation);
        return true;
    });
    return done ? found : std::vector<Observation> {};
}

} // namespace plimsoll::test
