// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plottable.h"

#include <QDateTime>
#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

QString number(double value)
{
    return QString::number(value, 'g', 10);
}

QString place(const PlotContent& content, double x)
{
    if (content.xAxis == PlotContent::Axis::Other) {
        return number(x);
    }
    return QDateTime::fromMSecsSinceEpoch(qint64(x), Qt::UTC).toString(Qt::ISODateWithMs);
}

// Of the band that has a point just there.
std::pair<QString, QString> endsAt(const PlotContent& content, double x)
{
    for (const PlotBand& band : content.bands) {
        const auto at = [x](const std::vector<QPointF>& bound) {
            return std::ranges::find(bound, x, &QPointF::x);
        };
        const auto low = at(band.low);
        const auto high = at(band.high);
        if (low != band.low.end() && high != band.high.end()) {
            return {number(low->y()), number(high->y())};
        }
    }
    return {};
}

} // namespace

PlotValues plotValues(const PlotContent& content)
{
    PlotValues values {.columns = {u"line"_s, u"x"_s, u"y"_s, u"low"_s, u"high"_s}, .rows = {}};
    for (std::size_t i = 0; i < content.lines.size(); ++i) {
        for (const QPointF& point : content.lines[i].points) {
            const auto [low, high] = endsAt(content, point.x());
            values.rows.push_back(
                {QString::number(i + 1), place(content, point.x()), number(point.y()), low, high});
        }
    }
    for (const PlotBar& bar : content.bars) {
        values.rows.push_back({u"bar"_s, place(content, bar.from), number(bar.value), {}, {}});
    }
    return values;
}

QString plotTable(const PlotContent& content)
{
    const PlotValues values = plotValues(content);
    if (values.rows.empty()) {
        return {};
    }
    QString text = values.columns.join(u'\t') + u'\n';
    for (const QStringList& row : values.rows) {
        text += row.join(u'\t') + u'\n';
    }
    return text;
}

} // namespace plimsoll
