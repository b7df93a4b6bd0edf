// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/limitspage.h"

#include "storage/report/csv.h"
#include "ui/pages/countedcard.h"
#include "ui/viewmodels/chartsummaries.h"
#include "ui/viewmodels/limittables.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/sidebyside.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace plimsoll {

PageName LimitsPage::name()
{
    return {.id = u"limits"_s, .title = tr("Limits")};
}

LimitsPage::LimitsPage(const ThemeState& themes, QWidget* parent)
    : Page(name(), themes, parent)
    , m_charts {KindChart {.kind = LimitKind::InputTokens,
                           .heading = makeLabel("heading", {}, this),
                           .chart = new LimitsChart(themes, this)},
                KindChart {.kind = LimitKind::OutputTokens,
                           .heading = makeLabel("heading", {}, this),
                           .chart = new LimitsChart(themes, this)}}
    , m_pools(new SegmentedControl(tr("Pool of the charts"), this))
    , m_changesModel(new CellTableModel(this))
    , m_changes(new DataTable(themes, DataTable::Height::FitRows, this))
    , m_headroom(new HeadroomList(themes, this))
{
    auto* columns = new SideBySide(13, 6, this);
    columns->setBreakpoint(1100); // the list of headroom is wide
    columns->main()->addWidget(makeChartCard(), 1);
    columns->main()->addWidget(makeChangesCard());
    auto* headroom = new Card(tr("Headroom now, per pool"), {}, this);
    headroom->body()->addWidget(m_headroom);
    columns->side()->addWidget(headroom);
    auto* reading = new CountedCard(
        tr("Reading this page"),
        {tr("A bucket refills all the time. The last column counts down to the reset the server "
            "named, not to the next admitted request; that is retry-after."),
         tr("Own is what our probes took of the limit, on average over the last hour."),
         tr("Remaining is rounded to 1,000 by the server and shared by the whole pool, so other "
            "traffic of your organization moves it."),
         tr("— means the header was not sent. Unknown is not zero; the ceiling keeps its last "
            "known value.")},
        this);
    reading->body()->addStretch();
    reading->body()->addWidget(makeExportButton());
    columns->side()->addWidget(reading, 1);
    content()->addWidget(columns, 1);
    connect(m_pools, &SegmentedControl::chosen, this, [this](const QString& name) {
        const auto& pools = dashboard().limits.pools;
        const auto chosen = std::ranges::find(pools, name, &PoolLimits::account);
        if (chosen != pools.end() && !chosen->models.isEmpty()) {
            emit focusChosen(chosen->models.front());
        }
    });
}

Card* LimitsPage::makeChartCard()
{
    auto* card = new Card(tr("Ceilings"), tr("Log scale. Hatched: no data. Flags: changes."), this);
    card->header()->addWidget(m_pools);
    bool first = true;
    for (const KindChart& chart : m_charts) {
        if (!first) {
            card->body()->addWidget(makeSeparator(this));
        }
        card->body()->addWidget(chart.heading);
        card->body()->addWidget(chart.chart, 1);
        first = false;
    }
    return card;
}

Card* LimitsPage::makeChangesCard()
{
    m_changesCard = new Card(
        tr("Changes"),
        tr("Each lies between the last sample with the old value and the first with the new."),
        this);
    m_changes->setModel(m_changesModel);
    m_changes->setAccessibleName(tr("Changes of limits"));
    m_changesCard->body()->addWidget(m_changes);
    return m_changesCard;
}

const PoolLimits* LimitsPage::pool() const
{
    const auto& pools = dashboard().limits.pools;
    const auto shared = std::ranges::find_if(
        pools, [this](const PoolLimits& limits) { return limits.models.contains(focus()); });
    if (shared != pools.end()) {
        return &*shared;
    }
    return pools.empty() ? nullptr : &pools.front();
}

void LimitsPage::showDashboard()
{
    std::vector<SegmentedControl::Segment> segments;
    for (const PoolLimits& limits : dashboard().limits.pools) {
        segments.push_back({.key = limits.account(), .text = limits.displayName()});
    }
    m_pools->setSegments(segments);
    const PoolLimits* shown = pool();
    const QString account = shown ? shown->account() : QString();
    const QString name = shown ? shown->displayName() : QString();
    m_pools->setCurrent(account);
    for (const KindChart& chart : m_charts) {
        chart.heading->setText(tr("%1, ceiling of %2").arg(label(chart.kind), name));
        chart.chart->setAccessibleName(chart.heading->text());
        chart.chart->setAccessibleDescription(limitSummary(dashboard().limits, account, chart.kind,
                                                           dashboard().selection.range, format()));
        chart.chart->setContent(limitPlot({.history = dashboard().limits,
                                           .pool = account,
                                           .kind = chart.kind,
                                           .range = dashboard().selection.range,
                                           .now = dashboard().asOf,
                                           .gaps = dashboard().gaps},
                                          format()));
    }
    m_changesCard->setHeading(tr("Changes of %1").arg(name));
    m_changesModel->setContent(limitChangeTable(dashboard().limits, account, format()));
}

void LimitsPage::showAges()
{
    setHeadline(limitsHeadline(dashboard(), freshness().now, format()));
    m_headroom->setPools(
        headroomPools(dashboard().limits, dashboard().own, freshness().now, format()));
}

void LimitsPage::exportTo(const QString& path)
{
    writeFile(path, [this](QIODevice& device) { return exportCsv(device); });
}

Result<void> LimitsPage::exportCsv(QIODevice& device) const
{
    return writeLimitsCsv(device, dashboard().limits);
}

} // namespace plimsoll
