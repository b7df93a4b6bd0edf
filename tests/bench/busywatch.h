// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractEventDispatcher>
#include <QElapsedTimer>
#include <QObject>

#include <algorithm>
#include <vector>

namespace plimsoll::bench {

// For how long the thread it is made in was not ready for the next event, each time: from when its
// event loop wakes until it would sleep again.
class BusyWatch final : public QObject
{
public:
    BusyWatch()
    {
        QAbstractEventDispatcher* loop = QAbstractEventDispatcher::instance();
        connect(loop, &QAbstractEventDispatcher::awake, this, [this] { m_since.start(); });
        connect(loop, &QAbstractEventDispatcher::aboutToBlock, this, [this] { note(); });
    }

    void forget() { m_busyMs.clear(); }
    // Of the spans since then; 0 without one.
    double most() const { return m_busyMs.empty() ? 0 : *std::ranges::max_element(m_busyMs); }
    double quantile(double q) const
    {
        if (m_busyMs.empty()) {
            return 0;
        }
        std::vector<double> sorted = m_busyMs;
        std::ranges::sort(sorted);
        return sorted[std::min(sorted.size() - 1, std::size_t(q * double(sorted.size())))];
    }

private:
    void note()
    {
        if (m_since.isValid()) {
            m_busyMs.push_back(double(m_since.nsecsElapsed()) / 1e6);
            m_since.invalidate();
        }
    }

    QElapsedTimer m_since;
    std::vector<double> m_busyMs;
};

} // namespace plimsoll::bench
