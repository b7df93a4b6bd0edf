// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

#include <limits>
#include <optional>

namespace plimsoll::exchange {

// What numbers in files of others may be.
inline constexpr qint64 largest = std::numeric_limits<qint64>::max();
inline constexpr qint64 latestMs = 253'402'300'799'999; // the end of the year 9999

QString integerFrom(qint64 least, qint64 most); // "an integer from 0 on"
std::optional<quint8> versionOf(QStringView text); // "1.1" is 11

} // namespace plimsoll::exchange
