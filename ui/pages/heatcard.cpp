// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/heatcard.h"

#include "ui/viewmodels/eventcomparison.h"

namespace plimsoll {

HeatCard::HeatCard(const ThemeState& themes, QWidget* parent)
    : Card(tr("Overload by hour and weekday"), {}, parent)
    , m_map(new HeatMap(themes, this))
    , m_readOut(makeLabel("body", {}, this))
    , m_mornings(makeLabel("caption", {}, this))
{
    body()->addWidget(m_map, 1);
    for (QLabel* label : {m_readOut, m_mornings}) {
        label->setWordWrap(true);
        body()->addWidget(label);
    }
    connect(m_map, &HeatMap::currentChanged, m_readOut, &QLabel::setText);
}

void HeatCard::setAnswers(const Answers* answers, const QString& subject, const Format& format)
{
    const ModelAnswers* model = answers ? answersOf(*answers, subject) : nullptr;
    const auto grid = model ? heatGrid(model->peak, format) : std::nullopt;
    m_map->setVisible(grid.has_value());
    m_mornings->setVisible(grid.has_value());
    if (!grid) {
        setCaption({});
        m_readOut->setText(answers ? tr("No probe of this model within the evidence.")
                                   : tr("This takes weeks of probes and is being read."));
        return;
    }
    setCaption(tr("%1, %2, %3")
                   .arg(format.numbers.duration(answers->evidence.length()), model->displayName,
                        format.times.zoneName(answers->asOf)));
    m_map->setGrid(*grid);
    m_mornings->setText(morningsSentence(model->peak, format));
    m_readOut->setText(m_map->current() < 0 ? grid->summary : m_map->currentText());
}

} // namespace plimsoll
