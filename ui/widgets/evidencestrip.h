// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/themestate.h"
#include "ui/viewmodels/evidencechain.h"

#include <QFrame>
#include <QGridLayout>

#include <vector>

namespace plimsoll {

// The chain of evidence, a cell for each link, in as many rows as their words need; the one to
// blame stands on the ground of its state.
class EvidenceStrip final : public QFrame
{
    Q_OBJECT

public:
    explicit EvidenceStrip(const ThemeState& themes, QWidget* parent = nullptr);

    const std::vector<EvidenceLink>& links() const { return m_links; }
    void setLinks(const std::vector<EvidenceLink>& links);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    class Cell;
    void arrange();

    const ThemeState& m_themes;
    std::vector<EvidenceLink> m_links;
    std::vector<Cell*> m_cells;
    QGridLayout* m_grid;
    int m_columns = 0;
};

} // namespace plimsoll
