// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/trendspage.h"

#include "storage/report/csv.h"
#include "ui/pages/countedcard.h"
#include "ui/viewmodels/trendtables.h"
#include "ui/widgets/sidebyside.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

constexpr std::array metrics {TrendMetric::OverloadRate, TrendMetric::FirstToken,
                              TrendMetric::TokenGap, TrendMetric::Limited};

} // namespace

PageName TrendsPage::name()
{
    return {.id = u"trends"_s, .title = tr("Trends")};
}

TrendsPage::TrendsPage(const ThemeState& themes, QWidget* parent)
    : Page(name(), themes, parent)
    , m_models(new SegmentedControl(tr("Model"), this))
    , m_metrics(new SegmentedControl(tr("Figure of the chart"), this))
    , m_chart(new TrendChart(themes, this))
    , m_tableModel(new CellTableModel(this))
    , m_table(new DataTable(themes, DataTable::Height::FitRows, this))
    , m_weeksModel(new CellTableModel(this))
    , m_weeks(new DataTable(themes, DataTable::Height::FitRows, this))
{
    content()->addWidget(makeChartCard(), 1);
    auto* tableCard = new Card({}, {}, this);
    m_table->setModel(m_tableModel);
    m_table->setAccessibleName(tr("Week over week"));
    tableCard->body()->addWidget(m_table);
    content()->addWidget(tableCard);
    auto* columns = new SideBySide(3, 2, this);
    auto* weeksCard = new Card(tr("Week by week"), tr("Whole weeks, Monday 00:00 UTC"), this);
    m_weeks->setModel(m_weeksModel);
    m_weeks->setAccessibleName(tr("Week by week"));
    weeksCard->body()->addWidget(m_weeks);
    weeksCard->body()->addStretch();
    columns->main()->addWidget(weeksCard, 1);
    auto* counted = new CountedCard(
        tr("How it is compared"),
        {tr("This week so far against the same hours of last week; hours without data in either "
            "week are left out of both."),
         tr("“Beyond chance” means that the 95 % interval of the difference excludes no change. "
            "The interval does not yet allow for overloads that come in bursts."),
         tr("429 is this account's own and never part of the overload rate.")},
        this);
    counted->body()->addStretch();
    counted->body()->addWidget(makeExportButton());
    columns->side()->addWidget(counted, 1);
    content()->addWidget(columns);
    connect(m_models, &SegmentedControl::chosen, this, &Page::focusChosen);
    connect(m_metrics, &SegmentedControl::chosen, this, [this](const QString& key) {
        m_metric = TrendMetric(key.toInt());
        showTrend();
    });
}

Card* TrendsPage::makeChartCard()
{
    m_chartCard = new Card(tr("Week over week, by hour of week"), u" "_s, this);
    std::vector<SegmentedControl::Segment> segments;
    for (const TrendMetric metric : metrics) {
        segments.push_back({.key = QString::number(int(metric)), .text = label(metric)});
    }
    m_metrics->setSegments(segments);
    m_metrics->setCurrent(QString::number(int(m_metric)));
    m_chartCard->header()->addWidget(m_metrics);
    auto* models = new QHBoxLayout; // a row of its own: a small screen has no room for both
    models->addWidget(m_models);
    models->addStretch();
    m_chartCard->body()->addLayout(models);
    m_chartCard->body()->addWidget(m_chart, 1);
    return m_chartCard;
}

void TrendsPage::showModelSegments()
{
    std::vector<SegmentedControl::Segment> segments;
    for (const ModelTrend& trend : dashboard().trends.models) {
        segments.push_back({.key = trend.subject(), .text = trend.displayName});
    }
    m_models->setSegments(segments);
    m_models->setCurrent(focus());
}

void TrendsPage::showDashboard()
{
    setHeadline(trendsHeadline(dashboard(), focus(), format()));
    showModelSegments();
    m_weeksModel->setContent(weeksTable(dashboard().trends, focus(), format()));
    showTrend();
}

void TrendsPage::showTrend()
{
    const auto& trends = dashboard().trends.models;
    const auto trend = std::ranges::find(trends, focus(), &ModelTrend::subject);
    if (trend == trends.end()) {
        m_tableModel->setContent({});
        m_chart->setContent({});
        return;
    }
    m_tableModel->setContent(trendTable(*trend, format()));
    m_chart->setContent(trendPlot(trendCurve(*trend, m_metric),
                                  {.metric = m_metric,
                                   .series = trend->series,
                                   .monday = dashboard().trends.thisMonday,
                                   .now = dashboard().asOf},
                                  format()));
    m_chartCard->setCaption(tr("Hourly, 95 % interval of this week. %1")
                                .arg(format().times.zoneName(dashboard().asOf)));
}

void TrendsPage::exportTo(const QString& path)
{
    writeFile(path, [this](QIODevice& device) { return exportCsv(device); });
}

Result<void> TrendsPage::exportCsv(QIODevice& device) const
{
    return writeTrendsCsv(device, dashboard().trends);
}

} // namespace plimsoll
