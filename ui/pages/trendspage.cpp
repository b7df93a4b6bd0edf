// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/trendspage.h"

#include "storage/report/csv.h"
#include "ui/pages/chosenchart.h"
#include "ui/pages/countedcard.h"
#include "ui/viewmodels/chartsummaries.h"
#include "ui/viewmodels/eventcomparison.h"
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
    , m_models(new ModelChooser(tr("Model"), this))
    , m_metrics(new SegmentedControl(tr("Figure of the chart"), this))
    , m_chart(new TrendChart(themes, this))
    , m_tableModel(new CellTableModel(this))
    , m_table(new DataTable(themes, DataTable::Height::FitRows, this))
    , m_heat(new HeatCard(themes, this))
    , m_event(new EventCard(themes, this))
    , m_weeksModel(new CellTableModel(this))
    , m_weeks(new DataTable(themes, DataTable::Height::FitRows, this))
{
    content()->addWidget(makeChartCard(), 1);
    auto* tableCard = new Card({}, {}, this);
    m_table->setModel(m_tableModel);
    m_table->setAccessibleName(tr("Week over week"));
    m_table->setElastic({{.column = trendWordsColumn, .takesSpare = false}, {.column = 0}});
    tableCard->body()->addWidget(m_table);
    content()->addWidget(tableCard);
    auto* answered = new SideBySide(4, 5, this);
    answered->main()->addWidget(m_heat, 1);
    answered->side()->addWidget(m_event, 1);
    content()->addWidget(answered);
    auto* columns = new SideBySide(3, 2, this);
    auto* weeksCard = new Card(tr("Week by week"), tr("Whole weeks, Monday 00:00 UTC"), this);
    m_weeks->setModel(m_weeksModel);
    m_weeks->setAccessibleName(tr("Week by week"));
    weeksCard->body()->addWidget(m_weeks);
    weeksCard->body()->addStretch();
    columns->main()->addWidget(weeksCard, 1);
    auto* counted = new CountedCard(
        tr("How it is compared"),
        {tr("The table compares the last seven days with the seven before, hour of the week by "
            "hour of the week; hours without data in either are left out of the difference, which "
            "therefore need not be the plain one of the two values."),
         tr("“Beyond chance” means that the 95 % interval excludes no change and p is at most "
            "0.05. Whole days are exchanged, so that overloads which come in bursts are allowed "
            "for, and p is adjusted for the number of tests. While that is being read, the table "
            "holds this week so far against the last, with an interval that takes probes as "
            "independent."),
         tr("In the heat map an hour is drawn towards the rate of all hours, by as much as its "
            "probes are few."),
         tr("429 is this account's own and never part of the overload rate.")},
        this);
    counted->body()->addStretch();
    counted->body()->addWidget(makeExportButton());
    columns->side()->addWidget(counted, 1);
    content()->addWidget(columns);
    connect(m_models, &ModelChooser::chosen, this, &Page::focusChosen);
    connect(m_metrics, &SegmentedControl::chosen, this, [this](const QString& key) {
        m_metric = TrendMetric(key.toInt());
        showTrend();
    });
}

Card* TrendsPage::makeChartCard()
{
    m_chartCard = new Card(tr("Week over week, by hour of week"), u" "_s, this);
    offerMetrics(*m_metrics, metrics, m_metric);
    fillChartCard(*m_chartCard, m_metrics, m_models, m_chart);
    return m_chartCard;
}

void TrendsPage::showModelSegments()
{
    m_models->setModels(dashboard().trends.models, focus());
}

const ModelAnswers* TrendsPage::modelAnswers() const
{
    return findings() ? answersOf(findings()->answers, focus()) : nullptr;
}

void TrendsPage::showDashboard()
{
    const ModelAnswers* found = modelAnswers();
    setHeadline(found ? weekHeadline(*found, format())
                      : trendsHeadline(dashboard(), focus(), format()));
    showModelSegments();
    m_weeksModel->setContent(weeksTable(dashboard().trends, focus(), format()));
    const Answers* answers = findings() ? &findings()->answers : nullptr;
    m_heat->setAnswers(answers, focus(), format());
    m_event->setAnswers(answers, focus(), format());
    showTrend();
}

void TrendsPage::showTable(const ModelTrend& trend)
{
    const ModelAnswers* found = modelAnswers();
    m_tableModel->setContent(found ? weekComparison(found->week, trend, format())
                                   : trendTable(trend, format()));
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
    showTable(*trend);
    const TrendCurve curve = trendCurve(*trend, m_metric);
    m_chart->setAccessibleDescription(trendSummary(curve, m_metric, format()));
    m_chart->setContent(trendPlot(curve,
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
