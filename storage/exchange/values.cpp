// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/exchange/values.h"

namespace plimsoll::exchange {

using namespace Qt::StringLiterals;

QString integerFrom(qint64 least, qint64 most)
{
    if (most == largest) {
        return least == -largest ? u"an integer"_s : u"an integer from %1 on"_s.arg(least);
    }
    return u"an integer from %1 to %2"_s.arg(least).arg(most);
}

std::optional<quint8> versionOf(QStringView text)
{
    const qsizetype dot = text.indexOf(u'.');
    bool whole = false;
    bool part = false;
    const int major = text.left(dot).toInt(&whole);
    const int minor = text.sliced(dot + 1).toInt(&part);
    const int version = major * 10 + minor;
    const bool sound = dot > 0 && whole && part && major >= 0 && major <= 25 && minor >= 0
        && minor <= 9 && version >= 1 && version <= 255;
    return sound ? std::optional(quint8(version)) : std::nullopt;
}

} // namespace plimsoll::exchange
