// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/incidentspage.h"

#include "storage/report/csv.h"
#include "ui/pages/countedcard.h"
#include "ui/viewmodels/happeningdetail.h"
#include "ui/viewmodels/happeningsentence.h"
#include "ui/widgets/fieldlist.h"
#include "ui/widgets/happeninglanes.h"
#include "ui/widgets/sidebyside.h"

#include <QHeaderView>
#include <QSignalBlocker>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

constexpr std::array orders {HappeningOrder {HappeningColumn::When, true},
                             HappeningOrder {HappeningColumn::When, false},
                             HappeningOrder {HappeningColumn::Length, true},
                             HappeningOrder {HappeningColumn::Overloaded, true},
                             HappeningOrder {HappeningColumn::Model, false},
                             HappeningOrder {HappeningColumn::What, false}};

} // namespace

PageName IncidentsPage::name()
{
    return {.id = u"incidents"_s, .title = tr("Incidents")};
}

IncidentsPage::IncidentsPage(const ThemeState& themes, QWidget* parent)
    : Page(name(), themes, parent)
    , m_timeline(new LaneTimeline(themes, this))
    , m_kinds(new SegmentedControl(tr("Kind of happening"), this))
    , m_orders(new QComboBox(this))
    , m_model(new CellTableModel(this))
    , m_table(new DataTable(themes, DataTable::Height::Fill, this))
    , m_detailModel(new CellTableModel(this))
{
    content()->addWidget(makeTimelineCard());
    auto* columns = new SideBySide(7, 3, this);
    columns->main()->addWidget(makeTableCard(), 1);
    columns->side()->addWidget(makeDetailCard(), 1);
    columns->side()->addWidget(new CountedCard(
        tr("How it is counted"),
        {tr("A burst begins with an overloaded probe and is over with the first of ten good ones "
            "in a row. ≥ marks one whose begin or end was not seen, "
            "≤ one of a single probe."),
         tr("The status page is expected to tell of 10 minutes and 3 overloaded probes. An "
            "incident "
            "belongs to a burst when it names the model and was posted no later than an hour "
            "after it.")},
        this));
    content()->addWidget(columns, 1);
    connect(m_kinds, &SegmentedControl::chosen, this, &IncidentsPage::showTable);
    connect(m_table, &DataTable::rowChosen, this,
            [this](const QModelIndex& index) { choose(index.data(KeyRole).toString()); });
    connect(m_table->horizontalHeader(), &QHeaderView::sectionClicked, this,
            [this](int section) { setOrder(orderAfterClick(m_order, HappeningColumn(section))); });
    connect(m_orders, &QComboBox::activated, this,
            [this](int index) { setOrder(orders[std::size_t(index)]); });
}

Card* IncidentsPage::makeTimelineCard()
{
    m_timelineCard = new Card(tr("Measured and told"), u" "_s, this);
    m_timeline->setAccessibleName(tr("Bursts by model, and what was told"));
    m_timeline->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_timelineCard->body()->addWidget(m_timeline);
    return m_timelineCard;
}

Card* IncidentsPage::makeTableCard()
{
    auto* card = new Card(tr("What happened"), {}, this);
    const auto key = [](HappeningKind kind) { return QString::number(int(kind)); };
    m_kinds->setSegments({{u"all"_s, tr("All")},
                          {key(HappeningKind::Burst), tr("Bursts")},
                          {key(HappeningKind::Post), tr("Posts")},
                          {key(HappeningKind::Limit), tr("Limits")},
                          {key(HappeningKind::Told), tr("Releases and notes")},
                          {key(HappeningKind::Gap), tr("Gaps")}});
    m_kinds->setCurrent(u"all"_s);
    fillOrders();
    card->header()->addStretch();
    card->header()->addWidget(makeExportButton());
    auto* controls = new QHBoxLayout; // taken by the body
    controls->addWidget(m_kinds);
    controls->addStretch();
    controls->addWidget(m_orders);
    card->body()->addLayout(controls);
    m_table->setModel(m_model);
    m_table->setElided(true);
    m_table->setAccessibleName(tr("Happenings"));
    m_table->setMinimumHeight(themes().px(260));
    m_table->horizontalHeader()->setSectionsClickable(true);
    card->body()->addWidget(m_table, 1);
    return card;
}

void IncidentsPage::fillOrders()
{
    m_orders->setAccessibleName(tr("Order of the table"));
    m_orders->addItems({tr("Newest first"), tr("Oldest first"), tr("Longest first"),
                        tr("Most overloaded first"), tr("By model"), tr("By kind")});
    Q_ASSERT(std::size_t(m_orders->count()) == orders.size());
}

Card* IncidentsPage::makeDetailCard()
{
    m_detailCard = new Card(tr("Nothing chosen"), {}, this);
    auto* fields = new FieldList(themes(), *m_detailModel, this);
    fields->setAccessibleName(tr("All that is known of the chosen happening"));
    m_detailCard->body()->addWidget(fields, 1);
    return m_detailCard;
}

std::optional<HappeningKind> IncidentsPage::kind() const
{
    bool isOne = false;
    const int number = m_kinds->current().toInt(&isOne);
    return isOne ? std::optional(HappeningKind(number)) : std::nullopt;
}

void IncidentsPage::setOrder(HappeningOrder order)
{
    m_order = order;
    const auto* known = std::ranges::find(orders, order);
    m_orders->setCurrentIndex(known == orders.end() ? -1 : int(known - orders.begin()));
    showTable();
}

void IncidentsPage::showDashboard()
{
    const Happenings& found = findings()->happenings;
    setHeadline(incidentsHeadline(found, format()));
    m_rows = happeningRows(found, format());
    m_timelineCard->setCaption(
        tr("Bars: bursts, and incidents while they were open. Triangles: other things "
           "told. Hatched: no data. %1")
            .arg(format().times.zoneName(found.range.to)));
    m_timeline->setAccessibleDescription(timelineSentence(found, format()));
    showTable();
}

void IncidentsPage::showTable()
{
    const QString zone = format().times.zoneName(dashboard().asOf);
    TableContent content = happeningTable(m_rows, kind(), m_order, zone);
    auto chosen = std::ranges::find(content.rows, m_chosen, &TableContent::Row::key);
    if (chosen == content.rows.end()) {
        chosen = content.rows.begin();
    }
    const auto row = int(chosen - content.rows.begin());
    m_chosen = content.rows.empty() ? QString() : chosen->key;
    {
        const QSignalBlocker silent(m_table); // the choice stays, wherever its row is now
        m_model->setContent(std::move(content));
        if (m_chosen.isEmpty()) {
            m_table->clearSelection();
        } else {
            m_table->selectRow(row);
        }
    }
    showChosen();
}

void IncidentsPage::choose(const QString& key)
{
    m_chosen = key;
    showChosen();
}

void IncidentsPage::showChosen()
{
    if (!findings()) {
        return;
    }
    const Happenings& found = findings()->happenings;
    m_timeline->setContent(happeningLanes(found, m_rows, m_chosen, format().times));
    m_detailModel->setContent(happeningDetail(found, m_chosen, format()));
    const auto row = std::ranges::find(m_rows, m_chosen, &HappeningRow::key);
    const bool isThere = row != m_rows.end();
    m_detailCard->setHeading(isThere ? row->cells[std::size_t(HappeningColumn::What)].text
                                     : tr("Nothing chosen"));
    m_detailCard->setCaption(isThere ? format().times.event(row->span.from) : QString());
}

void IncidentsPage::exportTo(const QString& path)
{
    writeFile(path, [this](QIODevice& device) {
        return findings() ? writeHappeningsCsv(device, findings()->happenings)
                          : writeHappeningsCsv(device, {});
    });
}

} // namespace plimsoll
