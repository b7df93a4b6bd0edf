// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/countedcard.h"

#include "ui/widgets/labels.h"

namespace plimsoll {

CountedCard::CountedCard(const QString& heading, const QStringList& sentences, QWidget* parent)
    : Card(heading, {}, parent)
{
    for (const QString& sentence : sentences) {
        QLabel* label = makeLabel("body", sentence, this);
        label->setWordWrap(true);
        body()->addWidget(label);
    }
}

} // namespace plimsoll
