// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/m4.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace plimsoll {

namespace {

// Of points that lie in one column.
class Column
{
public:
    explicit Column(std::size_t first)
        : m_first(first)
        , m_least(first)
        , m_most(first)
        , m_last(first)
    {
    }

    void add(const std::vector<QPointF>& points, std::size_t i)
    {
        if (points[i].y() < points[m_least].y()) {
            m_least = i;
        }
        if (points[i].y() > points[m_most].y()) {
            m_most = i;
        }
        m_last = i;
    }

    void moveTo(std::vector<QPointF>& kept, const std::vector<QPointF>& points) const
    {
        std::array<std::size_t, 4> order {m_first, std::min(m_least, m_most),
                                          std::max(m_least, m_most), m_last};
        const auto* const end = std::unique(order.begin(), order.end());
        for (const auto* i = order.begin(); i != end; ++i) {
            kept.push_back(points[*i]);
        }
    }

private:
    std::size_t m_first;
    std::size_t m_least;
    std::size_t m_most;
    std::size_t m_last;
};

} // namespace

std::vector<QPointF> m4(const std::vector<QPointF>& points)
{
    std::vector<QPointF> kept;
    for (std::size_t i = 0; i < points.size();) {
        const double end = std::floor(points[i].x()) + 1;
        Column column(i);
        for (++i; i < points.size() && points[i].x() < end; ++i) {
            column.add(points, i);
        }
        column.moveTo(kept, points);
    }
    return kept;
}

} // namespace plimsoll
