// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/observationspage.h"

#include "ui/state/whenanswered.h"
#include "ui/viewmodels/observationdetail.h"
#include "ui/widgets/fieldlist.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/sidebyside.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

// What the filter buttons choose; empty means every outcome.
std::vector<Outcome> outcomesOf(const QString& key)
{
    std::vector<Outcome> outcomes;
    for (std::size_t i = 0; i < outcomeCount; ++i) {
        const auto outcome = Outcome(i);
        const bool chosen = (key == "failed"_L1 && outcome != Outcome::Ok)
            || (key == "overload"_L1 && isOverload(outcome))
            || (key == "limited"_L1 && isLimited(outcome));
        if (chosen) {
            outcomes.push_back(outcome);
        }
    }
    return outcomes;
}

} // namespace

PageName ObservationsPage::name()
{
    return {.id = u"observations"_s, .title = tr("Observations")};
}

ObservationsPage::ObservationsPage(ObservationSource source, const ThemeState& themes,
                                   QWidget* parent)
    : Page(name(), themes, parent)
    , m_source(std::move(source))
    , m_model(new ObservationsModel(m_source.fetch, this))
    , m_table(new DataTable(themes, DataTable::Height::Fill, this))
    , m_outcomes(new SegmentedControl(tr("Outcomes"), this))
    , m_all(new QPushButton(tr("Show all of the range"), this))
    , m_factsModel(new CellTableModel(this))
    , m_headersModel(new CellTableModel(this))
{
    auto* columns = new SideBySide(7, 3, this);
    columns->main()->addWidget(makeRowsCard(), 1);
    columns->side()->addWidget(makeDetailCard(), 1);
    content()->addWidget(columns, 1);
    connect(m_model, &ObservationsModel::failed, this, &Page::failed);
    connect(m_table, &DataTable::rowChosen, this, &ObservationsPage::showRow);
    connect(m_outcomes, &SegmentedControl::chosen, this, &ObservationsPage::applyFilter);
}

Card* ObservationsPage::makeRowsCard()
{
    m_rowsCard = new Card(tr("Rows"), u" "_s, this);
    m_all->setObjectName("showAll"_L1);
    connect(m_all, &QPushButton::clicked, this, &ObservationsPage::showAllRows);
    m_outcomes->setSegments({{u"all"_s, tr("All")},
                             {u"failed"_s, tr("Not OK")},
                             {u"overload"_s, tr("Overload")},
                             {u"limited"_s, tr("429")}});
    m_outcomes->setCurrent(u"all"_s);
    m_rowsCard->header()->addWidget(m_all);
    m_rowsCard->header()->addWidget(m_outcomes);
    m_rowsCard->header()->addWidget(makeExportButton());
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Observations"));
    m_table->setMinimumHeight(themes().px(300));
    m_rowsCard->body()->addWidget(m_table, 1);
    showBehind();
    return m_rowsCard;
}

Card* ObservationsPage::makeDetailCard()
{
    m_detailCard = new Card(tr("One observation"), tr("Choose a row."), this);
    m_advice = makeLabel("body", {}, this);
    m_advice->setWordWrap(true);
    m_detailCard->body()->addWidget(m_advice);
    const auto add = [this](CellTableModel* model, const QString& name, int stretch) {
        auto* fields = new FieldList(themes(), *model, this);
        fields->setAccessibleName(name);
        m_detailCard->body()->addWidget(fields, stretch);
    };
    add(m_factsModel, tr("Facts of the observation"), 3);
    m_detailCard->body()->addWidget(makeSeparator(this));
    add(m_headersModel, tr("Headers of the answer"), 4);
    return m_detailCard;
}

RowFilter ObservationsPage::filter() const
{
    RowFilter filter;
    filter.range = dashboard().selection.range;
    filter.models = dashboard().selection.models;
    filter.outcomes = outcomesOf(m_outcomes->current());
    if (m_behind) {
        filter.range = m_behind->range;
        if (!m_behind->model.isEmpty()) {
            filter.models = {m_behind->model};
        }
    }
    return filter;
}

void ObservationsPage::showRowsOf(const RowsBehind& behind)
{
    m_behind = behind;
    m_outcomes->setCurrent(u"all"_s);
    showBehind();
    if (isReady() && isVisible()) {
        applyFilter();
    }
}

void ObservationsPage::showAllRows()
{
    m_behind.reset();
    showBehind();
    applyFilter();
}

void ObservationsPage::showBehind()
{
    m_all->setVisible(m_behind.has_value());
    m_rowsCard->setHeading(m_behind ? tr("Rows behind the point") : tr("Rows"));
    m_rowsCard->setCaption(m_behind ? tr("%1 to %2")
                                          .arg(format().times.event(m_behind->range.from),
                                               format().times.event(m_behind->range.to))
                                    : tr("Newest first. Times in milliseconds or seconds."));
}

void ObservationsPage::applyFilter()
{
    m_model->setFilter(filter());
}

void ObservationsPage::showDashboard()
{
    setHeadline({.condition = Condition::Normal,
                 .sentence = tr("Every probe as it was recorded, newest first."),
                 .detail = tr("A row is one request, sent once and never retried. Times in %1; the "
                              "export holds UTC.")
                               .arg(format().times.zoneName(dashboard().asOf))});
    QHash<QString, QString> names;
    for (const ModelOverview& model : dashboard().models) {
        names.insert(model.subject(), model.displayName);
    }
    m_model->setNames(names);
    m_model->setFormat(format());
    showBehind();
    if (isVisible()) {
        applyFilter(); // a page nobody looks at asks for nothing
    }
}

void ObservationsPage::showEvent(QShowEvent* event)
{
    Page::showEvent(event);
    if (isReady()) {
        applyFilter();
    }
}

void ObservationsPage::showRow(const QModelIndex& index)
{
    RowFilter one;
    one.range = {.from = TimePoint::min(), .to = TimePoint::max()};
    one.seq = m_model->row(index.row()).seq;
    one.limit = 1;
    m_shownSeq = *one.seq;
    whenAnswered(m_source.fetch(one), this, [this](const ObservationRows& rows) {
        if (!rows) {
            emit failed(rows.error());
        } else if (!rows->empty() && rows->front().seq == m_shownSeq) {
            showDetail(rows->front()); // an answer to an earlier click is dropped
        }
    });
}

void ObservationsPage::showDetail(const Observation& observation)
{
    m_detailCard->setHeading(label(observation.outcome));
    m_detailCard->setCaption(format().times.event(observation.at));
    m_advice->setText(advice(observation.outcome));
    m_factsModel->setContent(observationFacts(observation, format()));
    m_headersModel->setContent(observationHeaders(observation));
}

void ObservationsPage::exportTo(const QString& path)
{
    whenAnswered(m_source.exportRows(filter(), path), this,
                 [this, path](const Result<void>& written) {
                     if (written) {
                         emit exported(path);
                     } else {
                         emit failed(written.error());
                     }
                 });
}

} // namespace plimsoll
