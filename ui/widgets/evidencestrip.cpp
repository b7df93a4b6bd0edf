// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/evidencestrip.h"

#include "ui/widgets/labels.h"
#include "ui/widgets/statemark.h"

#include <QHBoxLayout>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

constexpr int narrowest = 150; // of a cell, at 100 %

} // namespace

class EvidenceStrip::Cell final : public QFrame
{
public:
    Cell(const ThemeState& themes, QWidget* parent)
        : QFrame(parent)
        , m_name(new ElidedLabel("heading", {}, this))
        , m_age(makeLabel("caption", {}, this))
        , m_state(new StateMark(themes, StateMark::Size::Body, this))
        , m_fact(new ElidedLabel("secondary", {}, this))
        , m_detail(new ElidedLabel("caption", {}, this))
    {
        setObjectName("evidence"_L1);
        auto* layout = new QVBoxLayout(this);
        layout->setContentsMargins(12, 10, 8, 10);
        layout->setSpacing(3);
        auto* head = new QHBoxLayout; // taken by the layout
        head->setSpacing(4);
        head->addWidget(m_name, 1);
        head->addWidget(m_age);
        layout->addLayout(head);
        layout->addWidget(m_state);
        layout->addWidget(m_fact);
        layout->addWidget(m_detail);
    }

    void setFirst(bool first) { setLook("first", first); }

    void setLink(const EvidenceLink& link)
    {
        m_name->setText(link.name);
        m_age->setText(link.age);
        m_state->setState(link.condition, link.word);
        m_fact->setText(link.fact);
        m_detail->setText(link.detail);
        setAccessibleName(link.name);
        setAccessibleDescription(link.word + u". "_s + link.fact + u". "_s + link.detail);
        setLook("blamed", link.isToBlame);
    }

private:
    // Of the style sheet.
    void setLook(const char* name, bool value)
    {
        if (property(name).toBool() != value) {
            setProperty(name, value);
            style()->unpolish(this);
            style()->polish(this);
        }
    }

    ElidedLabel* m_name;
    QLabel* m_age;
    StateMark* m_state;
    ElidedLabel* m_fact;
    ElidedLabel* m_detail;
};

EvidenceStrip::EvidenceStrip(const ThemeState& themes, QWidget* parent)
    : QFrame(parent)
    , m_themes(themes)
    , m_grid(new QGridLayout(this))
{
    setObjectName("card"_L1);
    setAccessibleName(tr("Evidence, in the order a request travels"));
    m_grid->setContentsMargins(1, 1, 1, 1);
    m_grid->setSpacing(0);
}

void EvidenceStrip::setLinks(const std::vector<EvidenceLink>& links)
{
    while (m_cells.size() < links.size()) {
        m_cells.push_back(new Cell(m_themes, this)); // taken by the grid
        m_columns = 0;
    }
    arrange();
    for (std::size_t i = 0; i < m_cells.size(); ++i) {
        m_cells[i]->setVisible(i < links.size());
        if (i < links.size() && (i >= m_links.size() || !(m_links[i] == links[i]))) {
            m_cells[i]->setLink(links[i]);
        }
    }
    m_links = links;
}

void EvidenceStrip::resizeEvent(QResizeEvent* event)
{
    QFrame::resizeEvent(event);
    arrange();
}

// Rows of about equal length: four and three, not six and one.
void EvidenceStrip::arrange()
{
    const int count = int(m_cells.size());
    if (count == 0) {
        return;
    }
    const int fitting = std::clamp(width() / m_themes.px(narrowest), 1, count);
    const int rows = (count + fitting - 1) / fitting;
    const int columns = (count + rows - 1) / rows;
    if (columns == m_columns) {
        return;
    }
    m_columns = columns;
    for (int i = 0; i < count; ++i) {
        m_cells[std::size_t(i)]->setFirst(i % columns == 0);
        m_grid->addWidget(m_cells[std::size_t(i)], i / columns, i % columns);
        m_grid->setColumnStretch(i, i < columns ? 1 : 0);
    }
}

} // namespace plimsoll
