// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/catalogue.h"
#include "probes/watch/pace.h"
#include "probes/watch/settings.h"
#include "probes/watch/watcher.h"

#include <QNetworkAccessManager>
#include <QObject>
#include <QTimer>

#include <memory>
#include <set>

namespace plimsoll {

class WatchFetch;

// Asks the sources of a plan, one request at a time and each source at least an interval apart,
// over restarts too. Lives in a thread of its own, so that no probe ever waits for it.
class WatchRunner final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WatchRunner)

public:
    // memories: what the store knows, of names that begin with "watch/".
    WatchRunner(WatchPlan plan, Catalogue catalogue, std::shared_ptr<const Clock> clock,
                const std::vector<Memory>& memories, QObject* parent = nullptr);
    ~WatchRunner() override;

public slots:
    void start();
    void stop(); // a round in progress is dropped
    // Goes on with another plan, as after a restart.
    void setPlan(const plimsoll::WatchPlan& plan, const plimsoll::Catalogue& catalogue);

signals:
    void found(const plimsoll::Event& event);
    void remembered(const plimsoll::Memory& memory);
    // The models of all organizations together, whenever a list was read and at the start.
    void listed(const std::vector<plimsoll::ListedModel>& models);
    // Nothing could be learned from a source, and why; once, until it can or the reason is another.
    void troubled(const QString& source, const QString& why);

private:
    struct Source
    {
        std::unique_ptr<Watcher> watcher;
        AskedSource asked;
        QString trouble;
    };

    void makeSources();
    void add(std::unique_ptr<Watcher> watcher);
    void runDue();
    void scheduleNext();
    void begin(const QString& name);
    void send(const WatchAsk& ask);
    void onAnswer(const WatchAnswer& answer);
    void finishRound();
    void keep(const Memory& memory);
    void keepAsked(const Source& source);
    void heedWait(const WatchAnswer& answer);
    void tell(Source& source, const QString& trouble);
    void tellModels();
    WatchNow now() const;

    WatchPlan m_plan;
    Catalogue m_catalogue;
    std::shared_ptr<const Clock> m_clock;
    MemoryMap m_memories;
    QNetworkAccessManager m_network;
    QTimer m_timer;
    std::optional<Pace> m_pace;
    std::map<QString, Source> m_sources; // by name
    std::map<QString, TimePoint> m_holds; // by origin: told to wait until then
    std::map<QString, std::vector<ListedModel>>
        m_lists; // by source; those without a list yet: none
    Source* m_round = nullptr; // in progress
    int m_requests = 0; // of the round
    WatchFetch* m_fetch = nullptr; // child of this
};

} // namespace plimsoll

Q_DECLARE_METATYPE(std::vector<plimsoll::ListedModel>)
