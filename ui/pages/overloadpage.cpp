// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/overloadpage.h"

#include "storage/report/csv.h"
#include "ui/pages/countedcard.h"
#include "ui/viewmodels/chartsummaries.h"
#include "ui/viewmodels/eventtable.h"
#include "ui/viewmodels/ratetables.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/sidebyside.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

// The rules of accountingRules() in the words a column has room for; those are the tool tip.
QStringList rulesInShort()
{
    return {OverloadPage::tr("Overloaded, divided by every scheduled probe that reached the "
                             "service: ok, overloaded, server and edge errors, time-outs, stalls, "
                             "cuts."),
            OverloadPage::tr("Left out and shown beside it: 429, refused keys, our own mistakes, "
                             "our own network."),
            OverloadPage::tr("Intervals are Wilson's at 95 %, as if overloads came one by one, but "
                             "where bursts are allowed for. No data is a gap, never 0 %.")};
}

} // namespace

PageName OverloadPage::name()
{
    return {.id = u"overload"_s, .title = tr("Overload")};
}

OverloadPage::OverloadPage(const ThemeState& themes, QWidget* parent)
    : Page(name(), themes, parent)
    , m_models(new ModelChooser(tr("Model of the chart"), this))
    , m_rateChart(new RateChart(themes, this))
    , m_limitedChart(new LimitedChart(themes, this))
    , m_tableModel(new CellTableModel(this))
    , m_table(new DataTable(themes, DataTable::Height::FitRows, this))
    , m_shapesCaption(makeLabel("caption", {}, this))
    , m_shapes(new ShapeBars(themes, this))
    , m_week(new FigureTable(themes, this))
    , m_burstCard(new Card(tr("Allowing for bursts"), u" "_s, this))
    , m_bursts(new FigureTable(themes, this))
    , m_eventsCard(new Card(tr("Events in this range"), u" "_s, this))
    , m_eventsModel(new CellTableModel(this))
    , m_events(new DataTable(themes, DataTable::Height::FitRows, this))
{
    auto* columns = new SideBySide(7, 2, this);
    columns->main()->addWidget(makeChartCard(), 1);
    columns->main()->addWidget(makeTableCard());
    m_events->setModel(m_eventsModel);
    m_events->setAccessibleName(tr("Events in this range"));
    m_eventsCard->body()->addWidget(m_events);
    columns->main()->addWidget(m_eventsCard);
    auto* weekCard = new Card(tr("Last 7 days by model"), {}, this);
    weekCard->body()->addWidget(m_week);
    QLabel* zero = makeLabel("caption", tr("Zero seen is not zero: the upper end counts."), this);
    zero->setWordWrap(true);
    weekCard->body()->addWidget(zero);
    columns->side()->addWidget(weekCard);
    m_burstCard->body()->addWidget(m_bursts);
    m_burstCard->hide(); // until there is something to show
    columns->side()->addWidget(m_burstCard);
    auto* shapesCard = new Card(tr("What the status code hides"), {}, this);
    shapesCard->body()->addWidget(m_shapesCaption);
    shapesCard->body()->addWidget(m_shapes);
    columns->side()->addWidget(shapesCard);
    auto* counted = new CountedCard(tr("How it is counted"), rulesInShort(), this);
    counted->setToolTip(accountingRules().join(u"\n\n"_s));
    counted->body()->addStretch();
    counted->body()->addWidget(makeExportButton());
    columns->side()->addWidget(counted, 1);
    content()->addWidget(columns, 1);
    connect(m_models, &ModelChooser::chosen, this, &Page::focusChosen);
}

Card* OverloadPage::makeChartCard()
{
    m_chartCard = new Card(tr("Overload rate"), u" "_s, this);
    m_chartCard->header()->addWidget(m_models);
    m_chartCard->body()->addWidget(m_rateChart, 1);
    m_chartCard->body()->addWidget(makeSeparator(this));
    auto* row = new QHBoxLayout;
    row->setSpacing(12);
    row->addWidget(makeLabel("heading", tr("429, our own account"), this));
    m_limitedCaption = makeLabel("caption", {}, this);
    row->addWidget(m_limitedCaption, 1);
    m_chartCard->body()->addLayout(row);
    m_chartCard->body()->addWidget(m_limitedChart);
    return m_chartCard;
}

Card* OverloadPage::makeTableCard()
{
    auto* card = new Card(tr("By model, in the range above"),
                          tr("Scheduled probes only. A click shows the model in the chart."), this);
    m_table->setModel(m_tableModel);
    m_table->setAccessibleName(tr("Overload by model"));
    card->body()->addWidget(m_table);
    connect(m_table, &DataTable::rowChosen, this,
            [this](const QModelIndex& index) { emit focusChosen(index.data(KeyRole).toString()); });
    return card;
}

void OverloadPage::showDashboard()
{
    setHeadline(overloadHeadline(dashboard(), focus(), format()));
    m_models->setModels(dashboard().models, focus());
    m_tableModel->setContent(overloadTable(dashboard().series, format()));
    m_week->setContent(weekTable(dashboard().models, format()));
    showBursts();
    showEvents();
    const auto series = std::ranges::find(dashboard().series, focus(), &ModelSeries::subject);
    if (series != dashboard().series.end()) {
        showCharts(*series);
        return;
    }
    ModelSeries none;
    none.model = focus();
    showCharts(none);
}

void OverloadPage::showBursts()
{
    m_burstCard->setVisible(findings() != nullptr);
    if (findings()) {
        const TimeRange evidence = findings()->evidence;
        m_burstCard->setCaption(tr("%1 up to %2")
                                    .arg(format().numbers.duration(evidence.length()),
                                         format().times.day(evidence.to)));
        m_bursts->setContent(burstTable(dashboard().models, findings()->answers, format()));
    }
}

void OverloadPage::showEvents()
{
    const EventTable events = eventTable(dashboard().events, dashboard().selection.range, format());
    m_eventsCard->setVisible(!events.table.rows.empty());
    m_eventsCard->setCaption(
        events.older == 0
            ? tr("What others told, beside what is measured. The letters are in the chart.")
            : tr("The newest %1; %2 older ones are in: plimsollctl export events")
                  .arg(format().numbers.count(qint64(events.flags.size())),
                       format().numbers.count(qint64(events.older))));
    m_eventsModel->setContent(events.table);
    m_flags.clear();
    for (const EventTable::Flag& flag : events.flags) {
        m_flags.push_back({.x = double(toEpochMs(flag.at)), .letter = flag.letter});
    }
}

void OverloadPage::showCharts(const ModelSeries& series)
{
    CurveFrame frame {.range = dashboard().selection.range,
                      .step = dashboard().step,
                      .window = {},
                      .silence = freshness().silence,
                      .recorded = {}};
    std::ranges::transform(dashboard().gaps, std::back_inserter(frame.recorded), &Gap::range);
    frame.window = trailingWindow(frame.range, frame.step);
    const RateCurve curve = rateCurve(series, frame);
    m_rateChart->setCurve(curve,
                          ratePlot(curve,
                                   {.range = frame.range,
                                    .series = series.series,
                                    .flags = m_flags,
                                    .window = frame.window},
                                   format()),
                          format());
    m_limitedChart->setContent(limitedPlot(series, frame, format()));
    m_rateChart->setAccessibleDescription(rateSummary(curve, format()));
    m_limitedChart->setAccessibleDescription(limitedSummary(series, format()));
    const QString window = format().numbers.duration(frame.window);
    const QString step = format().numbers.duration(frame.step);
    m_chartCard->setHeading(series.displayName.isEmpty()
                                ? tr("Overload rate")
                                : tr("Overload rate, %1").arg(series.displayName));
    m_chartCard->setCaption(tr("%1 trailing rate, 95 % interval. Hatched: no data. %2")
                                .arg(window, format().times.zoneName(frame.range.to)));
    m_limitedCaption->setText(tr("per %1, shown apart, never in the rate above").arg(step));
    m_shapes->setContent(shapeContent(series.whole.counts, series.series, format()));
    m_shapesCaption->setText(
        tr("Overloads in this range by shape, %1 in all")
            .arg(format().numbers.count(qint64(series.whole.counts.overloaded()))));
}

void OverloadPage::exportTo(const QString& path)
{
    writeFile(path, [this](QIODevice& device) { return exportCsv(device); });
}

Result<void> OverloadPage::exportCsv(QIODevice& device) const
{
    return writeRatesCsv(device, dashboard().series);
}

} // namespace plimsoll
