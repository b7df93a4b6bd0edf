// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/settings.h"
#include "probes/watch/watcher.h"

namespace plimsoll {

// GET /v1/models of one organization, all pages: what it may use, until when, and what each model
// takes. Free, and the same key as the probes.
class ModelWatcher final : public Watcher
{
public:
    // organization: "" for that of [api].
    ModelWatcher(QString organization, ApiSettings api, const MemoryMap& memories);

    QString name() const override;
    WatchAsk begin(TimePoint now) override;
    WatchStep take(const WatchAnswer& answer) override;
    WatchFindings finish(TimePoint now) override;

    // The last complete list, of an earlier run too; empty when there was none.
    const std::vector<ListedModel>& models() const { return m_models; }

private:
    WatchAsk ask(const QString& after) const;
    QString memoryName() const;

    QString m_organization;
    ApiSettings m_api;
    std::vector<ListedModel> m_models;
    // Of the round in progress.
    std::vector<ListedModel> m_pages;
    int m_pageCount = 0;
    bool m_complete = false;
    QString m_trouble;
};

// A path below the base URL, which may have one of its own.
QUrl apiUrl(const ApiSettings& api, const QString& path, const QString& query);

} // namespace plimsoll
