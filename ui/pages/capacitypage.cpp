// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/capacitypage.h"

#include "storage/report/csv.h"
#include "ui/pages/countedcard.h"
#include "ui/viewmodels/capacitytables.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/sidebyside.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

QStringList rulesInShort()
{
    return {CapacityPage::tr("The ceiling is what the service told of the pool, exact. A change "
                             "lies between two samples; its flag stands at the first with the new "
                             "value."),
            CapacityPage::tr("Admission is a share of every scheduled probe that was let in or "
                             "turned away, 429s included: let in + overloaded + limited = asked. "
                             "The overload rate leaves the 429s out."),
            CapacityPage::tr("Delivery is of answers that were ok. Tokens per second is the "
                             "inverse of the median gap between two tokens."),
            CapacityPage::tr("“Moved” compares the second half of the measured time with the "
                             "first, at 95 %; admission allows for bursts by a design effect of "
                             "six-hour blocks, delivery takes answers as independent and calls "
                             "less than 5 % no move.")};
}

} // namespace

PageName CapacityPage::name()
{
    return {.id = u"capacity"_s, .title = tr("Capacity")};
}

CapacityPage::CapacityPage(const ThemeState& themes, QWidget* parent)
    : Page(name(), themes, parent)
    , m_models(new ModelChooser(tr("Model"), this))
    , m_deliveries(new SegmentedControl(tr("Figure of delivery"), this))

    , m_admissionCaption(new ElidedLabel("caption", {}, this))
    , m_deliveryCaption(new ElidedLabel("caption", {}, this))
    , m_ceiling(new CapacityChart(tr("Ceiling over time"), themes, this))
    , m_admission(new CapacityChart(tr("Admission over time"), themes, this))
    , m_delivery(new CapacityChart(tr("Delivery over time"), themes, this))
    , m_tableCard(new Card(tr("Newest values"), u" "_s, this))
    , m_tableModel(new CellTableModel(this))
    , m_table(new DataTable(themes, DataTable::Height::FitRows, this))
{
    content()->addWidget(makeChartCard(), 1);
    auto* columns = new SideBySide(7, 5, this);
    m_table->setModel(m_tableModel);
    m_table->setAccessibleName(tr("Newest values of the three currencies"));
    m_tableCard->body()->addWidget(m_table);
    m_tableCard->body()->addStretch();
    columns->main()->addWidget(m_tableCard, 1);
    auto* counted = new CountedCard(tr("How it is counted"), rulesInShort(), this);
    counted->header()->addWidget(makeExportButton());
    counted->body()->addStretch();
    columns->side()->addWidget(counted, 1);
    content()->addWidget(columns);
    connect(m_models, &ModelChooser::chosen, this, &Page::focusChosen);
    connect(m_deliveries, &SegmentedControl::chosen, this, [this](const QString& key) {
        m_metric = DeliveryMetric(key.toInt());
        if (isReady()) {
            showDashboard();
        }
    });
}

QHBoxLayout* CapacityPage::headingRow(QLabel* heading, QLabel* caption)
{
    auto* row = new QHBoxLayout; // taken by the card
    row->setSpacing(12);
    row->addWidget(heading);
    row->addWidget(caption, 1);
    return row;
}

Card* CapacityPage::makeChartCard()
{
    m_chartCard = new Card(tr("Ceiling"), u" "_s, this);
    m_chartCard->header()->addWidget(m_models);
    QVBoxLayout* body = m_chartCard->body();
    body->addWidget(m_ceiling, 1);
    body->addLayout(headingRow(makeLabel("heading", tr("Admission"), this), m_admissionCaption));
    body->addWidget(m_admission, 1);
    std::vector<SegmentedControl::Segment> segments;
    for (const DeliveryMetric metric :
         {DeliveryMetric::FirstToken, DeliveryMetric::TokensPerSecond}) {
        segments.push_back({.key = QString::number(int(metric)), .text = label(metric)});
    }
    m_deliveries->setSegments(segments);
    m_deliveries->setCurrent(QString::number(int(m_metric)));
    QHBoxLayout* row = headingRow(makeLabel("heading", tr("Delivery"), this), m_deliveryCaption);
    row->addWidget(m_deliveries);
    body->addLayout(row);
    body->addWidget(m_delivery, 1);
    return m_chartCard;
}

void CapacityPage::showModelSegments()
{
    m_models->setModels(dashboard().models, focus());
}

const ModelCapacity* CapacityPage::capacity() const
{
    return capacityOf(findings()->capacity, focus());
}

int CapacityPage::series() const
{
    const auto model = std::ranges::find(dashboard().models, focus(), &ModelOverview::subject);
    return model == dashboard().models.end() ? 0 : model->series;
}

void CapacityPage::showDashboard()
{
    const ModelCapacity* shown = capacity();
    setHeadline(capacityHeadline(shown, dashboard().limits, findings()->selection.range, format()));
    showModelSegments();
    showCharts(shown ? *shown : ModelCapacity());
}

void CapacityPage::showCharts(const ModelCapacity& capacity)
{
    const TimeRange range = findings()->selection.range;
    const Level level = capacityLevel(range);
    const TimePoint start = bucketStart(level, range.to);
    const auto step = bucketEnd(level, start) - start;
    CurveFrame curve {
        .range = range, .step = step, .window = {}, .silence = freshness().silence, .recorded = {}};
    std::ranges::transform(dashboard().gaps, std::back_inserter(curve.recorded), &Gap::range);
    const LimitHistory& limits = dashboard().limits;
    const QString account = accountOf(capacity);
    CapacityFrame frame {.range = range,
                         .series = series(),
                         .flags = ceilingFlags(limits, account, range),
                         .isLowest = false};
    m_ceiling->setContent(ceilingPlot(limits, account, dashboard().gaps, frame, format()));
    const CapacityCurve admission = admissionCurve(capacity, curve);
    m_admission->setContent(admissionPlot(admission, frame, format()));
    frame.isLowest = true;
    m_delivery->setContent(
        deliveryPlot(deliveryCurve(capacity, m_metric, curve), m_metric, frame, format()));
    m_ceiling->setHints(ceilingHints(capacity, format()));
    m_admission->setHints(admissionHints(capacity, format()));
    m_delivery->setHints(deliveryHints(capacity, format()));
    alignPlots({m_ceiling, m_admission, m_delivery});
    m_ceiling->setAccessibleDescription(ceilingSummary(capacity, limits, range, format()));
    m_admission->setAccessibleDescription(admissionSummary(capacity, format()));
    m_delivery->setAccessibleDescription(deliverySummary(capacity, format()));
    const QString every = format().numbers.duration(step);
    m_chartCard->setHeading(capacity.pool.isEmpty() ? tr("Ceiling")
                                                    : tr("Ceiling of %1").arg(capacity.pool));
    m_chartCard->setCaption(
        tr("per minute, as told. Log scale. Flags: changes. Hatched: no data. %1")
            .arg(format().times.zoneName(range.to)));
    const double floor = m_admission->content().y.first;
    QString shares =
        tr("per %1. Line: let in, 95 % interval. Filled: overloaded. Dotted: 429 of our "
           "account.")
            .arg(every);
    if (floor > 0) {
        shares += u' ' + tr("From %1 up.").arg(format().numbers.wholePercent(floor));
    }
    m_admissionCaption->setText(shares);
    m_deliveryCaption->setText(m_metric == DeliveryMetric::FirstToken
                                   ? tr("per %1, median with 95 % interval").arg(every)
                                   : tr("per %1, from the median gap").arg(every));
    m_tableCard->setCaption(
        tr("Ceilings as last told, the rest of the newest step of %1").arg(every));
}

void CapacityPage::showAges()
{
    const ModelCapacity* shown = capacity();
    m_tableModel->setContent(
        capacityTable(shown ? *shown : ModelCapacity(), freshness().now, format()));
}

void CapacityPage::exportTo(const QString& path)
{
    writeFile(path, [this](QIODevice& device) { return exportCsv(device); });
}

Result<void> CapacityPage::exportCsv(QIODevice& device) const
{
    return writeCapacityCsv(device, findings()->capacity);
}

} // namespace plimsoll
