// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/findings.h"
#include "ui/state/selectionstate.h"

#include <QFuture>
#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>

namespace plimsoll {

using AskFindings = std::function<QFuture<Result<Findings>>(const FindingsQuestion&)>;

// Finds out what the page that is seen wants beside its dashboard: when the page is shown, when the
// choice changes and once a minute. One question is under way at a time; one that nobody waits for
// any more is given up. Lives in the GUI thread.
class FindingsFeed final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FindingsFeed)

public:
    struct Parts
    {
        AskFindings ask;
        SelectionState& selection;
        std::shared_ptr<const Clock> clock;
        std::chrono::milliseconds silence =
            std::chrono::minutes(6); // that the schedule may explain
    };
    explicit FindingsFeed(Parts parts, QObject* parent = nullptr);
    ~FindingsFeed() override;

    void setKinds(FindingKinds kinds); // of the page that is seen; none: nothing is asked
    void
    setOldest(std::optional<TimePoint> oldest); // of the data; the first call begins the asking
    void setSilence(std::chrono::milliseconds silence) { m_parts.silence = silence; }

signals:
    void answered(const plimsoll::SharedFindings& findings);
    void failed(const plimsoll::Error& error);

private:
    void askAnew(); // what is under way is of no use
    void take(quint64 question, Result<Findings> answer);

    Parts m_parts;
    QTimer m_regular;
    FindingKinds m_kinds;
    FindingKinds m_held; // by the newest answer to the choice as it is
    std::optional<TimePoint> m_oldest;
    QFuture<Result<Findings>> m_underWay;
    quint64 m_question = 0;
    bool m_started = false;
};

} // namespace plimsoll
