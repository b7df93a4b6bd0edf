// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/format/format.h"
#include "ui/theme/themestate.h"

#include <QDialog>
#include <QStringList>

#include <vector>

namespace plimsoll {

// What a day and a month of probing cost, before the first paid probe is sent. accepted() starts
// probing.
class CostNotice final : public QDialog
{
    Q_OBJECT

public:
    struct Line
    {
        QString name; // "Opus 4.7, admission"
        std::chrono::milliseconds every {0};
        std::optional<qint64> nanoUsdPerDay; // absent: the price is unknown
    };
    struct Content
    {
        QString baseUrl;
        std::vector<Line> lines;
        std::optional<qint64> budgetNanoUsd; // probing stops for the UTC day when it is spent
        std::optional<qint64> monthBudgetNanoUsd {}; // and for the UTC month
        QStringList warnings {}; // of ceilings that the schedule exceeds
    };
    CostNotice(const Content& content, ThemeState& themes, const Format& format,
               QWidget* parent = nullptr);

private:
    QWidget* makeTable(const Content& content, const ThemeState& themes, const Format& format);
    QLayout* makeButtons();
};

} // namespace plimsoll
