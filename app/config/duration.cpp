// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/duration.h"

#include <QRegularExpression>

#include <array>

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

struct Unit
{
    QLatin1String name;
    qint64 milliseconds;
};

// Largest first; weeks are read but not written, for "2w" says less than "14d" beside other days.
constexpr std::array units {
    Unit {"w"_L1, 7 * 86'400'000LL}, Unit {"d"_L1, 86'400'000}, Unit {"h"_L1, 3'600'000},
    Unit {"m"_L1, 60'000},           Unit {"s"_L1, 1000},       Unit {"ms"_L1, 1}};

std::optional<std::size_t> unitIndex(QStringView name)
{
    for (std::size_t i = 0; i < units.size(); ++i) {
        if (units[i].name == name) {
            return i;
        }
    }
    return std::nullopt;
}

} // namespace

std::optional<std::chrono::milliseconds> parseDuration(QStringView text)
{
    static const QRegularExpression part(u"\\G\\s*([0-9]{1,9})\\s*(ms|[wdhms])"_s);
    const QString whole = text.trimmed().toString();
    qint64 sum = 0;
    std::size_t nextUnit = 0;
    qsizetype end = 0;
    while (end < whole.size()) {
        const QRegularExpressionMatch match = part.match(whole, end);
        const auto unit = match.hasMatch() ? unitIndex(match.capturedView(2)) : std::nullopt;
        if (!unit || *unit < nextUnit) {
            return std::nullopt;
        }
        // At most 9 digits in each of 6 units: the sum stays below 2^63 ms.
        sum += match.capturedView(1).toLongLong() * units[*unit].milliseconds;
        nextUnit = *unit + 1;
        end = match.capturedEnd();
    }
    if (end == 0) {
        return std::nullopt;
    }
    return std::chrono::milliseconds(sum);
}

QString formatDuration(std::chrono::milliseconds duration)
{
    qint64 rest = duration.count();
    QStringList parts;
    for (std::size_t i = 1; i < units.size(); ++i) {
        const qint64 count = rest / units[i].milliseconds;
        rest -= count * units[i].milliseconds;
        if (count > 0) {
            parts += QString::number(count) + units[i].name;
        }
    }
    return parts.isEmpty() ? u"0s"_s : parts.join(u' ');
}

} // namespace plimsoll
