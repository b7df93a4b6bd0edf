// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/overviewpage.h"

#include "storage/report/csv.h"
#include "ui/viewmodels/chartsummaries.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

using namespace std::chrono_literals;

constexpr int tileWidth = 280; // least, at 100 %
constexpr int tileHeight = 400; // least, at 100 %
constexpr int aboveTiles = 200;

ModelSeries windowSeries(const ModelOverview& model, TimePoint asOf)
{
    ModelSeries series;
    series.model = model.model;
    series.organization = model.organization;
    series.displayName = model.displayName;
    series.series = model.series;
    const auto add = [&](std::chrono::milliseconds length, const OutcomeCounts& counts) {
        ModelSeries::Step step {.range = {.from = asOf - length, .to = asOf}, .summary = {}};
        step.summary.counts = counts;
        series.steps.push_back(step);
    };
    add(1h, model.hour);
    add(24h, model.day);
    add(7 * 24h, model.week);
    return series;
}

} // namespace

PageName OverviewPage::name()
{
    return {.id = u"overview"_s, .title = tr("Now")};
}

OverviewPage::OverviewPage(const ThemeState& themes, QWidget* parent)
    : Page(name(), themes, parent)
    , m_grid(new QGridLayout) // taken by the layout
    , m_evidence(new EvidenceStrip(themes, this))
    , m_dayCard(new Card(tr("The last 24 hours"),
                         tr("A bar is a step of 10 minutes with an overload. 429 counts against "
                            "your account and is never part of the overload rate."),
                         this))
    , m_day(new LaneTimeline(themes, this))
{
    m_grid->setSpacing(12);
    content()->addWidget(m_evidence);
    content()->addLayout(m_grid, 3);
    m_dayCard->header()->addWidget(makeExportButton());
    m_dayCard->body()->addWidget(m_day);
    content()->addWidget(m_dayCard, 1);
    content()->addStretch();
}

void OverviewPage::makeTiles(std::size_t count)
{
    if (count == m_tiles.size()) {
        return;
    }
    while (m_tiles.size() > count) {
        delete m_tiles.back();
        m_tiles.pop_back();
    }
    while (m_tiles.size() < count) {
        m_tiles.push_back(new TileCard(themes(), this)); // taken by the grid
    }
    m_columns = 0;
    arrange();
}

void OverviewPage::makeRest()
{
    makeTiles(dashboard().models.size());
    showAges();
}

// At most so many tiles are seen without scrolling.
std::size_t OverviewPage::inSight() const
{
    const int below = std::max(0, window()->height() - themes().px(aboveTiles));
    const int rows = 1 + (below - 1) / themes().px(tileHeight);
    const int columns = window()->width() / themes().px(tileWidth);
    return std::size_t(std::max(1, rows)) * std::size_t(std::max(1, columns));
}

void OverviewPage::arrange()
{
    const int fitting = std::max(1, (width() - 48 + 12) / (themes().px(tileWidth) + 12));
    const int columns = std::clamp(int(m_tiles.size()), 1, fitting);
    if (columns == m_columns) {
        return;
    }
    for (int i = 0; i < m_grid->columnCount(); ++i) {
        m_grid->setColumnStretch(i, i < columns ? 1 : 0);
    }
    m_columns = columns;
    for (std::size_t i = 0; i < m_tiles.size(); ++i) {
        m_grid->addWidget(m_tiles[i], int(i) / columns, int(i) % columns);
        m_grid->setColumnStretch(int(i) % columns, 1);
    }
}

void OverviewPage::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    arrange();
}

void OverviewPage::showDashboard()
{
    const std::size_t count = dashboard().models.size();
    makeTiles(std::min(count, std::max(m_tiles.size(), inSight())));
    if (m_tiles.size() < count) { // what is seen is painted before what is not
        QMetaObject::invokeMethod(this, &OverviewPage::makeRest, Qt::QueuedConnection);
    }
    const TimeRange day {.from = dashboard().asOf - 24h, .to = dashboard().asOf};
    const auto tolerance = std::max<std::chrono::milliseconds>(15min, freshness().silence);
    m_day->setAccessibleDescription(daySummary(dashboard().models, format()));
    m_day->setContent(laneContent(dashboard().models, day, tolerance, format().times));
}

void OverviewPage::showAges()
{
    setHeadline(overviewHeadline(dashboard(), freshness(), format()));
    m_evidence->setLinks(evidenceChain(dashboard(), freshness(), format()));
    for (std::size_t i = 0; i < m_tiles.size(); ++i) {
        m_tiles[i]->setTile(modelTile(dashboard().models[i], freshness(), format()), freshness());
    }
}

void OverviewPage::exportTo(const QString& path)
{
    writeFile(path, [this](QIODevice& device) { return exportCsv(device); });
}

Result<void> OverviewPage::exportCsv(QIODevice& device) const
{
    std::vector<ModelSeries> series;
    std::ranges::transform(
        dashboard().models, std::back_inserter(series),
        [this](const ModelOverview& model) { return windowSeries(model, dashboard().asOf); });
    return writeRatesCsv(device, series);
}

} // namespace plimsoll
