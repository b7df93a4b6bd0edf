// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/shortcutsheet.h"

#include "ui/widgets/card.h"
#include "ui/widgets/labels.h"

#include <QGridLayout>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

struct Line
{
    QString keys;
    QString what;
};

// What no action of the window stands for.
std::vector<Line> chartLines()
{
    return {{ShortcutSheet::tr("Drag"), ShortcutSheet::tr("Choose a part of the time")},
            {ShortcutSheet::tr("Click, Enter"), ShortcutSheet::tr("The rows behind a point")},
            {ShortcutSheet::tr("Ctrl+wheel, +, −"), ShortcutSheet::tr("Closer, wider")},
            {ShortcutSheet::tr("←, →"), ShortcutSheet::tr("Move the line and read its values")},
            {ShortcutSheet::tr("Shift+←, Shift+→"), ShortcutSheet::tr("Half a range on")},
            {ShortcutSheet::tr("Menu key"), ShortcutSheet::tr("Copy or save the picture")}};
}

std::vector<Line> linesOf(const CommandSet::Group& group)
{
    std::vector<Line> lines;
    for (const QAction* command : group.commands) {
        QStringList keys;
        for (const QKeySequence& key : command->shortcuts()) {
            keys << key.toString(QKeySequence::NativeText);
        }
        if (!keys.isEmpty()) {
            lines.push_back({keys.join(u", "_s), command->text()});
        }
    }
    return lines;
}

Card* makeCard(const QString& heading, const std::vector<Line>& lines, QWidget* parent)
{
    auto* card = new Card(heading, {}, parent); // taken by the layout
    auto* grid = new QGridLayout; // taken by the card
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(1, 1);
    for (int row = 0; row < int(lines.size()); ++row) {
        grid->addWidget(makeLabel("heading", lines[std::size_t(row)].keys, card), row, 0);
        grid->addWidget(makeLabel("body", lines[std::size_t(row)].what, card), row, 1);
    }
    card->body()->addLayout(grid);
    card->body()->addStretch();
    return card;
}

} // namespace

ShortcutSheet::ShortcutSheet(const CommandSet& commands, const ThemeState& themes, QWidget* parent)
    : QDialog(parent)
{
    setObjectName("shortcuts"_L1);
    setWindowTitle(tr("Shortcuts"));
    setMinimumWidth(themes.px(720));
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(24, 20, 24, 20);
    grid->setSpacing(12);
    int place = 0;
    const auto add = [&](Card* card) {
        grid->addWidget(card, place / 2, place % 2);
        ++place;
    };
    for (const CommandSet::Group& group : commands.groups()) {
        if (const auto lines = linesOf(group); !lines.empty()) {
            add(makeCard(group.name, lines, this));
        }
    }
    add(makeCard(tr("On a chart over time"), chartLines(), this));
    auto* close = new QPushButton(tr("Close"), this); // taken by the layout
    close->setDefault(true);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    grid->addWidget(close, place / 2 + 1, 1, Qt::AlignRight);
}

} // namespace plimsoll
