// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/catalogue.h"
#include "probes/watch/watcher.h"

namespace plimsoll {

// A page of the documentation as Markdown. The first reading is what later ones are compared with;
// each change of its lines is one event with the lines that went and came.
class DocumentWatcher final : public Watcher
{
public:
    DocumentWatcher(QUrl page, Catalogue catalogue, const MemoryMap& memories);

    QString name() const override;
    WatchAsk begin(TimePoint now) override;
    WatchStep take(const WatchAnswer& answer) override;
    WatchFindings finish(TimePoint now) override;

private:
    QString memoryName() const;
    Event changed(const QStringList& after, TimePoint now) const;

    QUrl m_page;
    Catalogue m_catalogue;
    QStringList m_lines; // last read
    std::optional<QStringList> m_read; // in this round
    QString m_trouble;
};

} // namespace plimsoll
