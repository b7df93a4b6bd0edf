// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/limithistory.h"
#include "storage/query/owntraffic.h"
#include "ui/format/format.h"
#include "ui/theme/themestate.h"
#include "ui/viewmodels/limittables.h"

#include <QWidget>

namespace plimsoll {

// What is left of every limit, by pool, with the age of the reading and the share of it that our
// own probes used.
class HeadroomList final : public QWidget
{
    Q_OBJECT

public:
    explicit HeadroomList(const ThemeState& themes, QWidget* parent = nullptr);

    struct Pool
    {
        QString name;
        QString sharedBy; // "2 models share it"
        QString age;
        int series = 0;
        std::vector<HeadroomRow> rows;
    };
    void setPools(std::vector<Pool> pools);
    const std::vector<Pool>& pools() const { return m_pools; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Columns // left ends, and right ends of those that stand right
    {
        double bar = 0;
        double barEnd = 0;
        double percentEnd = 0;
        double amount = 0;
        double ownEnd = 0;
    };
    Columns columns() const;
    void paintTitles(QPainter& painter) const;
    void paintHead(QPainter& painter, const Pool& pool, double top) const;
    void paintRow(QPainter& painter, const HeadroomRow& row, double top) const;

    const ThemeState& m_themes;
    std::vector<Pool> m_pools;
};

std::vector<HeadroomList::Pool> headroomPools(const LimitHistory& history,
                                              const std::vector<OwnTraffic>& own, TimePoint now,
                                              const Format& format);

} // namespace plimsoll
