// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/answers.h"
#include "ui/widgets/card.h"
#include "ui/widgets/heatmap.h"

namespace plimsoll {

// When is a model overloaded? Its rate by hour of the week, and whether mornings are worse.
class HeatCard final : public Card
{
    Q_OBJECT

public:
    explicit HeatCard(const ThemeState& themes, QWidget* parent = nullptr);

    // Null: not found out yet.
    void setAnswers(const Answers* answers, const QString& subject, const Format& format);
    const HeatMap& map() const { return *m_map; }
    QString readOut() const { return m_readOut->text(); } // what the cell gone to says
    QString mornings() const { return m_mornings->text(); }

private:
    HeatMap* m_map;
    QLabel* m_readOut;
    QLabel* m_mornings;
};

} // namespace plimsoll
