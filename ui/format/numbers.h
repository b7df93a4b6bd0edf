// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/ratelimits.h"
#include "storage/stats/interval.h"

#include <QLocale>
#include <QString>

#include <chrono>

namespace plimsoll {

// How figures are written on screen; separators follow the locale. Never used for CSV.
class Numbers
{
public:
    explicit Numbers(QLocale locale = {});

    QString count(qint64 n) const; // "1,438"
    QString countOf(quint64 hits, quint64 n) const; // "11 of 60"
    // Shares 0..1. Two decimals below 10 %, one from 10 %.
    QString percent(double share) const; // "0.42 %"
    QString wholePercent(double share) const; // "78 %", for headroom
    QString interval(const stats::Proportion& share) const; // "0.21 to 0.83", in per cent
    QString rate(const stats::Proportion& share) const; // "0.42 % (0.21 to 0.83), n = 1,438"
    // Differences, signed with U+2212 below zero.
    QString points(double share) const; // "+0.62 points"
    QString pointsInterval(double low, double high) const; // "−0.02 to +1.25"
    QString change(double relative) const; // "−12.0 %"
    QString changeInterval(double low, double high) const; // "−15.1 to −8.8"
    QString ratio(double ratio) const; // "× 16.7", "÷ 1.60"; three digits

    QString milliseconds(double ms) const; // "24.1 ms", "212 ms", "1.42 s"
    QString duration(std::chrono::milliseconds length) const; // "12 s", "3 min 30 s", "1 h 44 min"
    // Requests are written out; tokens in thousands where they are whole: "500k", "2,000k".
    QString limit(LimitKind kind, qint64 value) const;
    QString limitOnAxis(double value) const; // "10k", "2M"
    QString usd(qint64 nanoUsd) const; // "$0.13"; three decimals below 10 cents
    QString bytes(qint64 bytes) const; // "212 MB"

private:
    QString decimal(double value, int decimals) const;
    QString signedDecimal(double value, int decimals) const;

    QLocale m_locale;
};

} // namespace plimsoll
