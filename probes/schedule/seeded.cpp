// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/schedule/seeded.h"

namespace plimsoll {

// SplitMix64 (Steele, Lea, Flood 2014).
quint64 mixed(quint64 x)
{
    x += 0x9E3779B97F4A7C15ULL;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
    return x ^ (x >> 31);
}

double unit(quint64 x)
{
    return double(x >> 11) * 0x1.0p-53;
}

quint64 keyOf(const TargetId& id, quint64 seed)
{
    quint64 key = mixed(seed);
    for (const QChar c : id.model) {
        key = mixed(key ^ c.unicode());
    }
    key = mixed(key ^ (quint64(id.kind) << 32));
    for (const QChar c : id.organization) {
        key = mixed(key ^ c.unicode());
    }
    return key;
}

quint64 nonceOf(quint64 key, qint64 index)
{
    return mixed(key + quint64(index) * 2 + 1);
}

} // namespace plimsoll
