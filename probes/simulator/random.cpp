// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/simulator/random.h"

#include <cmath>
#include <numbers>

namespace plimsoll::simulator {

namespace {

constexpr quint64 goldenGamma = 0x9e3779b97f4a7c15ULL;

quint64 mixed(quint64 z)
{
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

} // namespace

quint64 Random::next()
{
    m_state += goldenGamma;
    return mixed(m_state);
}

double Random::uniform()
{
    return double(next() >> 11) * 0x1.0p-53;
}

double Random::normal()
{
    // Box-Muller; 1 - u is never 0.
    const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform()));
    return radius * std::cos(2.0 * std::numbers::pi * uniform());
}

double Random::logNormal(double median, double sigma)
{
    return median * std::exp(sigma * normal());
}

int Random::poisson(double mean)
{
    // Knuth: as many factors as keep the product above exp(-mean).
    const double floor = std::exp(-mean);
    int count = 0;
    double product = uniform();
    while (product > floor) {
        ++count;
        product *= uniform();
    }
    return count;
}

QByteArray Random::letters(int count)
{
    static constexpr char alphabet[] = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    QByteArray text(count, Qt::Uninitialized);
    quint64 bits = 0;
    for (int i = 0; i < count; ++i) {
        // Ten letters of 58 use less than 59 of the 64 bits.
        if (i % 10 == 0) {
            bits = next();
        }
        text[i] = alphabet[bits % 58];
        bits /= 58;
    }
    return text;
}

quint64 combined(quint64 a, quint64 b)
{
    return mixed(a + goldenGamma + mixed(b + goldenGamma));
}

quint64 keyOf(QStringView text)
{
    // FNV-1a, 64 bits.
    quint64 hash = 0xcbf29ce484222325ULL;
    for (const QChar c : text) {
        hash = (hash ^ c.unicode()) * 0x100000001b3ULL;
    }
    return hash;
}

} // namespace plimsoll::simulator
