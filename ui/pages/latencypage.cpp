// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/latencypage.h"

#include "storage/report/csv.h"
#include "ui/pages/chosenchart.h"
#include "ui/pages/countedcard.h"
#include "ui/viewmodels/latencytables.h"
#include "ui/widgets/sidebyside.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

QStringList rulesInShort()
{
    return {LatencyPage::tr("Ok answers of scheduled probes, every kind together: a fast error is "
                            "no latency."),
            LatencyPage::tr("Sent: the last byte of the request was handed over. A phase that did "
                            "not happen has no value. Medians of phases do not add up."),
            LatencyPage::tr("Per token: the mean gap of one answer. Quantiles are at most 0.8 % "
                            "off, intervals by binomial ranks as if answers were independent."),
            LatencyPage::tr("Of fewer than 20 answers in a step the outer band goes from the "
                            "least to the greatest.")};
}

} // namespace

PageName LatencyPage::name()
{
    return {.id = u"latency"_s, .title = tr("Latency")};
}

LatencyPage::LatencyPage(const ThemeState& themes, QWidget* parent)
    : Page(name(), themes, parent)
    , m_models(new ModelChooser(tr("Model"), this))
    , m_metrics(new SegmentedControl(tr("Time that is shown"), this))
    , m_chart(new LatencyChart(themes, this))
    , m_distribution(new DistributionChart(themes, this))
    , m_phasesModel(new CellTableModel(this))
    , m_phases(new DataTable(themes, DataTable::Height::FitRows, this))
    , m_bar(new PhaseBar(themes, this))
    , m_barCaption(new ElidedLabel("caption", {}, this))
{
    content()->addWidget(makeChartCard(), 1);
    auto* columns = new SideBySide(7, 6, this);
    columns->main()->addWidget(makePhasesCard(), 1);
    columns->side()->addWidget(makeDistributionCard(), 1);
    auto* counted = new CountedCard(tr("How it is counted"), rulesInShort(), this);
    counted->header()->addWidget(makeExportButton());
    columns->side()->addWidget(counted);
    content()->addWidget(columns);
    connect(m_models, &ModelChooser::chosen, this, &Page::focusChosen);
    connect(m_metrics, &SegmentedControl::chosen, this, [this](const QString& key) {
        m_metric = LatencyMetric(key.toInt());
        if (isReady()) {
            showDashboard();
        }
    });
}

Card* LatencyPage::makeChartCard()
{
    m_chartCard = new Card(tr("Latency"), u" "_s, this);
    offerMetrics(*m_metrics, latencyMetrics, m_metric);
    fillChartCard(*m_chartCard, m_metrics, m_models, m_chart);
    return m_chartCard;
}

Card* LatencyPage::makePhasesCard()
{
    m_phasesCard = new Card(tr("Phases"), u" "_s, this);
    m_phasesCard->body()->addWidget(m_bar);
    m_phasesCard->body()->addWidget(m_barCaption);
    m_phases->setModel(m_phasesModel);
    m_phases->setAccessibleName(tr("Phases of a request"));
    m_phasesCard->body()->addWidget(m_phases);
    m_phasesCard->body()->addStretch();
    return m_phasesCard;
}

Card* LatencyPage::makeDistributionCard()
{
    m_distributionCard = new Card(tr("Distribution"), u" "_s, this);
    m_distributionCard->body()->addWidget(m_distribution, 1);
    return m_distributionCard;
}

void LatencyPage::showModelSegments()
{
    m_models->setModels(dashboard().models, focus());
}

void LatencyPage::showDashboard()
{
    const LatencyReport* report = latencyReportOf(findings()->latencies, focus());
    setHeadline(latencyHeadline(report, m_metric, format()));
    showModelSegments();
    showReport(report ? *report : LatencyReport());
}

void LatencyPage::showReport(const LatencyReport& report)
{
    const LatencyWhole& whole = report[m_metric];
    const TimeRange range = findings()->selection.range;
    CurveFrame frame {.range = range,
                      .step = stepFor(range),
                      .window = {},
                      .silence = freshness().silence,
                      .recorded = {}};
    std::ranges::transform(dashboard().gaps, std::back_inserter(frame.recorded), &Gap::range);
    const LatencyCurve curve = latencyCurve(report, m_metric, frame);
    m_chart->setReport(report, m_metric,
                       latencyPlot(curve, {.range = range, .series = report.series}, format()),
                       format());
    m_chart->setAccessibleDescription(latencyChartSummary(report, m_metric, format()));
    m_chartCard->setHeading(report.displayName.isEmpty()
                                ? label(m_metric)
                                : QString(label(m_metric) + u", "_s + report.displayName));
    const QString scale = curve.asksForLog() ? tr("log scale") : tr("from zero");
    m_chartCard->setCaption(
        tr("Line: median. Bands: middle half, and p5 to p95. %1 per step, %2. %3")
            .arg(format().numbers.duration(frame.step), scale, format().times.zoneName(range.to)));
    m_phasesModel->setContent(phaseTable(report, format()));
    m_phasesCard->setCaption(phaseCaption(report.phases, format()));
    const std::vector<PhasePart> parts = phaseParts(report.phases, format());
    m_bar->setParts(parts, report.series);
    m_barCaption->setText(inWords(parts));
    m_distribution->setBins(whole.bins, distributionPlot(whole, report.series, format()), format());
    m_distribution->setAccessibleDescription(distributionSummary(report, m_metric, format()));
    m_distributionCard->setCaption(
        tr("%1, whole range, n = %2. Log axis of time.")
            .arg(label(m_metric), format().numbers.count(qint64(whole.quantiles.n))));
}

void LatencyPage::exportTo(const QString& path)
{
    writeFile(path, [this](QIODevice& device) { return exportCsv(device); });
}

Result<void> LatencyPage::exportCsv(QIODevice& device) const
{
    return writeLatencyCsv(device, dashboard().series);
}

} // namespace plimsoll
