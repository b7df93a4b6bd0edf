// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartmenu.h"

#include "ui/charts/chartpicture.h"
#include "ui/charts/plottable.h"
#include "ui/charts/plotview.h"
#include "ui/dialogs/valuesdialog.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QMenu>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

void save(PlotView& chart, const QString& path)
{
    if (const Result<void> done = savePicture(chart, path); done) {
        emit chart.saved(path);
    } else {
        emit chart.failed(done.error());
    }
}

void askForPicture(PlotView& chart)
{
    auto* dialog = new QFileDialog(&chart, PlotView::tr("Save picture")); // deletes itself
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters(
        {PlotView::tr("PNG picture (*.png)"), PlotView::tr("SVG drawing (*.svg)")});
    dialog->setDefaultSuffix(u"png"_s);
    QObject::connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString& filter) {
        dialog->setDefaultSuffix(filter.contains(u"svg"_s) ? u"svg"_s : u"png"_s);
    });
    QObject::connect(dialog, &QFileDialog::fileSelected, &chart,
                     [&chart](const QString& path) { save(chart, path); });
    dialog->open();
}

void showValues(const PlotView& chart)
{
    auto* dialog = new ValuesDialog(chart); // deletes itself when closed
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace

void showChartMenu(PlotView& chart, QPoint globalPosition)
{
    auto* menu = new QMenu(&chart); // deletes itself when closed
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QString table = plotTable(chart.content());
    QAction* shown = menu->addAction(PlotView::tr("Show values…"));
    shown->setEnabled(!table.isEmpty());
    QObject::connect(shown, &QAction::triggered, &chart, [&chart] { showValues(chart); });
    QObject::connect(menu->addAction(PlotView::tr("Copy as picture")), &QAction::triggered, &chart,
                     [&chart] { QGuiApplication::clipboard()->setImage(imageOf(chart)); });
    QAction* values = menu->addAction(PlotView::tr("Copy values as a table"));
    values->setEnabled(!table.isEmpty());
    QObject::connect(values, &QAction::triggered, &chart,
                     [table] { QGuiApplication::clipboard()->setText(table); });
    QObject::connect(menu->addAction(PlotView::tr("Save picture…")), &QAction::triggered, &chart,
                     [&chart] { askForPicture(chart); });
    menu->popup(globalPosition);
}

} // namespace plimsoll
