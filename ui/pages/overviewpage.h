// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/page.h"
#include "ui/widgets/card.h"
#include "ui/widgets/evidencestrip.h"
#include "ui/widgets/lanetimeline.h"
#include "ui/widgets/tilecard.h"

#include <QGridLayout>

namespace plimsoll {

// Is it me or them? One tile per model, and the last day.
class OverviewPage final : public Page
{
    Q_OBJECT

public:
    static PageName name();
    explicit OverviewPage(const ThemeState& themes, QWidget* parent = nullptr);

    // One for each model; at first only those that are seen without scrolling.
    const std::vector<TileCard*>& tiles() const { return m_tiles; }
    const EvidenceStrip& evidence() const { return *m_evidence; }
    // The rates of the tiles: for each model one row per window.
    Result<void> exportCsv(QIODevice& device) const;
    DashboardParts needs() const override { return DashboardPart::Path; }
    void exportTo(const QString& path) override;

protected:
    void showDashboard() override;
    void showAges() override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void makeTiles(std::size_t count);
    void makeRest();
    std::size_t inSight() const;
    void arrange();

    QGridLayout* m_grid;
    std::vector<TileCard*> m_tiles;
    int m_columns = 0;
    EvidenceStrip* m_evidence;
    Card* m_dayCard;
    LaneTimeline* m_day;
};

} // namespace plimsoll
