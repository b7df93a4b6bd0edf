// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/clock.h"
#include "storage/stats/permutation.h"

#include <QString>

namespace plimsoll::answerwords {

// The words of answersText().

QString line(const QString& label, const QString& text); // of a model's paragraph
QString words(QLatin1String name); // "not enough data" of "not_enough_data"
QString percent(double share); // "1.56", without the sign
QString points(double share); // "-2.08"
QString pText(double p); // "p = 0.031"
QString day(TimePoint t); // "2026-05-06"
QString verdictText(stats::Verdict verdict);
QString comparisonText(const stats::Comparison& found, double p);
// Verdict, difference and both n.
QString changeText(stats::Verdict verdict, const std::optional<stats::Comparison>& found, double p);

} // namespace plimsoll::answerwords
