// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/card.h"
#include "ui/widgets/modelchooser.h"
#include "ui/widgets/segmentedcontrol.h"

namespace plimsoll {

// A button for each figure that a chart can show, each by its number.
template<typename Metrics, typename Metric>
void offerMetrics(SegmentedControl& chooser, const Metrics& metrics, Metric chosen)
{
    std::vector<SegmentedControl::Segment> segments;
    for (const Metric metric : metrics) {
        segments.push_back({.key = QString::number(int(metric)), .text = label(metric)});
    }
    chooser.setSegments(segments);
    chooser.setCurrent(QString::number(int(chosen)));
}

// A chart of one figure of one model, with the choosers of both; the card becomes their owner.
inline void fillChartCard(Card& card, SegmentedControl* metrics, ModelChooser* models,
                          QWidget* chart)
{
    card.header()->addWidget(metrics);
    auto* row = new QHBoxLayout; // of its own: a small screen has no room for both
    row->addWidget(models);
    row->addStretch();
    card.body()->addLayout(row);
    card.body()->addWidget(chart, 1);
}

} // namespace plimsoll
