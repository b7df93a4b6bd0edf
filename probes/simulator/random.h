// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringView>
#include <QtGlobal>

namespace plimsoll::simulator {

// Sebastiano Vigna's splitmix64 (public domain), because the standard distributions differ between
// platforms. Started from a key, so that any draw can be addressed without making the ones before.
class Random
{
public:
    explicit Random(quint64 key)
        : m_state(key)
    {
    }

    quint64 next();
    double uniform(); // 0 <= x < 1
    double between(double low, double high) { return low + (high - low) * uniform(); }
    double normal(); // mean 0, deviation 1
    double logNormal(double median, double sigma);
    int poisson(double mean); // for small means
    bool chance(double probability) { return uniform() < probability; }
    QByteArray letters(int count); // as in the ids of the API: base 58

private:
    quint64 m_state;
};

// A key from two keys; the order matters.
quint64 combined(quint64 a, quint64 b);
quint64 keyOf(QStringView text);

} // namespace plimsoll::simulator
