// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/valuesdialog.h"

#include "ui/charts/plottable.h"
#include "ui/charts/plotview.h"
#include "ui/widgets/card.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/labels.h"

#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

TableContent contentOf(const PlotValues& values)
{
    TableContent content;
    for (const QString& title : values.columns) {
        content.columns.push_back({title, Qt::AlignRight});
    }
    for (const QStringList& row : values.rows) {
        TableContent::Row cells;
        for (const QString& text : row) {
            cells.cells.push_back({.text = text, .condition = {}, .series = {}});
        }
        content.rows.push_back(std::move(cells));
    }
    return content;
}

} // namespace

ValuesDialog::ValuesDialog(const PlotView& chart)
    : QDialog(chart.window())
    , m_table(new CellTableModel(this))
{
    setObjectName("values"_L1);
    setWindowTitle(chart.accessibleName());
    resize(chart.themes().px(640), chart.themes().px(520));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(12);
    QLabel* summary = makeLabel("detail", chart.accessibleDescription(), this);
    summary->setWordWrap(true);
    layout->addWidget(summary);
    auto* card = new Card({}, {}, this);
    auto* view = new DataTable(chart.themes(), DataTable::Height::Fill, card);
    m_table->setContent(contentOf(plotValues(chart.content())));
    view->setModel(m_table);
    view->setAccessibleName(tr("Values of the chart"));
    card->body()->addWidget(view);
    layout->addWidget(card, 1);
    auto* close = new QPushButton(tr("Close"), this);
    close->setDefault(true);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    layout->addWidget(close, 0, Qt::AlignRight);
}

} // namespace plimsoll
