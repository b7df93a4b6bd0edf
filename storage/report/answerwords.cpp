// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/report/answerwords.h"

#include <QDateTime>

#include <cmath>

namespace plimsoll::answerwords {

using namespace Qt::StringLiterals;

namespace {

constexpr int labelWidth = 18;

} // namespace

QString line(const QString& label, const QString& text)
{
    return u"  "_s + label.leftJustified(labelWidth) + text + u'\n';
}

QString words(QLatin1String name)
{
    return QString(name).replace(u'_', u' ');
}

QString percent(double share)
{
    return QString::number(share * 100, 'f', 2);
}

QString points(double share)
{
    const QString text = percent(std::abs(share));
    return text == "0.00"_L1 ? text : (share < 0 ? u"-"_s : u"+"_s) + text;
}

QString pText(double p)
{
    return p < 0.001 ? u"p < 0.001"_s : u"p = %1"_s.arg(p, 0, 'f', 3);
}

QString day(TimePoint t)
{
    return QDateTime::fromMSecsSinceEpoch(toEpochMs(t), Qt::UTC).date().toString(Qt::ISODate);
}

QString verdictText(stats::Verdict verdict)
{
    switch (verdict) {
    case stats::Verdict::Improved:
        return u"improved"_s;
    case stats::Verdict::Worse:
        return u"worse"_s;
    case stats::Verdict::NoEvidence:
        return u"no evidence of a difference"_s;
    case stats::Verdict::NotEnoughData:
        break;
    }
    return u"not enough data"_s;
}

QString comparisonText(const stats::Comparison& found, double p)
{
    QString text = points(found.difference) + u" points"_s;
    if (found.interval) {
        text += u" (%1 to %2)"_s.arg(points(found.interval->low), points(found.interval->high));
    }
    return text + u", "_s + pText(p);
}

QString changeText(stats::Verdict verdict, const std::optional<stats::Comparison>& found, double p)
{
    QString text = verdictText(verdict);
    if (found) {
        text += u": "_s + comparisonText(*found, p)
            + u", n = %1 and %2"_s.arg(found->a.n).arg(found->b.n);
    }
    return text;
}

} // namespace plimsoll::answerwords
