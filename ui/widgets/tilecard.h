// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/viewmodels/modeltile.h"
#include "ui/widgets/figuretable.h"
#include "ui/widgets/headroombar.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/noticelabel.h"
#include "ui/widgets/sparkline.h"
#include "ui/widgets/statemark.h"

#include <QFrame>
#include <QLabel>
#include <QVBoxLayout>

namespace plimsoll {

// One model on the overview: state, rates with intervals, first token, headroom, the last day.
class TileCard final : public QFrame
{
    Q_OBJECT

public:
    explicit TileCard(const ThemeState& themes, QWidget* parent = nullptr);

    void setTile(const ModelTile& tile, const Freshness& freshness);
    const ModelTile& tile() const { return m_tile; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void buildHead(QVBoxLayout& layout);
    void buildHeadroom(QVBoxLayout& layout);
    void showRate();
    void showTables();
    void showHeadroom();

    const ThemeState& m_themes;
    ModelTile m_tile;
    QLabel* m_name;
    QLabel* m_age;
    StateMark* m_state;
    QLabel* m_rate;
    QLabel* m_rateCaption;
    NoticeLabel* m_notice;
    FigureTable* m_windows;
    FigureTable* m_latency;
    ElidedLabel* m_headroomName;
    QLabel* m_headroomShare;
    HeadroomBar* m_headroom;
    QLabel* m_headroomReset;
    Sparkline* m_spark;
};

} // namespace plimsoll
