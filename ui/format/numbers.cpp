// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/format/numbers.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

int percentDecimals(double percent)
{
    // 9.996 is written as 10.0, so it must be judged after rounding.
    return std::round(std::abs(percent) * 100) / 100 < 10 ? 2 : 1;
}

QString join(const QString& low, const QString& high)
{
    return low + u" to "_s + high;
}

} // namespace

Numbers::Numbers(QLocale locale)
    : m_locale(std::move(locale))
{
}

QString Numbers::decimal(double value, int decimals) const
{
    return m_locale.toString(value, 'f', decimals);
}

QString Numbers::signedDecimal(double value, int decimals) const
{
    const double scale = std::pow(10.0, decimals);
    const double rounded = std::round(value * scale) / scale;
    const QString digits = decimal(std::abs(rounded), decimals);
    if (rounded > 0) {
        return u'+' + digits;
    }
    return rounded < 0 ? u'\u2212' + digits : digits;
}

QString Numbers::count(qint64 n) const
{
    return m_locale.toString(n);
}

QString Numbers::countOf(quint64 hits, quint64 n) const
{
    return count(qint64(hits)) + u" of "_s + count(qint64(n));
}

QString Numbers::percent(double share) const
{
    return decimal(share * 100, percentDecimals(share * 100)) + u" %"_s;
}

QString Numbers::wholePercent(double share) const
{
    return decimal(share * 100, 0) + u" %"_s;
}

QString Numbers::interval(const stats::Proportion& share) const
{
    // Both ends with the precision of the upper one; an upper end from 10 % needs one decimal.
    const int decimals = percentDecimals(share.high * 100);
    return join(decimal(share.low * 100, decimals), decimal(share.high * 100, decimals));
}

QString Numbers::rate(const stats::Proportion& share) const
{
    return percent(share.value) + u" ("_s + interval(share) + u"), n = "_s + count(qint64(share.n));
}

QString Numbers::points(double share) const
{
    return signedDecimal(share * 100, percentDecimals(share * 100)) + u" points"_s;
}

QString Numbers::pointsInterval(double low, double high) const
{
    const int decimals = percentDecimals(std::max(std::abs(low), std::abs(high)) * 100);
    return join(signedDecimal(low * 100, decimals), signedDecimal(high * 100, decimals));
}

QString Numbers::change(double relative) const
{
    return signedDecimal(relative * 100, 1) + u" %"_s;
}

QString Numbers::changeInterval(double low, double high) const
{
    return join(signedDecimal(low * 100, 1), signedDecimal(high * 100, 1));
}

QString Numbers::ratio(double ratio) const
{
    if (!(ratio > 0)) {
        return u"—"_s;
    }
    const bool falls = ratio < 1;
    const double factor = falls ? 1 / ratio : ratio;
    const int decimals = factor < 9.995 ? 2 : (factor < 99.95 ? 1 : 0);
    return (falls ? u"÷ "_s : u"× "_s) + decimal(factor, decimals);
}

QString Numbers::milliseconds(double ms) const
{
    if (ms < 99.95) {
        return decimal(ms, 1) + u" ms"_s;
    }
    if (ms < 999.5) {
        return decimal(ms, 0) + u" ms"_s;
    }
    if (ms < 59'995) {
        return decimal(ms / 1000, ms < 9'995 ? 2 : 1) + u" s"_s;
    }
    return duration(std::chrono::milliseconds(qint64(ms)));
}

QString Numbers::duration(std::chrono::milliseconds length) const
{
    const qint64 seconds = std::max<qint64>(0, length.count() / 1000);
    const qint64 minutes = seconds / 60;
    const qint64 hours = minutes / 60;
    // The smaller part is left out when it is zero.
    const auto text = [this](qint64 big, const QString& bigUnit, qint64 small,
                             const QString& smallUnit) {
        QString words = count(big) + bigUnit;
        if (small > 0) {
            words += u' ' + QString::number(small).rightJustified(2, u'0') + smallUnit;
        }
        return words;
    };
    if (seconds < 60) {
        return count(seconds) + u" s"_s;
    }
    if (minutes < 60) {
        return text(minutes, u" min"_s, seconds % 60, u" s"_s);
    }
    if (hours < 48) {
        return text(hours, u" h"_s, minutes % 60, u" min"_s);
    }
    return text(hours / 24, u" d"_s, hours % 24, u" h"_s);
}

QString Numbers::limit(LimitKind kind, qint64 value) const
{
    if (kind == LimitKind::Requests || value % 1000 != 0 || value == 0) {
        return count(value);
    }
    return count(value / 1000) + u'k';
}

QString Numbers::limitOnAxis(double value) const
{
    if (value >= 1e6) {
        return m_locale.toString(value / 1e6, 'g', 3) + u'M';
    }
    if (value >= 1e3) {
        return m_locale.toString(value / 1e3, 'g', 3) + u'k';
    }
    return m_locale.toString(value, 'g', 3);
}

QString Numbers::usd(qint64 nanoUsd) const
{
    const double usd = double(nanoUsd) / 1e9;
    return u'$' + decimal(usd, usd > 0 && usd < 0.0995 ? 3 : 2);
}

QString Numbers::bytes(qint64 bytes) const
{
    const double megabytes = double(bytes) / 1e6;
    if (megabytes >= 1000) {
        return decimal(megabytes / 1000, 2) + u" GB"_s;
    }
    return decimal(megabytes, megabytes < 10 ? 1 : 0) + u" MB"_s;
}

} // namespace plimsoll
