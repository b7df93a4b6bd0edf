// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What can be done in the main window, by keys, by the palette and on charts.
#include "ui/dialogs/commandpalette.h"
#include "ui/dialogs/rangedialog.h"
#include "ui/dialogs/shortcutsheet.h"
#include "ui/mainwindow/commandset.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/pagestack.h"
#include "ui/mainwindow/topbar.h"

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

constexpr double closer = 0.5;

} // namespace

void MainWindow::connectCharts()
{
    const ChartLink& charts = m_pages->charts();
    connect(&charts, &ChartLink::spanChosen, &m_parts.selection, &SelectionState::setCustom);
    connect(&charts, &ChartLink::zoomAsked, this, &MainWindow::zoom);
    connect(&charts, &ChartLink::panAsked, this, &MainWindow::pan);
    connect(&charts, &ChartLink::rowsAsked, this, &MainWindow::showRowsOf);
    connect(&charts, &ChartLink::saved, this,
            [this](const QString& path) { say(tr("Wrote %1").arg(path)); });
    connect(&charts, &ChartLink::failed, this, &MainWindow::showError);
    connect(m_top, &TopBar::customRangeAsked, this, &MainWindow::chooseRange);
}

void MainWindow::makeCommands()
{
    m_commands->beginGroup(tr("Pages"));
    const QStringList ids = m_pages->ids();
    for (qsizetype i = 0; i < ids.size(); ++i) {
        const QKeySequence key(u"Ctrl+"_s + QString::number((i + 1) % 10)); // the tenth: 0
        m_commands->add(m_pages->titleOf(ids[i]), {key}, [this, id = ids[i]] { showPage(id); });
    }
    addRangeCommands();
    addViewCommands();
}

void MainWindow::addRangeCommands()
{
    SelectionState& selection = m_parts.selection;
    m_commands->beginGroup(tr("Time and models"));
    for (const RangePreset preset : rangePresets) {
        m_commands->add(tr("Show %1").arg(label(preset)), {},
                        [&selection, preset] { selection.setPreset(preset); });
    }
    m_commands->add(tr("A range of your own…"), {QKeySequence(u"Ctrl+R"_s)},
                    [this] { chooseRange(); });
    m_commands->add(tr("Earlier"), {QKeySequence(u"Ctrl+Left"_s)}, [this] { pan(-1); });
    m_commands->add(tr("Later"), {QKeySequence(u"Ctrl+Right"_s)}, [this] { pan(1); });
    const auto middle = [this] {
        const TimeRange shown = m_dashboard->selection.range;
        return shown.from + shown.length() / 2;
    };
    m_commands->add(tr("Closer"), {QKeySequence(u"Ctrl++"_s), QKeySequence(u"Ctrl+="_s)},
                    [this, middle] { zoom(middle(), closer); });
    m_commands->add(tr("Wider"), {QKeySequence(u"Ctrl+-"_s)},
                    [this, middle] { zoom(middle(), 1 / closer); });
    m_commands->add(tr("Back to what was shown before"),
                    {QKeySequence(u"Alt+Left"_s), QKeySequence::Undo},
                    [&selection] { selection.goBack(); });
    m_commands->add(tr("Forward again"), {QKeySequence(u"Alt+Right"_s), QKeySequence::Redo},
                    [&selection] { selection.goForward(); });
    m_commands->add(tr("All models"), {}, [&selection] { selection.setModels({}); });
    m_commands->add(tr("Local time or UTC"), {QKeySequence(u"Ctrl+U"_s)}, [&selection] {
        selection.setZoneChoice(selection.zoneChoice() == ZoneChoice::Utc ? ZoneChoice::Local
                                                                          : ZoneChoice::Utc);
    });
}

void MainWindow::addViewCommands()
{
    m_commands->beginGroup(tr("Window"));
    m_commands->add(tr("Export this page as CSV…"), {QKeySequence(u"Ctrl+E"_s)},
                    [this] { m_pages->current()->askForFile(); });
    m_commands->add(tr("Schedule…"), {QKeySequence(u"Ctrl+,"_s)}, [this] { emit scheduleAsked(); });
    m_commands->add(tr("Full screen"), {QKeySequence(u"F11"_s)},
                    [this] { setWindowState(windowState() ^ Qt::WindowFullScreen); });
    m_commands->add(tr("Commands…"), {QKeySequence(u"Ctrl+K"_s)}, [this] { showPalette(); });
    m_commands->add(tr("Shortcuts…"), {QKeySequence(u"F1"_s)}, [this] { showShortcuts(); });
    m_commands->add(tr("Close the window"), {QKeySequence(u"Ctrl+Q"_s)}, [this] { close(); });
}

void MainWindow::zoom(TimePoint around, double factor)
{
    const TimeRange shown = m_dashboard->selection.range;
    if (m_hasDashboard) {
        m_parts.selection.setCustom(zoomed(shown, around, factor, m_parts.clock->now()));
    }
}

void MainWindow::pan(double lengths)
{
    const TimeRange shown = m_dashboard->selection.range;
    if (m_hasDashboard) {
        m_parts.selection.setCustom(shifted(shown, lengths, m_parts.clock->now()));
    }
}

void MainWindow::chooseRange()
{
    auto* dialog = new RangeDialog(m_dashboard->selection.range, m_parts.clock->now(),
                                   m_parts.selection.zone(), m_parts.themes,
                                   this); // deletes itself when closed
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this,
            [this, dialog] { m_parts.selection.setCustom(dialog->range()); });
    dialog->open();
}

void MainWindow::showRowsOf(TimeRange span)
{
    const QString model = focusedModel(*m_dashboard, m_parts.selection.focus());
    if (auto* rows = qobject_cast<ObservationsPage*>(page(ObservationsPage::name().id))) {
        rows->showRowsOf({.range = span, .model = model});
        showPage(rows->id());
    }
}

void MainWindow::showPalette()
{
    std::vector<QAction*> commands;
    for (const CommandSet::Group& group : m_commands->groups()) {
        commands.insert(commands.end(), group.commands.begin(), group.commands.end());
    }
    auto* palette = new CommandPalette(std::move(commands), m_parts.themes, this);
    palette->setAttribute(Qt::WA_DeleteOnClose);
    palette->open();
}

void MainWindow::showShortcuts()
{
    auto* sheet = new ShortcutSheet(*m_commands, m_parts.themes, this);
    sheet->setAttribute(Qt::WA_DeleteOnClose);
    sheet->open();
}

} // namespace plimsoll
