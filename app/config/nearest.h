// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace plimsoll {

// The candidate that a person who typed `word` most likely meant: at most a third of its letters
// wrong (edit distance with neighbours swapped as one step). "" when none is that near.
QString nearest(const QString& word, const QStringList& candidates);

// " Did you mean \"every\"?" or "", to be put behind a sentence.
QString suggestion(const QString& word, const QStringList& candidates);

} // namespace plimsoll
