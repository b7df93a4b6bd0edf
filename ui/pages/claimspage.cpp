// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/claimspage.h"

#include "storage/report/csv.h"
#include "ui/widgets/fieldlist.h"
#include "ui/widgets/sidebyside.h"

#include <QHeaderView>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

constexpr std::array verdictOrder {ClaimVerdict::Supported, ClaimVerdict::Refuted,
                                   ClaimVerdict::NotYetDecidable, ClaimVerdict::NotObservable};

// Most first where the most is what one looks for.
bool startsDescending(ClaimColumn column)
{
    return column == ClaimColumn::N;
}

} // namespace

PageName ClaimsPage::name()
{
    return {.id = u"claims"_s, .title = tr("Claims")};
}

ClaimsPage::ClaimsPage(const ThemeState& themes, QWidget* parent)
    : Page(name(), themes, parent)
    , m_verdicts(new QComboBox(this))
    , m_order(new QComboBox(this))
    , m_claimsModel(new CellTableModel(this))
    , m_table(new DataTable(themes, DataTable::Height::Fill, this))
    , m_mark(new StateMark(themes, StateMark::Size::Body, this))
    , m_detailModel(new CellTableModel(this))
    , m_rivalsModel(new CellTableModel(this))
    , m_rivals(new DataTable(themes, DataTable::Height::FitRows, this))
{
    content()->addWidget(makeCountsCard());
    content()->addWidget(makeTableCard(), 3);
    auto* columns = new SideBySide(3, 2, this);
    columns->main()->addWidget(makeDetailCard(), 1);
    columns->side()->addWidget(makeRivalsCard(), 1);
    content()->addWidget(columns, 1);
}

Card* ClaimsPage::makeCountsCard()
{
    auto* card = new Card({}, {}, this);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    for (Count& count : m_counts) {
        count.figure = makeLabel("verdict", {}, this);
        count.mark = new StateMark(themes(), StateMark::Size::Body, this);
        row->addWidget(count.figure);
        row->addWidget(count.mark);
        row->addSpacing(themes().px(16));
    }
    row->addStretch(1);
    card->body()->addLayout(row);
    return card;
}

Card* ClaimsPage::makeTableCard()
{
    auto* card = new Card(tr("Ledger"), tr("A click shows the evidence of a claim."), this);
    m_verdicts->setAccessibleName(tr("Claims of this verdict"));
    m_verdicts->addItem(tr("Any verdict"), -1);
    for (const ClaimVerdict verdict : verdictOrder) {
        m_verdicts->addItem(verdictLabel(verdict), int(verdict));
    }
    m_order->setAccessibleName(tr("Order of the claims"));
    for (int i = 0; i < claimColumns; ++i) {
        m_order->addItem(tr("By %1").arg(claimColumnTitle(ClaimColumn(i))), i);
    }
    card->header()->addWidget(m_verdicts);
    card->header()->addWidget(m_order);
    card->header()->addWidget(makeExportButton());
    m_table->setModel(m_claimsModel);
    m_table->setAccessibleName(tr("Claims"));
    m_table->setElastic({{.column = int(ClaimColumn::Claim), .least = 320},
                         {.column = int(ClaimColumn::Test)},
                         {.column = int(ClaimColumn::Claimed)},
                         {.column = int(ClaimColumn::Claim)},
                         {.column = int(ClaimColumn::Decided)},
                         {.column = int(ClaimColumn::Verdict), .least = 120},
                         {.column = int(ClaimColumn::Measured), .least = 130}});
    m_table->setMinimumHeight(themes().px(240));
    m_table->horizontalHeader()->setSectionsClickable(true);
    card->body()->addWidget(m_table, 1);
    connect(m_verdicts, &QComboBox::currentIndexChanged, this, [this] {
        const int verdict = m_verdicts->currentData().toInt();
        m_view.verdict = verdict < 0 ? std::nullopt : std::optional(ClaimVerdict(verdict));
        showClaims();
    });
    connect(m_order, &QComboBox::activated, this, [this] {
        const auto column = ClaimColumn(m_order->currentData().toInt());
        sortBy(column, startsDescending(column));
    });
    connect(m_table->horizontalHeader(), &QHeaderView::sectionClicked, this, [this](int section) {
        const auto column = ClaimColumn(section);
        const bool isSame = column == m_view.sortedBy;
        sortBy(column, isSame ? !m_view.isDescending : startsDescending(column));
    });
    connect(m_table, &DataTable::rowChosen, this, [this](const QModelIndex& index) {
        m_selected = index.data(KeyRole).toString();
        showDetail();
    });
    return card;
}

Card* ClaimsPage::makeDetailCard()
{
    auto* card = new Card({}, {}, this);
    m_title = makeLabel("heading", {}, this);
    m_title->setWordWrap(true);
    card->body()->addWidget(m_title);
    m_mark->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    card->body()->addWidget(m_mark);
    auto* fields = new FieldList(themes(), *m_detailModel, this);
    fields->setAccessibleName(tr("Evidence of the claim"));
    fields->setNameShare(14);
    fields->setMinimumHeight(themes().px(130));
    card->body()->addWidget(fields, 1);
    return card;
}

Card* ClaimsPage::makeRivalsCard()
{
    m_rivalsCard = new Card(tr("Rival claims"), u" "_s, this);
    m_rivals->setModel(m_rivalsModel);
    m_rivals->setAccessibleName(tr("Rival claims"));
    m_rivalsCard->body()->addWidget(m_rivals);
    m_conflict = makeLabel("body", {}, this);
    m_conflict->setWordWrap(true);
    m_conflict->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_rivalsCard->body()->addWidget(m_conflict);
    m_rivalsCard->body()->addStretch();
    connect(m_rivals, &DataTable::activated, this,
            [this](const QModelIndex& index) { select(index.data(KeyRole).toString()); });
    return m_rivalsCard;
}

void ClaimsPage::sortBy(ClaimColumn column, bool isDescending)
{
    m_view.sortedBy = column;
    m_view.isDescending = isDescending;
    m_order->setCurrentIndex(int(column));
    showClaims();
}

void ClaimsPage::showDashboard()
{
    const Ledger& ledger = findings()->ledger;
    setHeadline(claimsHeadline(ledger, format()));
    for (std::size_t i = 0; i < m_counts.size(); ++i) {
        const ClaimVerdict verdict = verdictOrder[i];
        m_counts[i].figure->setText(format().numbers.count(qint64(ledger.countOf(verdict))));
        m_counts[i].mark->setState(conditionOf(verdict), verdictLabel(verdict));
    }
    showClaims();
}

// The claim that was chosen stays chosen where it is still shown.
void ClaimsPage::showClaims()
{
    if (!isReady()) {
        return;
    }
    const QString chosen = m_selected;
    TableContent content = claimTable(findings()->ledger, m_view, format());
    content.columns[std::size_t(m_view.sortedBy)].title += m_view.isDescending ? u" ▴"_s : u" ▾"_s;
    m_claimsModel->setContent(std::move(content));
    select(chosen);
}

void ClaimsPage::select(const QString& id)
{
    int row = 0;
    for (int i = 0; i < m_claimsModel->rowCount(); ++i) {
        if (m_claimsModel->index(i, 0).data(KeyRole).toString() == id) {
            row = i;
        }
    }
    const QModelIndex index = m_claimsModel->index(row, 0);
    m_selected = index.data(KeyRole).toString(); // none: the table is empty
    m_table->setCurrentIndex(index);
    showDetail();
}

void ClaimsPage::showDetail()
{
    const Ledger& ledger = findings()->ledger;
    const LedgerRow* row = ledger.find(m_selected);
    m_mark->setVisible(row != nullptr);
    m_rivalsCard->setVisible(row != nullptr);
    TableContent fields;
    if (!row) {
        m_title->setText(tr("No claim has this verdict."));
        m_detailModel->setContent(fields);
        return;
    }
    const ClaimDetail detail = claimDetail(*row, format());
    m_title->setText(detail.title);
    m_mark->setState(conditionOf(detail.verdict), verdictLabel(detail.verdict));
    fields.columns = {{tr("What"), Qt::AlignLeft}, {tr("In words"), Qt::AlignLeft}};
    for (const ClaimDetail::Line& line : detail.lines) {
        const auto cell = [](const QString& text) {
            return Cell {.text = text, .weight = {}, .condition = {}, .series = {}};
        };
        fields.rows.push_back({.key = line.label, .cells = {cell(line.label), cell(line.text)}});
    }
    m_detailModel->setContent(std::move(fields));
    TableContent rivals = rivalTable(ledger, m_selected);
    const bool hasRivals = !rivals.rows.empty();
    m_rivals->setVisible(hasRivals);
    m_conflict->setText(hasRivals ? rivalText(ledger, m_selected)
                                  : tr("No other claim of the ledger contradicts this one."));
    m_rivalsCard->setCaption(hasRivals ? tr("They cannot all be true, or not in the same sense.")
                                       : QString());
    m_rivalsModel->setContent(std::move(rivals));
}

Result<void> ClaimsPage::exportCsv(QIODevice& device) const
{
    return writeClaimsCsv(device, findings()->ledger);
}

void ClaimsPage::exportTo(const QString& path)
{
    writeFile(path, [this](QIODevice& device) { return exportCsv(device); });
}

} // namespace plimsoll
