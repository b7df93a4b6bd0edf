// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/bytesize.h"

#include <QRegularExpression>

#include <array>
#include <limits>

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

struct Unit
{
    QLatin1String name;
    qint64 bytes;
};

// Of two that fit a size exactly, the first is written.
constexpr std::array units {Unit {"TiB"_L1, 1LL << 40},
                            Unit {"TB"_L1, 1'000'000'000'000},
                            Unit {"GiB"_L1, 1LL << 30},
                            Unit {"GB"_L1, 1'000'000'000},
                            Unit {"MiB"_L1, 1LL << 20},
                            Unit {"MB"_L1, 1'000'000},
                            Unit {"KiB"_L1, 1LL << 10},
                            Unit {"kB"_L1, 1000},
                            Unit {"B"_L1, 1}};

qint64 unitBytes(QStringView name)
{
    for (const Unit& unit : units) {
        if (unit.name == name) {
            return unit.bytes;
        }
    }
    return 0;
}

} // namespace

std::optional<qint64> parseByteSize(QStringView text)
{
    static const QRegularExpression size(
        u"^([0-9]{1,18})(?:\\.([0-9]{1,3}))?\\s*([KMGT]iB|[kMGT]?B)$"_s);
    const QRegularExpressionMatch match = size.match(text.trimmed().toString());
    if (!match.hasMatch()) {
        return std::nullopt;
    }
    const qint64 unit = unitBytes(match.capturedView(3));
    const qint64 thousandths = match.captured(2).leftJustified(3, u'0').toLongLong();
    const qint64 whole = match.capturedView(1).toLongLong();
    if (whole >= std::numeric_limits<qint64>::max() / unit) {
        return std::nullopt;
    }
    return whole * unit + thousandths * (unit / 1000) + thousandths * (unit % 1000) / 1000;
}

QString formatByteSize(qint64 bytes)
{
    for (const Unit& unit : units) {
        if (bytes >= unit.bytes && bytes % unit.bytes == 0) {
            return u"%1 %2"_s.arg(bytes / unit.bytes).arg(unit.name);
        }
    }
    return u"0 B"_s;
}

QString roundByteSize(qint64 bytes)
{
    for (const Unit& unit : units) {
        const bool binary = unit.name.size() == 3;
        if (binary && bytes >= unit.bytes) {
            const double count = double(bytes) / double(unit.bytes);
            const int decimals = count < 9.995 ? 2 : count < 99.95 ? 1 : 0;
            return u"%1 %2"_s.arg(QString::number(count, 'f', decimals), unit.name);
        }
    }
    return u"%1 B"_s.arg(bytes);
}

} // namespace plimsoll
