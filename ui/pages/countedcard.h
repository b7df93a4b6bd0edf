// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/card.h"

namespace plimsoll {

// "How it is counted": the rules behind the figures of a page, in sentences.
class CountedCard final : public Card
{
    Q_OBJECT

public:
    CountedCard(const QString& heading, const QStringList& sentences, QWidget* parent = nullptr);
};

} // namespace plimsoll
